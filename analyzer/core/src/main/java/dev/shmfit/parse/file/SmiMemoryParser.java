package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads how much memory each GPU has from {@code nvidia-smi-q.xml}, the output of {@code nvidia-smi -q -x}: the element
 * {@code <total>} of {@code <fb_memory_usage>}, which nvidia-smi writes on a line of its own. Everything else is passed
 * over.
 */
public final class SmiMemoryParser {
    private static final String UNIT = " MiB";
    private static final String TOTAL = "<total>";

    private SmiMemoryParser() {}

    /** Reads a text: the memory of each GPU, in nvidia-smi's order. */
    public static Parsed<Reading<List<ByteCount>>> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        List<ByteCount> all = new ArrayList<>();
        SourceRef first = SourceRef.of(item);
        boolean inside = false;
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            inside = (inside || line.equals("<fb_memory_usage>")) && !line.equals("</fb_memory_usage>");
            if (!inside || !line.startsWith(TOTAL)) {
                continue;
            }
            String value = line.substring(TOTAL.length()).replace("</total>", "");
            long mebibytes =
                    value.endsWith(UNIT) ? Lines.number(value.substring(0, value.length() - UNIT.length())) : -1;
            if (mebibytes < 0 || mebibytes > Integer.MAX_VALUE) {
                String why = "it is no number of MiB";
                return new Parsed<>(new Reading.Unreadable<>(value, notes.line(i + 1), why), notes.toList());
            }
            first = all.isEmpty() ? notes.line(i + 1) : first;
            all.add(ByteCount.mebibytes(mebibytes));
        }
        return new Parsed<>(
                all.isEmpty() ? Reading.absent(item + " names no GPU memory") : Reading.known(List.copyOf(all), first),
                notes.toList());
    }
}
