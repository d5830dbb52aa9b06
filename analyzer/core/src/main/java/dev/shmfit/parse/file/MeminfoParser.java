package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;
import java.util.List;

/** Reads the machine's memory from {@code meminfo.txt}, /proc/meminfo: {@code MemTotal:       2113529216 kB}. */
public final class MeminfoParser {
    private static final String TOTAL = "MemTotal:";

    private MeminfoParser() {}

    /** Reads a text. */
    public static Parsed<Reading<ByteCount>> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            List<String> words = Lines.words(lines.get(i));
            if (!words.get(0).equals(TOTAL)) {
                continue;
            }
            long kibibytes = words.size() == 3 && words.get(2).equals("kB") ? Lines.number(words.get(1)) : -1;
            return new Parsed<>(
                    kibibytes < 0 || kibibytes > Long.MAX_VALUE / 1024
                            ? new Reading.Unreadable<>(lines.get(i).strip(), notes.line(i + 1), "it is no number of kB")
                            : Reading.known(ByteCount.of(kibibytes).times(1024), notes.line(i + 1)),
                    notes.toList());
        }
        return new Parsed<>(Reading.absent(item + " has no line MemTotal"), notes.toList());
    }
}
