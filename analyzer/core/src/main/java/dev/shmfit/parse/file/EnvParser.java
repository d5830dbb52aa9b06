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
 * Reads {@code env.txt}, the output of {@code env}: {@code NCCL_P2P_LEVEL=SYS}. Only names on the allow-list are kept;
 * of any other line not even the value is repeated, for it may be a secret.
 */
public final class EnvParser {
    private static final List<String> PREFIXES = List.of("NCCL_", "CUDA_", "NVIDIA_", "TORCH_", "PYTORCH_");
    private static final List<String> NAMES =
            List.of("WORLD_SIZE", "LOCAL_WORLD_SIZE", "GROUP_WORLD_SIZE", "OMP_NUM_THREADS");

    private EnvParser() {}

    /** Reads a text; of a name that stands there twice the last counts, as for {@code env} itself. */
    public static Parsed<List<Setting>> parse(String text, String item) {
        NoteList notes = new NoteList(item);
        Map<String, Setting> settings = new LinkedHashMap<>();
        List<String> lines = Lines.of(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("export ")) {
                line = line.substring("export ".length()).strip();
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals);
            if (isAllowed(name)) {
                settings.put(name, new Setting(name, unquoted(line.substring(equals + 1)), notes.line(i + 1)));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                notes.add(
                        ParseNote.Kind.IGNORED_KNOWN,
                        notes.line(i + 1),
                        "no setting that matters here; its value was not read");
            }
        }
        return new Parsed<>(List.copyOf(settings.values()), notes.toList());
    }

    private static boolean isAllowed(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && !Lines.isDigit(c) && c != '_') {
                return false;
            }
        }
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** A value as a shell's {@code export -p} quotes it, without the quotes. */
    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
