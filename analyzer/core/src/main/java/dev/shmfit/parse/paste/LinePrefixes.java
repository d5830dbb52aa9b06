package dev.shmfit.parse.paste;

import dev.shmfit.units.LauncherPrefixes;
import dev.shmfit.units.TextLines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What launchers, container runtimes and loggers put before the lines that a program prints: {@code [rank0]: },
 * {@code (Worker pid=12) }, a time, the journal's {@code Mar 01 10:11:12 host unit[7]: }, Compose's {@code trainer-1  | }. It is
 * taken off where several lines of a text have the same one, digits aside: by itself {@code 0: } may be anything.
 */
final class LinePrefixes {
    /** Behind a time, or by itself where lines tell that a logger wrote them. */
    private static final List<Pattern> LOGGERS = List.of(
            // Time, level and place in Python's and loguru's order.
            Pattern.compile(
                    "^(?:\\d{1,2}/\\d{1,2}/\\d{2,4} \\d\\d:\\d\\d:\\d\\d )?[-|]? ?(?:TRACE|INFO|WARNING|ERROR|DEBUG|SUCCESS) {0,8}[-|] [\\w.<>:-]{1,80} [-|] "),
            // gh run view --log: the job and its step.
            Pattern.compile("^[^\\t]{1,80}\\t[^\\t]{1,80}\\t(?=\\d{4}-\\d\\d-\\d\\dT\\d\\d:)"),
            Pattern.compile(
                    "^(?:[A-Z][a-z]{2} [ \\d]?\\d \\d\\d:\\d\\d:\\d\\d )\\S{1,64} \\S{1,64}?(?:\\[\\d{1,7}\\])?: "),
            Pattern.compile("^[A-Za-z][\\w.-]{0,63} [\\w.@/-]{1,64}\\[\\d{1,7}\\]: "),
            Pattern.compile("^[IWEF]\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{1,6} +\\d+ [\\w./-]+:\\d+\\] "),
            Pattern.compile(
                    "^\\[(?:INFO|WARNING|ERROR|DEBUG)\\|[\\w.:]+\\] (?:\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} >> )?"),
            Pattern.compile("^(?:- )?(?:[\\w.]{1,60} - )?(?:INFO|WARNING|ERROR|DEBUG)(?: ?- ?|: ?|:[\\w.]{1,60}:)"),
            Pattern.compile("^(?:- )?(?:INFO|WARNING|ERROR|DEBUG) +"),
            Pattern.compile("^\\[\\d{1,4}\\] "));
    /** The name of a pod and of its container, of a host. */
    private static final Pattern NAMES = Pattern.compile(
            "^(?:[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])? [a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])? |[a-z][\\w.-]{0,62}: )");

    /** The first cell of a row. */
    private static final Pattern CELL = Pattern.compile("^(?:GPU|NIC|mlx)");
    /** A number alone is a row's, too: of numactl's distances. */
    private static final Pattern TASK = Pattern.compile("^\\d+:$");

    private static final int FEWEST_OF_TASK = 6;
    private static final int MOST = 400_000;
    private static final int LONGEST = 1 << 14;
    private static final int LONGEST_PREFIX = 200;
    private static final Pattern LEVEL = Pattern.compile("^(?:- )?(?:[\\w.]{1,60} - )?(?:INFO|WARNING|ERROR|DEBUG)");
    private static final Pattern BY_COLUMNS =
            Pattern.compile("[-|] (?:TRACE|INFO|WARNING|ERROR|DEBUG|SUCCESS) |\\t\\d{4}-");
    private static final int MOST_PARTS = 5;
    private static final int FEWEST = 3;

    private final List<String> plain;
    private final boolean any;

    private LinePrefixes(List<String> plain, boolean any) {
        this.plain = plain;
        this.any = any;
    }

    static LinePrefixes of(String text) {
        List<String> lines = TextLines.of(text, MOST).stream()
                .map(l -> l.length() > LONGEST ? l : PastedLines.withoutColours(l))
                .toList();
        LauncherPrefixes launchers = new LauncherPrefixes();
        int[] ends = new int[lines.size()];
        Map<String, Integer> counts = new HashMap<>();
        List<String> kinds = new ArrayList<>(lines.size());
        String everywhere = everywhere(lines);
        for (int i = 0; i < ends.length; i++) {
            String line = lines.get(i);
            ends[i] = line.length() > LONGEST
                    ? 0
                    : everywhere.isEmpty() ? end(line, launchers) : Math.min(everywhere.length(), line.length());
            String prefix = line.substring(0, ends[i]).strip();
            if (CELL.matcher(prefix).find()) {
                ends[i] = 0;
            }
            String kind = TASK.matcher(prefix).matches() ? prefix : prefix.replaceAll("\\d+", "0");
            kinds.add(kind);
            counts.merge(kind, 1, Integer::sum);
        }
        List<String> plain = new ArrayList<>(lines.size());
        boolean any = false;
        for (int i = 0; i < ends.length; i++) {
            boolean taken = ends[i] > 0
                    && counts.getOrDefault(kinds.get(i), 0)
                            >= (TASK.matcher(kinds.get(i)).matches() ? FEWEST_OF_TASK : FEWEST);
            plain.add(taken ? lines.get(i).substring(ends[i]) : lines.get(i));
            any |= taken;
        }
        return new LinePrefixes(plain, any);
    }

    /** The lines without it. */
    List<String> plain() {
        return plain;
    }

    /** The text with blanks in place of it, so that everything keeps its column. */
    String blanked(String text) {
        if (!any) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int line = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                continue;
            }
            if (line < plain.size()) {
                String left = plain.get(line);
                out.append(" ".repeat(Math.max(0, i - start - left.length()))).append(left);
            }
            boolean both = i + 1 < text.length() && text.charAt(i) == '\r' && text.charAt(i + 1) == '\n';
            if (i < text.length()) {
                out.append('\n');
            }
            i += both ? 1 : 0;
            start = i + 1;
            line++;
        }
        return out.toString();
    }

    private static int end(String line, LauncherPrefixes launchers) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        int end = 0;
        for (int i = 0; i < MOST_PARTS; i++) {
            // What quotes a line has meanings of its own.
            boolean quoted = line.startsWith(">", end)
                    || line.substring(end).stripLeading().startsWith(">");
            int after = quoted ? end : launchers.after(bytes, end, bytes.length);
            after = after == end ? logger(line, end) : after;
            if (after == end) {
                break;
            }
            end = after;
        }
        return end;
    }

    private static int logger(String line, int from) {
        String rest = line.substring(from, Math.min(line.length(), from + LONGEST_PREFIX));
        if (rest.indexOf(": ") < 0
                && rest.indexOf("] ") < 0
                && !LEVEL.matcher(rest).find()
                && !BY_COLUMNS.matcher(rest).find()) {
            return from;
        }
        for (Pattern p : LOGGERS) {
            Matcher m = p.matcher(rest);
            if (m.find()) {
                return from + m.end();
            }
        }
        return from;
    }

    /** The same name before every line but blank ones; empty where there is none. */
    private static String everywhere(List<String> lines) {
        String found = "";
        int count = 0;
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            if (found.isEmpty()) {
                Matcher m = NAMES.matcher(line + " ");
                if (!m.find()) {
                    return "";
                }
                found = m.group();
            }
            if (!(line + " ").startsWith(found)) {
                return "";
            }
            count++;
        }
        return count >= FEWEST ? found : "";
    }
}
