package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads tasks of dstack and SkyPilot. dstack runs the task in a container with {@code resources.shm_size}, else with
 * Docker's default; SkyPilot sizes /dev/shm itself (a share of the memory in a container, a tmpfs without a size in a pod,
 * the host's otherwise), and a task cannot say anything about it.
 */
final class TaskReader {
    private static final Set<String> DSTACK = Set.of("task", "service", "dev-environment");
    private static final List<String> SKYPILOT = List.of("resources", "num_nodes", "setup", "file_mounts", "workdir");
    private static final Pattern COUNT = Pattern.compile("(?:.*:)?\\s*(\\d{1,4})\\s*");

    private TaskReader() {}

    static boolean isTask(Tree document) {
        return isDstack(document) || isSkypilot(document);
    }

    private static boolean isDstack(Tree d) {
        return d.text("type").filter(DSTACK::contains).isPresent()
                && (!d.items("commands").isEmpty() || d.get("resources").isPresent());
    }

    private static boolean isSkypilot(Tree d) {
        return d.leaf("run").isPresent()
                && d.get("kind").isEmpty()
                && d.get("services").isEmpty()
                && SKYPILOT.stream().anyMatch(k -> d.get(k).isPresent());
    }

    static List<JobManifest> jobs(Tree d) {
        return List.of(isDstack(d) ? dstack(d) : skypilot(d));
    }

    private static JobManifest dstack(Tree d) {
        ContainerOptions options = new ContainerOptions(ManifestFormat.DSTACK);
        d.leaf("image").ifPresent(l -> options.put("image", l.text(), l.at()));
        d.leaf("resources", "gpu").or(() -> d.leaf("resources", "gpu", "count")).ifPresent(l -> gpus(l, options));
        d.leaf("resources", "shm_size").ifPresent(l -> options.put("shm-size", l.text(), l.at()));
        d.leaf("privileged").ifPresent(l -> options.put("privileged", l.text(), l.at()));
        env(d.get("env"), options);
        List<List<Word>> commands = new ArrayList<>();
        for (Tree t : d.items("commands")) {
            if (t instanceof Tree.Leaf l) {
                commands.addAll(ShellText.ofLeaf(l).commands());
            }
        }
        return options.job(
                "dstack " + d.text("type").orElse("task"),
                d.text("name").orElse(""),
                d.at(),
                d,
                commands,
                Reading.absent("one container"));
    }

    private static JobManifest skypilot(Tree d) {
        ContainerOptions options = new ContainerOptions(ManifestFormat.HOST);
        accelerators(d.get("resources", "accelerators"), options);
        env(d.get("envs"), options);
        List<List<Word>> commands = new ArrayList<>();
        d.leaf("run").ifPresent(l -> commands.addAll(ShellText.ofLeaf(l).commands()));
        Reading<Long> nodes = d.leaf("num_nodes")
                .filter(l -> l.text().matches("[1-9]\\d{0,4}"))
                .map(l -> Reading.known(Long.parseLong(l.text(), 10), l.at().source()))
                .orElse(Reading.absent("one node"));
        return options.job("SkyPilot task", d.text("name").orElse(""), d.at(), d, commands, nodes);
    }

    /** {@code H100:8}, {@code {H100: 8}}, or a list of alternatives, of which all have to give the job its GPUs. */
    private static void accelerators(Optional<Tree> said, ContainerOptions options) {
        said.ifPresent(t -> {
            if (t instanceof Tree.Leaf l) {
                gpus(l, options);
            } else if (t instanceof Tree.Keys k) {
                k.entries().values().stream()
                        .findFirst()
                        .filter(e -> e.value() instanceof Tree.Leaf)
                        .ifPresent(e -> gpus((Tree.Leaf) e.value(), options));
            } else {
                t.items().stream()
                        .findFirst()
                        .filter(i -> i instanceof Tree.Leaf)
                        .ifPresent(i -> gpus((Tree.Leaf) i, options));
            }
        });
    }

    /** A count behind a colon, or alone; a name or a size alone is one GPU, and of a range the least is sure. */
    private static void gpus(Tree.Leaf said, ContainerOptions options) {
        String sure = said.text().replaceFirst("\\.\\.\\d*$", "");
        Matcher m = COUNT.matcher(sure);
        options.put("gpus", m.matches() ? m.group(1) : "1", said.at());
    }

    private static void env(Optional<Tree> said, ContainerOptions options) {
        said.ifPresent(t -> {
            t.entries().forEach((name, e) -> {
                if (e.value() instanceof Tree.Leaf l) {
                    options.env(name + "=" + l.text(), l.at());
                }
            });
            t.items().forEach(i -> {
                if (i instanceof Tree.Leaf l) {
                    options.env(l.text(), l.at());
                }
            });
        });
    }
}
