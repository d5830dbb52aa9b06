package dev.shmfit.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * A section of a unit of Podman's systemd generator (podman-systemd.unit(5)), read as systemd reads its units: a backslash
 * continues a line, lines of comments among the continued ones are left out.
 *
 * @param at the line that names the section
 * @param entries in the order of the text
 */
record QuadletUnit(Span at, List<Entry> entries) {
    /** An entry; {@code at} is all of its lines, {@code begin} the offset of its value in the text. */
    record Entry(String key, String value, Span at, int begin) {
        /** The words of the value, each at its own place. */
        List<Word> words(String text) {
            StringBuilder only = new StringBuilder(at.end());
            for (int from = 0; from < at.end(); from++) {
                int end = text.indexOf('\n', from);
                end = end < 0 || end > at.end() ? at.end() : end;
                boolean comment = from > begin && isComment(text.substring(from, end));
                for (; from < end; from++) {
                    only.append(from < begin || comment ? ' ' : text.charAt(from));
                }
                only.append('\n');
            }
            return ShellText.ofFile(at.file(), only.toString()).commands().stream()
                    .flatMap(List::stream)
                    .toList();
        }
    }

    QuadletUnit {
        entries = List.copyOf(entries);
    }

    static boolean has(String text, String section) {
        return text.lines().anyMatch(l -> l.strip().equals(section));
    }

    /** The entries of a section, such as {@code [Container]}. */
    static QuadletUnit of(String file, String text, String section) {
        LineIndex lines = new LineIndex(file, text);
        List<Entry> entries = new ArrayList<>();
        boolean inside = false;
        int start = 0;
        int offset = 0;
        while (offset < text.length()) {
            int end = end(text, offset);
            String line = text.substring(offset, end);
            int equals = line.indexOf('=');
            if (line.strip().startsWith("[")) {
                inside = line.strip().equals(section);
                start = inside ? offset : start;
            } else if (inside && equals > 0 && !isComment(line)) {
                int last = end > offset && text.charAt(end - 1) == '\r' ? end - 1 : end;
                entries.add(new Entry(
                        line.substring(0, equals).strip(),
                        joined(line.substring(equals + 1)),
                        lines.span(offset, last),
                        offset + equals + 1));
            }
            offset = end + 1;
        }
        return new QuadletUnit(lines.span(start, Math.min(text.length(), start + section.length())), entries);
    }

    private static boolean isComment(String line) {
        return line.strip().startsWith("#") || line.strip().startsWith(";");
    }

    private static String joined(String value) {
        List<String> kept = new ArrayList<>();
        for (String line : value.split("\r?\n", -1)) {
            if (kept.isEmpty() || !isComment(line)) {
                String bare = line.stripTrailing();
                kept.add((bare.endsWith("\\") ? bare.substring(0, bare.length() - 1) : bare).strip());
            }
        }
        return String.join(" ", kept).strip();
    }

    /** Where a line ends that may go on behind a backslash. */
    private static int end(String text, int from) {
        int end = text.indexOf('\n', from);
        int line = from;
        while (end >= 0 && end + 1 < text.length()) {
            String last = text.substring(line, end).stripTrailing();
            boolean goesOn =
                    line == from ? last.endsWith("\\") && !isComment(last) : last.endsWith("\\") || isComment(last);
            if (!goesOn) {
                break;
            }
            line = end + 1;
            end = text.indexOf('\n', line);
        }
        return end < 0 ? text.length() : end;
    }
}
