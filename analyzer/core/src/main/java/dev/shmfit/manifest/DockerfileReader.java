package dev.shmfit.manifest;

import dev.shmfit.facts.Reading;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a Dockerfile leaves in its image: the variables of {@code ENV} in the last stage. How large /dev/shm is, whoever
 * starts the container decides.
 */
public final class DockerfileReader {
    private static final Pattern INSTRUCTION = Pattern.compile("(?is)([A-Z]+)\\s+(.*)");
    private static final Pattern FROM = Pattern.compile("(?i)FROM\\s+\\S+.*");

    private DockerfileReader() {}

    /** Whether the first instruction is one with which a Dockerfile begins. */
    public static boolean isDockerfile(String text) {
        return text.lines()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                        .findFirst()
                        .filter(l -> FROM.matcher(l).matches() || l.matches("(?i)ARG\\s+\\w+(=\\S*)?"))
                        .isPresent()
                && text.lines().anyMatch(l -> FROM.matcher(l.strip()).matches());
    }

    static List<JobManifest> read(String file, String text) {
        LineIndex lines = new LineIndex(file, text);
        ContainerOptions options = new ContainerOptions(ManifestFormat.HOST);
        Span stage = lines.span(0, 0);
        int offset = 0;
        while (offset < text.length()) {
            int end = end(text, offset);
            String line = text.substring(offset, end);
            int lead = line.length() - line.stripLeading().length();
            Matcher m = INSTRUCTION.matcher(line.substring(lead));
            if (m.matches()) {
                switch (m.group(1).toUpperCase(Locale.ROOT)) {
                    case "FROM" -> {
                        // What an earlier stage sets stays there.
                        options = new ContainerOptions(ManifestFormat.HOST);
                        stage = lines.span(offset + lead, end);
                    }
                    case "ENV" -> set(lines, offset + lead + m.start(2), m.group(2), options);
                    default -> {}
                }
            }
            offset = end + 1;
        }
        Tree none = new Tree.Leaf(stage, "", Tree.Style.PLAIN);
        return List.of(options.job("Dockerfile", "", stage, none, List.of(), Reading.absent("an image")));
    }

    private static void set(LineIndex lines, int at, String value, ContainerOptions options) {
        Matcher old = Pattern.compile("(?s)(\\w+)\\s+([^=\\s].*)").matcher(value);
        if (old.matches()
                && !value.substring(0, Math.max(0, value.indexOf(' '))).contains("=")) {
            options.env(old.group(1) + "=" + old.group(2).strip(), lines.span(at, at + value.length()));
            return;
        }
        Matcher pair = Pattern.compile("(\\w+)=(\"[^\"]*\"|'[^']*'|\\S*)").matcher(value);
        while (pair.find()) {
            Span span = lines.span(at + pair.start(), at + pair.end());
            options.env(pair.group(1) + "=" + pair.group(2).replaceAll("^[\"']|[\"']$", ""), span);
        }
    }

    /** A backslash at its end continues a line. */
    private static int end(String text, int from) {
        int end = text.indexOf('\n', from);
        while (end > 0 && text.substring(from, end).stripTrailing().endsWith("\\")) {
            end = text.indexOf('\n', end + 1);
        }
        return end < 0 ? text.length() : end;
    }
}
