package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@code docker inspect} and {@code podman inspect} print of containers. */
final class InspectReader {
    private InspectReader() {}

    static boolean isInspect(Tree document) {
        return document.items().stream().anyMatch(i -> i.get("HostConfig").isPresent())
                || document.get("HostConfig").isPresent();
    }

    static List<JobManifest> jobs(Tree document) {
        List<Tree> containers = document.get("HostConfig").isPresent() ? List.of(document) : document.items();
        return containers.stream()
                .filter(c -> c.get("HostConfig").isPresent())
                .map(InspectReader::job)
                .toList();
    }

    private static JobManifest job(Tree c) {
        ContainerOptions options = new ContainerOptions(ManifestFormat.INSPECT);
        Tree host = c.get("HostConfig").orElseThrow();
        number(host, "ShmSize").ifPresent(l -> options.put("shm-size", l.text(), l.at()));
        number(host, "Memory").ifPresent(l -> options.put("memory", l.text(), l.at()));
        host.leaf("IpcMode").filter(l -> !l.text().isEmpty()).ifPresent(l -> options.put("ipc", l.text(), l.at()));
        host.leaf("NetworkMode").ifPresent(l -> options.put("network", l.text(), l.at()));
        host.leaf("Privileged").ifPresent(l -> options.put("privileged", l.text(), l.at()));
        leaves(host.items("CapAdd")).forEach(l -> options.put("cap-add", l.text(), l.at()));
        host.items("Ulimits")
                .forEach(u -> u.text("Name")
                        .ifPresent(n ->
                                options.put("ulimit", n + "=" + u.text("Soft").orElse(""), u.at())));
        host.entries("Tmpfs").forEach((path, e) -> {
            String with = e.value() instanceof Tree.Leaf l ? l.text() : "";
            options.put("tmpfs", path + ":" + with, e.key());
        });
        for (Tree d : host.items("DeviceRequests")) {
            List<Tree.Leaf> ids = leaves(d.items("DeviceIDs"));
            options.put("gpus", ids.isEmpty() ? d.text("Count").orElse("all") : String.valueOf(ids.size()), d.at());
        }
        for (Tree m : c.items("Mounts")) {
            m.text("Destination")
                    .filter(d -> host.entries("Tmpfs").get(d) == null)
                    .ifPresent(d -> options.mounted(
                            d,
                            ContainerOptions.kind(m.text("Type").orElse("")),
                            "",
                            m.text("Source").orElse(""),
                            m.at()));
        }
        c.leaf("Config", "Image").ifPresent(l -> options.put("image", l.text(), l.at()));
        c.leaf("Config", "Hostname").ifPresent(l -> options.put("hostname", l.text(), l.at()));
        leaves(c.items("Config", "Env")).forEach(l -> options.env(l.text(), l.at()));
        List<Word> words = new ArrayList<>(CommandWords.list(c.get("Config", "Entrypoint")));
        words.addAll(CommandWords.list(c.get("Config", "Cmd")));
        String name = c.text("Name").orElse("").replaceFirst("^/", "");
        return options.job("container", name, c.at(), c, CommandWords.expanded(words), Reading.absent("one container"));
    }

    /** A size; 0 stands for none. */
    private static Optional<Tree.Leaf> number(Tree host, String key) {
        return host.leaf(key).filter(l -> !l.text().equals("0") && !l.text().isEmpty());
    }

    private static List<Tree.Leaf> leaves(List<Tree> items) {
        return items.stream()
                .filter(t -> t instanceof Tree.Leaf)
                .map(t -> (Tree.Leaf) t)
                .toList();
    }
}
