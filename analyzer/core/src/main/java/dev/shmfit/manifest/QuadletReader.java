package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code .container} files of Podman's systemd generator (podman-systemd.unit(5)). */
final class QuadletReader {
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("ShmSize", "shm-size"),
            Map.entry("Image", "image"),
            Map.entry("ContainerName", "name"),
            Map.entry("AddDevice", "device"),
            Map.entry("Environment", "env"),
            Map.entry("Volume", "volume"),
            Map.entry("Mount", "mount"),
            Map.entry("Tmpfs", "tmpfs"),
            Map.entry("Ulimit", "ulimit"),
            Map.entry("AddCapability", "cap-add"),
            Map.entry("Network", "network"),
            Map.entry("HostName", "hostname"),
            Map.entry("Memory", "memory"));

    private QuadletReader() {}

    static boolean isQuadlet(String text) {
        return text.lines().anyMatch(l -> l.strip().equals("[Container]"));
    }

    static List<JobManifest> read(String file, String text) {
        LineIndex lines = new LineIndex(file, text);
        ContainerOptions options = new ContainerOptions(ManifestFormat.QUADLET);
        List<List<Word>> commands = new ArrayList<>();
        boolean inside = false;
        int start = 0;
        int offset = 0;
        while (offset < text.length()) {
            int end = end(text, offset);
            String line = text.substring(offset, end);
            if (line.strip().startsWith("[")) {
                inside = line.strip().equals("[Container]");
                start = inside ? offset : start;
            } else if (inside
                    && line.indexOf('=') > 0
                    && !line.strip().startsWith("#")
                    && !line.strip().startsWith(";")) {
                int equals = line.indexOf('=');
                String key = line.substring(0, equals).strip();
                String value = line.substring(equals + 1).replace("\\\n", " ").strip();
                Span at = lines.span(offset, end);
                entry(key, value, at, options, commands);
            }
            offset = end + 1;
        }
        Span at = lines.span(start, Math.min(text.length(), start + "[Container]".length()));
        return List.of(options.job(
                "Quadlet", "", at, new Tree.Leaf(at, "", Tree.Style.PLAIN), commands, Reading.absent("one container")));
    }

    /** A backslash at its end continues a line. */
    private static int end(String text, int from) {
        int end = text.indexOf('\n', from);
        while (end > 0 && text.charAt(end - 1) == '\\') {
            end = text.indexOf('\n', end + 1);
        }
        return end < 0 ? text.length() : end;
    }

    private static void entry(String key, String value, Span at, ContainerOptions options, List<List<Word>> commands) {
        String option = OPTIONS.get(key);
        List<Word> words = ShellText.of(new Word(value, at)).commands().stream()
                .flatMap(List::stream)
                .toList();
        if (key.equals("PodmanArgs")) {
            RunLine.options(words, 0, options);
        } else if (key.equals("Exec")) {
            commands.addAll(CommandWords.expanded(words));
        } else if (key.equals("Environment")) {
            words.forEach(w -> options.env(w.text(), at));
        } else if (option != null) {
            options.put(option, value, at);
        }
    }
}
