package dev.shmfit.parse.file;

import dev.shmfit.facts.Reading;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code versions.txt}: lines of a library's name, then blanks, {@code =} or {@code :}, then its version.
 *
 * <pre>{@code
 * nccl=2.21.5
 * torch: 2.6.0+cu124
 * }</pre>
 */
public final class VersionsParser {
    private VersionsParser() {}

    /** Reads a text: the versions by the library's name in lower case; of a name that occurs twice the first counts. */
    public static Parsed<Map<String, Reading<String>>> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        Map<String, Reading<String>> versions = new LinkedHashMap<>();
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).strip().split("[\\s=:]+", 2);
            if (parts.length == 2 && !parts[1].isBlank()) {
                versions.putIfAbsent(
                        parts[0].toLowerCase(Locale.ROOT), Reading.known(parts[1].strip(), notes.line(i + 1)));
            }
        }
        return new Parsed<>(versions, notes.toList());
    }
}
