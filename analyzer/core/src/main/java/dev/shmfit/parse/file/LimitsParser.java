package dev.shmfit.parse.file;

import dev.shmfit.facts.MemoryLimit;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.ProcessLimits;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * Reads {@code limits.txt}: /proc/self/limits, or the output of {@code ulimit -a} in dash, busybox or bash.
 *
 * <pre>{@code
 * Max locked memory         65536                65536                bytes
 * Max open files            1024                 1048576              files
 * open files                          (-n) 1024
 * max locked memory           (kbytes, -l) 64
 * nofiles    1024
 * memory(locked)  (kbytes) 64
 * }</pre>
 */
public final class LimitsParser {
    private LimitsParser() {}

    /** Reads a text; of /proc/self/limits the soft limit, which is the first. */
    public static Parsed<ProcessLimits> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        Reading<Long> files = Reading.absent("there is no limit of open files");
        Reading<Long> locked = Reading.absent("there is no limit of locked memory");
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            SourceRef source = notes.line(i + 1);
            if (line.startsWith("Max open files")) {
                files = first(line.substring("Max open files".length()), 1, source, notes);
            } else if (line.startsWith("Max locked memory")) {
                locked = first(line.substring("Max locked memory".length()), 1, source, notes);
            } else if (line.startsWith("open files") || line.startsWith("nofiles")) {
                files = last(line, 1, source, notes);
            } else if (line.startsWith("max locked memory")
                    || line.startsWith("memory(locked)")
                    || line.startsWith("locked memory")) {
                locked = last(line, line.contains("kbytes") ? 1024 : 1, source, notes);
            }
        }
        Reading<Long> bytes = locked;
        return new Parsed<>(
                new ProcessLimits(
                        files,
                        bytes.match(
                                k -> Reading.known(
                                        k.value() == Long.MAX_VALUE ? MemoryLimit.UNLIMITED : ByteCount.of(k.value()),
                                        k.source()),
                                a -> Reading.absent(a.why()),
                                u -> new Reading.Unreadable<>(u.text(), u.source(), u.why()))),
                notes.toList());
    }

    private static Reading<Long> first(String rest, long factor, SourceRef source, NoteList notes) {
        return value(Lines.words(rest).get(0), factor, source, notes);
    }

    private static Reading<Long> last(String line, long factor, SourceRef source, NoteList notes) {
        List<String> words = Lines.words(line);
        return value(words.get(words.size() - 1), factor, source, notes);
    }

    private static Reading<Long> value(String word, long factor, SourceRef source, NoteList notes) {
        if (word.equals("unlimited") || word.equals("-1")) {
            return Reading.known(Long.MAX_VALUE, source);
        }
        long number = Lines.number(word);
        if (number < 0 || number > Long.MAX_VALUE / factor) {
            notes.add(
                    ParseNote.Kind.UNRECOGNIZED,
                    source,
                    "\"" + word + "\" is no limit; expected a number or unlimited");
            return new Reading.Unreadable<>(word, source, "it is no limit");
        }
        return Reading.known(number * factor, source);
    }
}
