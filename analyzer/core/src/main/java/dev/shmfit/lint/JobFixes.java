package dev.shmfit.lint;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.manifest.ContainerFacts;
import dev.shmfit.manifest.Format;
import dev.shmfit.manifest.JobManifest;
import dev.shmfit.manifest.LineIndex;
import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.manifest.Mount;
import dev.shmfit.manifest.Tree;
import dev.shmfit.manifest.Volume;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.SizeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The edits that mend the findings of one job. */
final class JobFixes {
    private static final Pattern VALUE =
            Pattern.compile("([\"']?(?:--[a-z-]+=|ShmSize\\s*=\\s*)?[\"']?)([0-9][^\\s\"',}\\]#]*)");

    private final JobManifest job;
    private final String text;
    private final YamlEdits yaml;
    private final LineIndex lines;
    private final ManifestReader.Found found;
    private final NodeNeed.Source need;
    private final List<Edit> ofContainers = new ArrayList<>();
    private final List<Edit> ofPod = new ArrayList<>();

    JobFixes(ManifestReader.Found found, NodeNeed.Source need) {
        this.found = found;
        this.job = found.job();
        this.text = found.file().text();
        this.yaml = new YamlEdits(text);
        this.lines = new LineIndex(found.file().name(), text);
        this.need = need;
    }

    /** Those of containers first: where both end in one line, what lies deeper comes before. */
    List<Edit> edits() {
        List<Edit> all = new ArrayList<>(ofContainers);
        all.addAll(ofPod);
        return all;
    }

    /** What was printed of a running container cannot be changed. */
    void mend(LintFinding f) {
        if (job.format() == Format.INSPECT) {
            return;
        }
        for (ContainerFacts c : job.containers()) {
            boolean own = c.at().source().equals(f.at());
            switch (f.rule()) {
                case SHM_NOT_SET -> {
                    if (own) {
                        give(c, size(c));
                    }
                }
                case BUILD_SIZE_ONLY -> {
                    if (Words.source(c.ipc().buildShmSize()).equals(f.at())) {
                        give(c, built(c));
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
                    if (Words.source(c.ipc().shmSize()).equals(f.at())) {
                        withoutHostIpc(c);
                    }
                }
                case SHM_BELOW_NEED,
                        SHM_EXCEEDS_MEMORY_LIMIT,
                        SHM_NO_SIZE_LIMIT,
                        SHM_ON_DISK,
                        SIZE_TINY,
                        SIZE_UNREADABLE -> sized(c, f);
                default -> {}
            }
        }
    }

    private ByteCount size(ContainerFacts c) {
        return ProposedSize.of(need.of(found, c), ShmNeed.of(c)).bytes();
    }

    private String written(ByteCount size) {
        return switch (job.format()) {
            case KUBERNETES -> SizeText.kubernetes(size);
            case DSTACK -> Words.dstack(size);
            default -> SizeText.docker(size);
        };
    }

    /** The size that is set for the build is the one that was meant, unless the job needs more. */
    private ByteCount built(ContainerFacts c) {
        ByteCount meant = c.ipc().buildShmSize().asOptional().orElse(ByteCount.ZERO);
        ByteCount least = need.of(found, c)
                .map(NodeNeed::required)
                .orElse(ByteCount.ZERO)
                .max(ShmNeed.of(c).least())
                .max(ByteCount.mebibytes(1));
        return meant.compareTo(least) >= 0 ? meant : size(c);
    }

    /** Gives a container the space that it lacks, where nothing gives it any. */
    private void give(ContainerFacts c, ByteCount size) {
        switch (job.format()) {
            case KUBERNETES -> {
                String name = freeName();
                volume(name, size);
                mount(c, name);
                memory(c, size);
            }
            case COMPOSE -> {
                if (c.tree() instanceof Tree.Keys service) {
                    yaml.entry(service, "shm_size", written(size)).ifPresent(ofContainers::add);
                    memory(c, size);
                }
            }
            case DOCKER, PODMAN -> option(c, " --shm-size=" + written(size));
            case QUADLET -> {
                int end = c.at().end();
                ofContainers.add(new Edit(end, end, "\nShmSize=" + written(size)));
            }
            case DSTACK -> {
                if (c.tree().get("resources").orElse(c.tree()) instanceof Tree.Keys keys) {
                    boolean there = keys != c.tree();
                    yaml.entry(
                                    keys,
                                    there ? "shm_size" : "resources",
                                    there ? written(size) : "{shm_size: " + written(size) + "}")
                            .ifPresent(ofContainers::add);
                }
            }
            case DEVCONTAINER -> devcontainer(c, size);
            case INSPECT, SLURM, APPTAINER, HOST -> {}
        }
    }

    private void option(ContainerFacts c, String option) {
        c.tree().items().stream()
                .filter(t ->
                        t instanceof Tree.Leaf l && l.text().matches("run|create") && l.at().end() > l.at().start())
                .findFirst()
                .ifPresent(t -> ofContainers.add(new Edit(t.at().end(), t.at().end(), option)));
    }

    /** The size keeps the job apart from the host: {@code --ipc=host} goes, with its line where it stands alone. */
    private void withoutHostIpc(ContainerFacts c) {
        List<Tree> words = c.tree().items();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i) instanceof Tree.Leaf l ? l.text() : "";
            boolean joined = word.equals("--ipc=host");
            boolean apart = word.equals("--ipc") && i + 1 < words.size();
            if (joined || apart) {
                gone(
                        words.get(i).at().start(),
                        words.get(joined ? i : i + 1).at().end());
            }
        }
        c.tree()
                .entry("ipc")
                .filter(e -> !e.inherited() && job.format() == Format.COMPOSE)
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

    private void devcontainer(ContainerFacts c, ByteCount size) {
        String option = "\"--shm-size=" + written(size) + "\"";
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

    private void mount(ContainerFacts c, String volume) {
        Map<String, String> item = new LinkedHashMap<>();
        item.put("name", volume);
        item.put("mountPath", Mount.SHM);
        append(c.tree(), "volumeMounts", item, ofContainers);
    }

    private void append(Tree owner, String key, Map<String, String> item, List<Edit> into) {
        if (!(owner instanceof Tree.Keys map)) {
            return;
        }
        Optional<Tree.Entry> there = map.entry(key);
        if (there.isEmpty()) {
            yaml.list(map, key, item, deeper()).ifPresent(into::add);
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

    private void mounted(ContainerFacts c, Mount m, LintRule rule) {
        if (rule == LintRule.SHM_VOLUME_UNKNOWN) {
            volume(m.volume(), size(c));
            memory(c, size(c));
            return;
        }
        for (Tree t : c.tree().items("volumeMounts")) {
            t.leaf("mountPath")
                    .filter(l -> t.at().source().equals(m.at().source()))
                    .ifPresent(l -> ofContainers.add(new Edit(l.at().start(), l.at().end(), Mount.SHM)));
        }
    }

    private void sized(ContainerFacts c, LintFinding f) {
        Optional<Volume> volume = c.shmMount().flatMap(m -> job.pod().volume(m.volume()));
        Reading<ByteCount> stated = volume.map(Volume::size).orElse(c.ipc().shmSize());
        boolean ofShm = Words.source(stated).equals(f.at());
        boolean ofVolume = volume.isPresent() && volume.get().at().source().equals(f.at());
        switch (f.rule()) {
            case SHM_BELOW_NEED -> {
                if (ofShm) {
                    replace(f.at(), written(size(c)));
                    memory(c, size(c));
                }
            }
            case SHM_EXCEEDS_MEMORY_LIMIT -> {
                if (ofShm) {
                    memory(c, stated.asOptional().orElse(ByteCount.ZERO));
                }
            }
            case SHM_NO_SIZE_LIMIT, SHM_ON_DISK -> {
                if (ofVolume || (ofShm && f.rule() == LintRule.SHM_ON_DISK)) {
                    emptyDir(volume.orElseThrow(), c);
                }
            }
            default -> {
                if (ofShm || Words.source(c.resources().memoryLimit()).equals(f.at())) {
                    unit(f.at(), size(c));
                }
            }
        }
    }

    private void emptyDir(Volume volume, ContainerFacts c) {
        Optional<Tree> dir = volume.tree().get("emptyDir");
        if (dir.isEmpty()) {
            return;
        }
        ByteCount size = size(c);
        boolean unlimited = dir.get().leaf("sizeLimit").isEmpty();
        boolean disk = volume.kind() == Volume.Kind.DISK;
        if (dir.get() instanceof Tree.Keys map && (map.flow() || !map.entries().isEmpty())) {
            Optional<Tree.Leaf> medium = map.leaf("medium");
            if (disk && medium.isPresent()) {
                ofPod.add(new Edit(medium.get().at().start(), medium.get().at().end(), "Memory"));
            } else if (disk) {
                yaml.entry(map, "medium", "Memory").ifPresent(ofPod::add);
            }
            // Both at once would need a comma between them where there was none; the next round adds the other.
            if (unlimited && !(disk && map.entries().isEmpty())) {
                yaml.entry(map, "sizeLimit", SizeText.kubernetes(size)).ifPresent(ofPod::add);
                memory(c, size);
            }
        } else if (dir.get() instanceof Tree.Leaf l && l.text().isEmpty()) {
            volume.tree()
                    .entry("emptyDir")
                    .ifPresent(e -> ofPod.add(new Edit(
                            e.key().end(),
                            Math.max(e.key().end(), l.at().end()),
                            ": {medium: Memory, sizeLimit: " + SizeText.kubernetes(size) + "}")));
        }
    }

    /** What lies in /dev/shm counts against the memory limit: half of it at the most. */
    private void memory(ContainerFacts c, ByteCount size) {
        Reading<ByteCount> limit = c.resources().memoryLimit();
        ByteCount twice = size.times(2);
        if (limit.asOptional().filter(l -> l.compareTo(twice) < 0).isEmpty()) {
            return;
        }
        boolean same = limit.asOptional().equals(c.resources().memoryRequest().asOptional());
        replace(Words.source(limit), written(twice));
        if (same) {
            replace(Words.source(c.resources().memoryRequest()), written(twice));
        }
    }

    /** The same number in the unit that is meant: {@code 2gb} as {@code 2Gi}, {@code 512m} as {@code 512Mi}. */
    private void unit(SourceRef at, ByteCount otherwise) {
        value(at).ifPresent(m -> {
            Matcher parts = Pattern.compile("(\\d+(?:\\.\\d+)?)([A-Za-z]*)").matcher(m.group(2));
            if (parts.matches()) {
                if (parts.group(2).isEmpty()) {
                    // Which unit was meant, nobody can tell.
                    replace(at, written(otherwise));
                    return;
                }
                String letter = parts.group(2).substring(0, 1).toUpperCase(Locale.ROOT);
                String unit = job.format() == Format.KUBERNETES ? letter + "i" : letter.toLowerCase(Locale.ROOT);
                if ("KMGTP".contains(letter)) {
                    replace(at, parts.group(1) + unit);
                }
            }
        });
    }

    private void replace(SourceRef at, String value) {
        value(at).ifPresent(m -> ofContainers.add(new Edit(m.start(2), m.end(2), value)));
    }

    /** The number that stands at a place, behind an option's name where it is one. */
    private Optional<Matcher> value(SourceRef at) {
        if (!at.item().equals(found.file().name()) || at.line() < 1 || at.column() < 1) {
            return Optional.empty();
        }
        int start = text.offsetByCodePoints(lines.start(at.line()), at.column() - 1);
        Matcher m = VALUE.matcher(text).region(start, text.length());
        return m.lookingAt() ? Optional.of(m) : Optional.empty();
    }
}
