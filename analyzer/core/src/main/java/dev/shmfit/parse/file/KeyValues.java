package dev.shmfit.parse.file;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of {@code key=value} lines. */
final class KeyValues {
    private record Entry(String value, SourceRef source) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    KeyValues(String text, NoteList notes) {
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int equals = line.indexOf('=');
            if (equals > 0) {
                entries.put(
                        line.substring(0, equals).strip(),
                        new Entry(line.substring(equals + 1).strip(), notes.line(i + 1)));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                notes.add(ParseNote.Kind.UNRECOGNIZED, notes.line(i + 1), "the line is not of the form key=value");
            }
        }
    }

    Reading<String> text(String key) {
        Entry e = entries.get(key);
        return e == null || e.value().isEmpty()
                ? Reading.absent("there is no " + key)
                : Reading.known(e.value(), e.source());
    }

    Reading<Long> number(String key) {
        Entry e = entries.get(key);
        if (e == null || e.value().isEmpty()) {
            return Reading.absent("there is no " + key);
        }
        long number = Lines.number(e.value());
        return number < 0
                ? new Reading.Unreadable<>(e.value(), e.source(), "it is no number")
                : Reading.known(number, e.source());
    }
}
