package dev.shmfit.probes.format;

import dev.shmfit.probes.format.CaptureTable.How;
import dev.shmfit.probes.format.CaptureTable.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keeps of a captured text what {@link CaptureTable} names, and nothing else. Keeping twice changes nothing more. */
public final class KeptText {
    private static final Pattern TAG =
            Pattern.compile("<(/?)([A-Za-z0-9_]+)((?:\\s+[A-Za-z0-9_]+=\"[^\"<>]*\")*+)\\s*(/?)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s+([A-Za-z0-9_]+)=\"([A-Za-z0-9_.:,;+/ ()-]*)\"");
    private static final Pattern DEVICE = Pattern.compile(
            "# (/sys/devices/[A-Za-z0-9_.:/-]{1,400}|/sys/class/(infiniband|net)/[A-Za-z0-9_.:-]{1,40})");
    private static final Pattern PORT = Pattern.compile("port\\d{1,3}_(.*)");
    private static final Pattern MAC_NAME = Pattern.compile("enx[0-9a-f]{12}$");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9_]{1,20}");

    private KeptText() {}

    /**
     * What is kept of a text. A text of a file that the table does not name is dropped.
     *
     * @param file of the capture
     * @param inPlace whether lines that are dropped leave an empty one behind, so that the others keep their numbers
     */
    public static String of(String file, String text, boolean inPlace) {
        return of(file, text, inPlace, Set.of());
    }

    /**
     * As {@link #of(String, String, boolean)}, for settings that may name devices.
     *
     * @param devices of the machine, as its {@code sys-pci.txt} names them
     */
    public static String of(String file, String text, boolean inPlace, Set<String> devices) {
        List<Row> rows = CaptureTable.rows(file);
        if (rows.isEmpty()) {
            return "";
        }
        if (rows.get(0).how() == How.XML) {
            return xml(rows.get(0), text);
        }
        UnaryOperator<String> filter = filter(rows, devices);
        // Of a table an empty line is a part; a file of words without any is an answer.
        boolean words = rows.get(0).how() == How.WORDS;
        boolean table = rows.get(0).how() == How.COMMAND
                && rows.get(0).pattern().matcher("").matches();
        StringBuilder kept = new StringBuilder(text.length());
        text.lines().forEach(line -> {
            String now = filter.apply(line);
            if (inPlace || !now.isEmpty() || words || (table && line.isEmpty())) {
                kept.append(now).append('\n');
            }
        });
        if (inPlace && !text.isEmpty() && !text.endsWith("\n")) {
            kept.setLength(kept.length() - 1);
        }
        return kept.toString();
    }

    /** The names of the network devices in the text of {@code sys-pci.txt}. */
    public static Set<String> networkDevices(String sysPci) {
        return sysPci.lines()
                .map(DEVICE::matcher)
                .filter(m -> m.matches() && m.group(2) != null)
                .map(m -> m.group(1).substring(m.group(1).lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
    }

    /** Gives of a line what is kept, which may be nothing. */
    private static UnaryOperator<String> filter(List<Row> rows, Set<String> devices) {
        Row row = rows.get(0);
        Pattern keep = row.pattern();
        return switch (row.how()) {
            case COMMAND, LINES, SPACE, LINKS, CPU -> line -> keep.matcher(line).matches() ? line : "";
            // Behind the number a build may have any name.
            case VERSIONS ->
                line -> {
                    Matcher version = keep.matcher(line);
                    return version.lookingAt() ? version.group() : "";
                };
            case WORDS -> line -> words(line, keep);
            case SECTIONS, CGROUP -> sections(row);
            case MOUNTS -> line -> mount(row.words(), line, keep);
            case PCI -> devices(row);
            case CLUE, USER -> line -> clue(rows, line);
            case FILES, PREFIX -> new KeptNames(rows)::line;
            case WORD, NUMBER, SET -> new KeptSettings(rows, devices)::line;
            case XML -> throw new IllegalStateException("XML has no lines");
        };
    }

    private static String words(String line, Pattern keep) {
        return List.of(line.split("\\s+", -1)).stream()
                .filter(w -> keep.matcher(w).matches())
                .collect(Collectors.joining(" "));
    }

    /** Only the name of a group's file is told: paths of groups name users, jobs and containers. */
    private static UnaryOperator<String> sections(Row row) {
        boolean groups = row.how() == How.CGROUP;
        List<String> names =
                groups ? row.words() : row.words().subList(1, row.words().size());
        Pattern keep = row.pattern();
        Pattern head = groups
                ? Pattern.compile("# .*/([a-z0-9_.]+)")
                : Pattern.compile("# /sys/devices/system/node/node\\d{1,4}/([a-z]+)");
        boolean[] inside = {false};
        return line -> {
            if (line.startsWith("#")) {
                Matcher m = head.matcher(line);
                inside[0] = m.matches() && names.contains(m.group(1));
                return !inside[0] ? "" : groups ? "# group/" + m.group(1) : line;
            }
            return inside[0] && keep.matcher(line).matches() ? line : "";
        };
    }

    /** Where a file system is mounted, of which type, with which options; not from what. */
    private static String mount(List<String> source, String line, Pattern keep) {
        List<String> places = source.subList(1, source.size());
        List<String> w = List.of(line.strip().split("[ \t]+", -1));
        int dash = w.indexOf("-");
        boolean long_ = dash >= 6
                && w.size() >= dash + 4
                && w.get(0).matches("\\d{1,10}")
                && w.get(1).matches("\\d{1,10}");
        if (long_ && places.contains(w.get(4))) {
            return w.get(0) + " " + w.get(1) + " 0:0 / " + w.get(4) + " " + options(w.get(5), keep) + " - "
                    + type(w.get(dash + 1)) + " none " + options(w.get(dash + 3), keep);
        }
        if (!long_ && w.size() == 6 && places.contains(w.get(1))) {
            return "none " + w.get(1) + " " + type(w.get(2)) + " " + options(w.get(3), keep) + " 0 0";
        }
        return "";
    }

    /** Behind a dot stands who serves the file system, such as {@code fuse.sshfs}. */
    private static String type(String word) {
        Matcher m = TYPE.matcher(word);
        return m.lookingAt() ? m.group() : "unknown";
    }

    private static String options(String word, Pattern keep) {
        String kept = List.of(word.split(",", -1)).stream()
                .filter(o -> keep.matcher(o).matches())
                .collect(Collectors.joining(","));
        return kept.isEmpty() ? "none" : kept;
    }

    private static UnaryOperator<String> devices(Row row) {
        Set<String> attributes = new HashSet<>(row.words());
        Pattern keep = row.pattern();
        boolean[] inside = {false};
        int[] byAddress = {0};
        return line -> {
            if (line.startsWith("# ")) {
                inside[0] = DEVICE.matcher(line).matches();
                // A name made of the hardware address.
                Matcher mac = MAC_NAME.matcher(line);
                return !inside[0] ? "" : mac.find() ? mac.replaceFirst("enx" + byAddress[0]++) : line;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals);
            Matcher port = PORT.matcher(name);
            boolean known = attributes.contains(port.matches() ? port.group(1) : name);
            return inside[0]
                            && known
                            && keep.matcher(line.substring(equals + 1)).matches()
                    ? line
                    : "";
        };
    }

    private static String clue(List<Row> rows, String line) {
        int equals = line.indexOf('=');
        if (equals <= 0) {
            return "";
        }
        String key = line.substring(0, equals).strip();
        String value = line.substring(equals + 1).strip();
        boolean kept = value.isEmpty() && rows.stream().anyMatch(r -> keys(r).contains(key));
        for (Row row : rows) {
            kept |= keys(row).contains(key) && row.pattern().matcher(value).matches();
        }
        return kept ? line : "";
    }

    private static List<String> keys(Row row) {
        return row.how() == How.USER ? row.words() : List.of(row.words().get(0).split("=", -1)[0]);
    }

    /** Elements and attributes that are named; neither text, nor comments. */
    private static String xml(Row row, String text) {
        String[] both = row.keep().split(" ", 2);
        Pattern elements = Pattern.compile(both[0]);
        Pattern attributes = Pattern.compile(both[1]);
        StringBuilder kept = new StringBuilder(text.length());
        Matcher tag = TAG.matcher(text);
        int at = 0;
        while (tag.find()) {
            breaks(text, at, tag.start(), kept);
            if (elements.matcher(tag.group(2)).matches()) {
                kept.append('<').append(tag.group(1)).append(tag.group(2));
                Matcher a = ATTRIBUTE.matcher(tag.group(3));
                while (a.find()) {
                    if (attributes.matcher(a.group(1)).matches()) {
                        kept.append(' ')
                                .append(a.group(1))
                                .append("=\"")
                                .append(a.group(2))
                                .append('"');
                    }
                }
                kept.append(tag.group(4)).append('>');
            }
            at = tag.end();
        }
        breaks(text, at, text.length(), kept);
        return kept.toString();
    }

    /** Line breaks and indentation between tags. */
    private static void breaks(String text, int from, int to, StringBuilder kept) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == ' ' || c == '\t') {
                kept.append(c);
            }
        }
    }

    /** The files of a capture that the table names, with those that share another's rows. */
    public static List<String> files() {
        List<String> files = new ArrayList<>(CaptureTable.ROWS.keySet());
        files.add("nccl.conf");
        return List.copyOf(files);
    }
}
