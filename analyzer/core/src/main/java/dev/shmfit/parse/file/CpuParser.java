package dev.shmfit.parse.file;

import dev.shmfit.facts.CpuFacts;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code lscpu.txt}: the output of lscpu, or the first block of /proc/cpuinfo behind a line with the architecture.
 *
 * <pre>{@code
 * Architecture:                    x86_64
 * Vendor ID:                       GenuineIntel
 * CPU family:                      6
 * Model:                           106
 * }</pre>
 */
public final class CpuParser {
    private CpuParser() {}

    /** Reads a text. */
    public static Parsed<Reading<CpuFacts>> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        Map<String, String> values = new HashMap<>();
        SourceRef first = notes.line(1);
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            int colon = lines.get(i).indexOf(':');
            if (colon > 0) {
                String key = lines.get(i).substring(0, colon).strip().toLowerCase(Locale.ROOT);
                if (values.putIfAbsent(key, lines.get(i).substring(colon + 1).strip()) == null
                        && key.equals("vendor id")) {
                    first = notes.line(i + 1);
                }
            }
        }
        String architecture = values.getOrDefault("architecture", "");
        if (architecture.isEmpty()) {
            return new Parsed<>(Reading.absent("it does not name the architecture"), List.of());
        }
        String vendor = values.getOrDefault("vendor id", values.getOrDefault("vendor_id", ""));
        int family = (int) Math.min(Lines.number(values.getOrDefault("cpu family", "")), Short.MAX_VALUE);
        int model = (int) Math.min(Lines.number(values.getOrDefault("model", "")), Short.MAX_VALUE);
        String name = values.getOrDefault("model name", "");
        return new Parsed<>(Reading.known(new CpuFacts(architecture, vendor, family, model, name), first), List.of());
    }
}
