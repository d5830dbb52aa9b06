package dev.shmfit.parse.file;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.PciTree;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code sys-pci.txt}: attributes of PCI functions and network adapters, each behind a line with its path.
 *
 * <pre>{@code
 * # /sys/devices/pci0000:00/0000:00:01.0
 * class=0x060400
 * max_link_speed=16.0 GT/s PCIe
 * acs_control=0x001d
 * # /sys/class/infiniband/mlx5_0
 * pci=/sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0
 * port1_rate=200 Gb/sec (4X HDR)
 * }</pre>
 */
public final class PciTreeParser {
    private static final String CLASSES = "/sys/class/";

    private PciTreeParser() {}

    /** Reads a text. */
    public static Parsed<PciTree> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        List<PciTree.Function> functions = new ArrayList<>();
        List<PciTree.Adapter> adapters = new ArrayList<>();
        List<String> lines = Lines.of(text);
        int i = 0;
        while (i < lines.size()) {
            String head = lines.get(i);
            int at = ++i;
            Map<String, String> attributes = new LinkedHashMap<>();
            while (i < lines.size() && !lines.get(i).startsWith("# /")) {
                int equals = lines.get(i).indexOf('=');
                if (equals > 0) {
                    attributes.put(
                            lines.get(i).substring(0, equals),
                            lines.get(i).substring(equals + 1).strip());
                }
                i++;
            }
            if (!head.startsWith("# /")) {
                if (!head.isBlank()) {
                    notes.add(ParseNote.Kind.UNRECOGNIZED, notes.line(at), "a line before the first path");
                }
                continue;
            }
            String path = head.substring(2).strip();
            if (path.startsWith(CLASSES)) {
                String[] words = path.substring(CLASSES.length()).split("/", 2);
                if (words.length == 2) {
                    String pci = attributes.getOrDefault("pci", "");
                    adapters.add(new PciTree.Adapter(words[0], words[1], pci, attributes));
                }
            } else {
                functions.add(new PciTree.Function(path, attributes, notes.line(at)));
            }
        }
        return new Parsed<>(new PciTree(functions, adapters), notes.toList());
    }
}
