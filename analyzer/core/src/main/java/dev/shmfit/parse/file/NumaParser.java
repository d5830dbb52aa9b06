package dev.shmfit.parse.file;

import dev.shmfit.facts.NumaNode;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code numa.txt}: files of /sys/devices/system/node, each behind a line with its path.
 *
 * <pre>{@code
 * # /sys/devices/system/node/node0/cpulist
 * 0-15
 * # /sys/devices/system/node/node0/meminfo
 * Node 0 MemTotal:       131072000 kB
 * }</pre>
 */
public final class NumaParser {
    private static final Pattern HEAD = Pattern.compile("# /sys/devices/system/node/node(\\d{1,4})/([a-z]+)");
    private static final Pattern TOTAL = Pattern.compile("Node \\d+ MemTotal:\\s+(\\d{1,15}) kB");
    private static final String ABSENT = "numa.txt does not tell";

    private NumaParser() {}

    /** Reads a text: the nodes by number. */
    public static Parsed<List<NumaNode>> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        Map<Integer, NumaNode> nodes = new TreeMap<>();
        List<String> lines = Lines.of(text);
        int node = -1;
        String file = "";
        boolean empty = false;
        for (int i = 0; i <= lines.size(); i++) {
            String line = i < lines.size() ? lines.get(i) : "# end";
            SourceRef source = notes.line(Math.min(i + 1, Math.max(1, lines.size())));
            Matcher head = HEAD.matcher(line.strip());
            if (line.startsWith("#")) {
                if (empty && file.equals("cpulist")) {
                    put(nodes, node, Reading.known("", notes.line(i)), null, notes.line(i));
                }
                node = head.matches() ? Integer.parseInt(head.group(1), 10) : -1;
                file = head.matches() ? head.group(2) : "";
                empty = true;
                continue;
            }
            if (node < 0) {
                if (!line.isBlank()) {
                    notes.add(ParseNote.Kind.UNRECOGNIZED, source, "a line of no NUMA node");
                }
                continue;
            }
            Matcher total = TOTAL.matcher(line.strip());
            if (file.equals("cpulist") && empty) {
                put(nodes, node, Reading.known(line.strip(), source), null, source);
            } else if (file.equals("meminfo") && total.matches()) {
                ByteCount bytes =
                        ByteCount.of(Long.parseLong(total.group(1), 10)).times(1024);
                put(nodes, node, null, Reading.known(bytes, source), source);
            }
            empty = false;
        }
        return new Parsed<>(new ArrayList<>(nodes.values()), notes.toList());
    }

    private static void put(
            Map<Integer, NumaNode> nodes,
            int id,
            @org.jspecify.annotations.Nullable Reading<String> cpus,
            @org.jspecify.annotations.Nullable Reading<ByteCount> memory,
            SourceRef source) {
        NumaNode before =
                nodes.getOrDefault(id, new NumaNode(id, Reading.absent(ABSENT), Reading.absent(ABSENT), source));
        nodes.put(
                id,
                new NumaNode(
                        id, cpus == null ? before.cpus() : cpus, memory == null ? before.memory() : memory, source));
    }
}
