package dev.shmfit.parse.file;

import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.Setting;
import dev.shmfit.parse.Lines;
import dev.shmfit.parse.NoteList;
import dev.shmfit.parse.Parsed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code nccl.conf} as NCCL does (src/misc/param.cc, setEnvFile): {@code NAME=VALUE}, nothing is trimmed, lines
 * that begin with {@code #} and lines without {@code =} are passed over, and the first of two equal names counts. The
 * environment goes before the file.
 */
public final class NcclConfParser {
    private NcclConfParser() {}

    /** Reads a text. */
    public static Parsed<List<Setting>> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        Map<String, Setting> settings = new LinkedHashMap<>();
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                notes.add(ParseNote.Kind.UNRECOGNIZED, notes.line(i + 1), "the line has no \"=\"; NCCL passes over it");
                continue;
            }
            String name = line.substring(0, equals);
            if (!name.equals(name.strip()) || name.contains(" ")) {
                notes.add(
                        ParseNote.Kind.SUSPICIOUS,
                        notes.line(i + 1),
                        "NCCL takes \"" + name + "\" as the name, blanks included, so that the line has no effect");
                continue;
            }
            if (settings.putIfAbsent(name, new Setting(name, line.substring(equals + 1), notes.line(i + 1))) != null) {
                notes.add(
                        ParseNote.Kind.SUSPICIOUS,
                        notes.line(i + 1),
                        name + " is set further up; NCCL keeps the first");
            }
        }
        return new Parsed<>(List.copyOf(settings.values()), notes.toList());
    }
}
