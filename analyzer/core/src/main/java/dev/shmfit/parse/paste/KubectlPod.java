package dev.shmfit.parse.paste;

import dev.shmfit.facts.ShmFacts;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code kubectl describe pod} says: of the container that has GPUs, or the first, its memory limit, environment and
 * the volume that it mounts at /dev/shm.
 */
final class KubectlPod {
    private static final Pattern KEY = Pattern.compile("^(\\s*)([\\w./-][\\w ./-]*):\\s*(.*)$");
    private static final Pattern MOUNT = Pattern.compile("^(/\\S*) from (\\S+) \\(");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d?");
    private static final String GPU = "nvidia.com/gpu";
    private static final String NO_LIMIT = "<unset>";

    /** One container. */
    private static final class Container {
        private boolean gpus;
        private int count;
        private SourceRef countAt = SourceRef.of("");
        private Optional<String> shmVolume = Optional.empty();
        private Optional<ByteCount> memory = Optional.empty();
        private SourceRef memoryAt = SourceRef.of("");
        private final Map<String, String> variables = new LinkedHashMap<>();
        private final Map<String, SourceRef> places = new LinkedHashMap<>();
    }

    /** One volume. */
    private static final class Volume {
        private boolean inMemory;
        private Optional<ByteCount> limit = Optional.empty();
        private boolean unlimited;
        private SourceRef at = SourceRef.of("");
    }

    private final PastedSection section;
    private final List<Container> containers = new ArrayList<>();
    private final Map<String, Volume> volumes = new LinkedHashMap<>();

    private KubectlPod(PastedSection section) {
        this.section = section;
    }

    static void read(PastedSection section, PastedFacts facts) {
        KubectlPod pod = new KubectlPod(section);
        pod.scan();
        pod.add(facts);
    }

    private void scan() {
        String part = "";
        String block = "";
        int base = -1;
        int blockIndent = -1;
        for (PastedLine line : section.lines()) {
            String text = line.text();
            int indent = text.length() - text.stripLeading().length();
            Matcher mount = MOUNT.matcher(text.strip());
            Matcher m = KEY.matcher(text);
            if (mount.find() && !containers.isEmpty() && part.equals("Containers")) {
                if (mount.group(1).equals("/dev/shm")) {
                    last().shmVolume = Optional.of(mount.group(2));
                }
                continue;
            }
            if (!m.matches()) {
                continue;
            }
            String key = m.group(2);
            String value = m.group(3).strip();
            base = base < 0 ? indent : Math.min(base, indent);
            if (indent <= base) {
                part = key;
                block = "";
                blockIndent = -1;
            } else if (part.equals("Containers") && value.isEmpty() && (blockIndent < 0 || indent <= blockIndent)) {
                containers.add(new Container());
                blockIndent = indent;
                block = "";
            } else if (part.equals("Volumes") && value.isEmpty() && (blockIndent < 0 || indent <= blockIndent)) {
                volumes.put(key, new Volume());
                blockIndent = indent;
            } else if (part.equals("Containers") && !containers.isEmpty()) {
                block = value.isEmpty() ? key : indent <= blockIndent + 2 ? "" : block;
                member(block, key, value, section.at(line));
            } else if (part.equals("Volumes") && !volumes.isEmpty()) {
                volume(key, value, section.at(line));
            }
        }
    }

    private Container last() {
        return containers.get(containers.size() - 1);
    }

    private void member(String block, String key, String value, SourceRef at) {
        Container c = last();
        switch (block) {
            case "Limits" -> {
                if (key.equals("memory")) {
                    c.memory = PastedSizes.exact(value);
                    c.memoryAt = at;
                }
                c.gpus |= key.startsWith("nvidia.com/");
                if (key.equals(GPU) && COUNT.matcher(value).matches()) {
                    c.count = Integer.parseInt(value, 10);
                    c.countAt = at;
                }
            }
            case "Environment" -> {
                c.variables.put(key, value);
                c.places.put(key, at);
            }
            default -> {
                // Nothing else of a container decides anything.
            }
        }
    }

    private void volume(String key, String value, SourceRef at) {
        Volume v = volumes.get(lastVolume());
        if (v == null) {
            return;
        }
        if (key.equals("Medium")) {
            v.inMemory = value.equals("Memory");
        } else if (key.equals("SizeLimit")) {
            v.limit = PastedSizes.exact(value);
            v.unlimited = value.equals(NO_LIMIT);
            v.at = at;
        }
    }

    private String lastVolume() {
        String name = "";
        for (String n : volumes.keySet()) {
            name = n;
        }
        return name;
    }

    private void add(PastedFacts facts) {
        SourceRef first = section.at(section.lines().get(0));
        facts.add(Topic.PLATFORM, Variables.clues(Variables.Clue.KUBERNETES, first), first);
        Optional<Container> chosen = containers.stream()
                .filter(c -> c.gpus)
                .findFirst()
                .or(() -> containers.stream().findFirst());
        if (chosen.isEmpty()) {
            return;
        }
        Container c = chosen.get();
        c.memory.ifPresent(b -> facts.add(Topic.MEMORY_LIMIT, DockerInspect.limit(b, c.memoryAt), c.memoryAt));
        if (c.count > 0) {
            facts.add(Topic.POD_GPUS, c.count, c.countAt);
        }
        c.variables.forEach((name, value) -> Variables.take(name, value, c.places.getOrDefault(name, first), facts));
        Optional<Volume> shm = c.shmVolume.map(volumes::get);
        if (c.shmVolume.isEmpty()) {
            // Nothing mounted there: the runtime's default.
            facts.add(Topic.SHM_DEFAULT, ShmFacts.CONTAINER_DEFAULT, first);
            return;
        }
        shm.filter(v -> v.inMemory).ifPresent(v -> {
            Optional<ByteCount> size = v.unlimited ? c.memory : v.limit;
            // The volume counts against the memory limit, which bounds it where it is smaller.
            size.map(s -> c.memory.filter(m -> m.bytes() < s.bytes()).orElse(s))
                    .ifPresent(s -> facts.add(Topic.SHM_DEFINED, s, v.at));
        });
    }
}
