package dev.shmfit.lint;

import dev.shmfit.facts.Reading;
import dev.shmfit.manifest.JobManifest;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.ManifestFormat;
import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.manifest.Mount;
import dev.shmfit.manifest.Tree;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The edits that mend the findings of one job. */
final class JobFixes {
    /** A {@code kubectl run} up to its verb. */
    private static final Pattern RUN = Pattern.compile("(?:[^\n;&|]|\\\\\n){0,400}?\\srun(?=\\s)");

    /** A size of 0, however it is stated. */
    private static final Pattern ZERO = Pattern.compile(
            "(?:--shm-size[=\\s]\\s*|\\bShmSize\\s*=\\s*|\\bshm_size\\s*:\\s*)[\"']?(0[a-zA-Z]{0,3})(?![\\w.])");

    private final JobManifest job;
    private final String text;
    private final YamlEdits yaml;
    private final ManifestReader.Found found;
    private final NodeNeed.Source need;
    private final SizeFixes sizes;
    private final List<Edit> ofContainers = new ArrayList<>();
    private final List<Edit> ofPod = new ArrayList<>();

    JobFixes(ManifestReader.Found found, NodeNeed.Source need) {
        this.found = found;
        this.job = found.job();
        this.text = found.file().text();
        this.yaml = new YamlEdits(text);
        this.need = need;
        this.sizes = new SizeFixes(found, need, ofContainers, ofPod);
    }

    /** Those of containers first: where both end in one line, what lies deeper comes before. */
    List<Edit> edits() {
        List<Edit> all = new ArrayList<>(ofContainers);
        all.addAll(ofPod);
        return all;
    }

    /** What was printed of a running container cannot be changed. */
    void mend(LintFinding f) {
        if (job.format() == ManifestFormat.INSPECT) {
            return;
        }
        for (ManifestContainer c : job.containers()) {
            boolean own = c.at().source().equals(f.at());
            switch (f.rule()) {
                case SHM_NOT_SET -> {
                    if (own) {
                        give(c, c.ipc().ofSwarm() ? meant(c, c.ipc().shmSize()) : sizes.size(c));
                    }
                }
                case BUILD_SIZE_ONLY -> {
                    if (LintWords.source(c.ipc().buildShmSize()).equals(f.at())) {
                        give(c, meant(c, c.ipc().buildShmSize()));
                    }
                }
                case SHM_MOUNT_MISSING -> {
                    if (own) {
                        job.pod().volumes().stream()
                                .filter(v -> VolumeRules.isForShm(job, v))
                                .findFirst()
                                .ifPresent(v -> mount(c, v.name()));
                    }
                }
                case SHM_MOUNTED_ELSEWHERE, SHM_VOLUME_UNKNOWN ->
                    c.mounts().stream()
                            .filter(m -> m.at().source().equals(f.at()))
                            .forEach(m -> mounted(c, m, f.rule()));
                case IPC_HOST_AND_SIZE -> {
                    if (LintWords.source(c.ipc().shmSize()).equals(f.at())) {
                        withoutOption(c, "--ipc", "host");
                    }
                }
                case IPC_NONE -> {
                    if (LintWords.source(c.ipc().mode()).equals(f.at())) {
                        withoutOption(c, "--ipc", "none");
                    }
                }
                case NOT_OF_SWARM -> {
                    if (LintWords.source(c.ipc().shmSize()).equals(f.at())) {
                        withoutOption(c, "--shm-size", "");
                    } else if (LintWords.source(c.ipc().mode()).equals(f.at())) {
                        withoutOption(c, "--ipc", "");
                    }
                }
                case SHM_BELOW_NEED -> {
                    if (own && c.ipc().operatorVolume()) {
                        give(c, sizes.size(c));
                    } else {
                        sizes.sized(c, f);
                    }
                }
                case SHM_NO_SIZE_LIMIT -> {
                    if (!own || !replacesZero(c, sizes.size(c))) {
                        sizes.sized(c, f);
                    }
                }
                case SHM_EXCEEDS_MEMORY_LIMIT, SHM_ON_DISK, SIZE_TINY, SIZE_UNREADABLE -> sizes.sized(c, f);
                default -> {}
            }
        }
    }

    /** A size that is set where it does not count is the one that was meant, unless the job needs more. */
    private ByteCount meant(ManifestContainer c, Reading<ByteCount> stated) {
        ByteCount meant = stated.asOptional().orElse(ByteCount.ZERO);
        ByteCount least = need.of(found, c)
                .map(NodeNeed::required)
                .orElse(ByteCount.ZERO)
                .max(ShmNeed.of(job, c).least())
                .max(ByteCount.mebibytes(1));
        return meant.compareTo(least) >= 0 ? meant : sizes.size(c);
    }

    /** Gives a container the space that it lacks, where nothing gives it any. */
    private void give(ManifestContainer c, ByteCount size) {
        // The pod's unit or command says it; a size of 0 is none, and stands in its place.
        if (c.ipc().pod().isPresent() || replacesZero(c, size)) {
            return;
        }
        switch (job.format()) {
            case KUBERNETES -> {
                if (LintWords.isWritten(c.tree())
                        && LintWords.isWritten(job.pod().tree())) {
                    String name = freeName();
                    volume(name, size);
                    mount(c, name);
                    sizes.memory(c, size);
                } else if (!LintWords.isWritten(job.pod().tree()) && job.kind().equals("Pod")) {
                    overrides(c, size);
                }
            }
            case COMPOSE -> {
                if (c.ipc().ofSwarm()) {
                    Map<String, String> item = new LinkedHashMap<>();
                    item.put("type", "tmpfs");
                    item.put("target", Mount.SHM);
                    item.put("tmpfs", "{size: " + size.bytes() + "}");
                    append(c.tree(), "volumes", item, ofContainers);
                } else if (c.tree() instanceof Tree.Keys service) {
                    yaml.entry(service, "shm_size", sizes.written(size)).ifPresent(ofContainers::add);
                    sizes.memory(c, size);
                }
            }
            case DOCKER, PODMAN -> option(c, " --shm-size=" + sizes.written(size));
            case SWARM -> option(c, " --mount " + LintWords.swarm(size));
            case QUADLET -> {
                int end = c.at().end();
                ofContainers.add(new Edit(end, end, "\nShmSize=" + sizes.written(size)));
            }
            case DSTACK -> {
                if (c.tree().get("resources").orElse(c.tree()) instanceof Tree.Keys keys) {
                    boolean there = keys != c.tree();
                    yaml.entry(
                                    keys,
                                    there ? "shm_size" : "resources",
                                    there ? sizes.written(size) : "{shm_size: " + sizes.written(size) + "}")
                            .ifPresent(ofContainers::add);
                }
            }
            case DEVCONTAINER -> devcontainer(c, size);
            case INSPECT, SLURM, APPTAINER, HOST -> {}
        }
    }

    /** {@code kubectl run} has no option for volumes: they come by overrides, merged with what the other options make. */
    private void overrides(ManifestContainer c, ByteCount size) {
        Matcher run = RUN.matcher(text).region(job.at().start(), text.length());
        if (run.lookingAt() && c.name().matches("[a-z0-9.-]+")) {
            String json =
                    " --override-type=strategic --overrides='{\"apiVersion\":\"v1\",\"spec\":{\"containers\":[{\"name\":\""
                            + c.name()
                            + "\",\"volumeMounts\":[{\"name\":\"dshm\",\"mountPath\":\"/dev/shm\"}]}],\"volumes\":[{\"name\":"
                            + "\"dshm\",\"emptyDir\":{\"medium\":\"Memory\",\"sizeLimit\":\""
                            + SizeText.kubernetes(size)
                            + "\"}}]}}'";
            ofContainers.add(new Edit(run.end(), run.end(), json));
        }
    }

    private boolean replacesZero(ManifestContainer c, ByteCount size) {
        int end = job.format() == ManifestFormat.QUADLET
                ? text.length()
                : Math.max(c.at().end(), c.tree().at().end());
        Matcher zero = ZERO.matcher(text).region(c.at().start(), Math.max(c.at().start(), end));
        boolean there = job.format() != ManifestFormat.KUBERNETES && zero.find();
        if (there) {
            ofContainers.add(new Edit(zero.start(1), zero.end(1), sizes.written(size)));
        }
        return there;
    }

    private void option(ManifestContainer c, String option) {
        c.tree().items().stream()
                .filter(t ->
                        t instanceof Tree.Leaf l && l.text().matches("run|create") && l.at().end() > l.at().start())
                .findFirst()
                .ifPresent(t -> ofContainers.add(new Edit(t.at().end(), t.at().end(), option)));
    }

    /**
     * An option goes, with its line where it stands alone: {@code --ipc=host} where a size keeps the job apart from the
     * host.
     *
     * @param value that goes with it; empty for any
     */
    private void withoutOption(ManifestContainer c, String option, String value) {
        List<Tree> words = c.tree().items();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i) instanceof Tree.Leaf l ? l.text() : "";
            boolean joined = value.isEmpty() ? word.startsWith(option + "=") : word.equals(option + "=" + value);
            boolean apart = word.equals(option) && i + 1 < words.size();
            if (joined || apart) {
                gone(
                        words.get(i).at().start(),
                        words.get(joined ? i : i + 1).at().end());
            }
        }
        c.tree()
                .entry(option.substring(2).replace('-', '_'))
                .filter(e -> !e.inherited() && job.format() == ManifestFormat.COMPOSE)
                .ifPresent(e -> gone(e.key().start(), e.value().at().end()));
    }

    private void gone(int from, int to) {
        int line = text.lastIndexOf('\n', from - 1) + 1;
        int end = text.indexOf('\n', to);
        String behind = text.substring(to, end < 0 ? text.length() : end).strip();
        if (text.substring(line, from).isBlank() && (behind.isEmpty() || behind.equals("\\")) && end > 0) {
            ofContainers.add(new Edit(line, end + 1, ""));
        } else {
            int start = from > 0 && text.charAt(from - 1) == ' ' ? from - 1 : from;
            ofContainers.add(new Edit(start, to, ""));
        }
    }

    private void devcontainer(ManifestContainer c, ByteCount size) {
        String option = "\"--shm-size=" + sizes.written(size) + "\"";
        Optional<Tree> args = c.tree().get("runArgs");
        if (args.isPresent()
                && args.get() instanceof Tree.Items list
                && !list.items().isEmpty()) {
            int end = list.items().get(list.items().size() - 1).at().end();
            ofContainers.add(new Edit(end, end, ", " + option));
        } else if (args.isEmpty() && c.tree() instanceof Tree.Keys map) {
            map.entries().values().stream()
                    .findFirst()
                    .ifPresent(e -> ofContainers.add(
                            new Edit(e.key().start(), e.key().start(), "\"runArgs\": [" + option + "],\n  ")));
        }
    }

    private String freeName() {
        String name = "dshm";
        for (int i = 2; job.pod().volume(name).isPresent(); i++) {
            name = "dshm-" + i;
        }
        return name;
    }

    private void volume(String name, ByteCount size) {
        Map<String, String> item = new LinkedHashMap<>();
        item.put("name", name);
        item.put("emptyDir", "{medium: Memory, sizeLimit: " + SizeText.kubernetes(size) + "}");
        append(job.pod().tree(), "volumes", item, ofPod);
    }

    private void mount(ManifestContainer c, String volume) {
        Map<String, String> item = new LinkedHashMap<>();
        item.put("name", volume);
        item.put("mountPath", Mount.SHM);
        append(c.tree(), "volumeMounts", item, ofContainers);
    }

    private void append(Tree owner, String key, Map<String, String> item, List<Edit> into) {
        if (!(owner instanceof Tree.Keys map) || !LintWords.isWritten(owner)) {
            return;
        }
        Optional<Tree.Entry> there = map.entry(key);
        if (there.isEmpty()) {
            yaml.list(map, key, item, deeper()).ifPresent(into::add);
        } else if (there.get().value() instanceof Tree.Leaf l && l.text().isEmpty()) {
            yaml.filled(there.get(), item, yaml.isJson(map)).ifPresent(into::add);
        } else if (!there.get().inherited() && there.get().value() instanceof Tree.Items list) {
            yaml.item(list, item, yaml.isJson(map)).ifPresent(into::add);
        }
    }

    /** Whether lists are indented against their keys, as the list of containers shows. */
    private int deeper() {
        for (String key : List.of("containers", "initContainers", "volumes")) {
            Optional<Tree.Entry> e = job.pod().tree().entry(key);
            List<Tree> items = job.pod().tree().items(key);
            if (e.isPresent() && !items.isEmpty()) {
                int dash = text.lastIndexOf('-', items.get(0).at().start());
                int column = dash - text.lastIndexOf('\n', dash);
                return Math.max(0, Math.min(4, column - e.get().key().column()));
            }
        }
        return 2;
    }

    private void mounted(ManifestContainer c, Mount m, LintRule rule) {
        if (rule == LintRule.SHM_VOLUME_UNKNOWN) {
            volume(m.volume(), sizes.size(c));
            sizes.memory(c, sizes.size(c));
            return;
        }
        for (Tree t : c.tree().items("volumeMounts")) {
            t.leaf("mountPath")
                    .filter(l -> t.at().source().equals(m.at().source()))
                    .ifPresent(l -> ofContainers.add(new Edit(l.at().start(), l.at().end(), Mount.SHM)));
        }
    }
}
