package dev.shmfit.manifest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of compose files that are read over one another: {@code compose.override.yaml} over {@code compose.yaml}. */
public final class ComposeOverride {
    private static final Pattern YAML = Pattern.compile("(.*?)(\\.override)?\\.(?i:ya?ml)", Pattern.DOTALL);
    private static final String OVERRIDE = ".override";
    /** Files beside which docker compose looks for an override by itself. */
    static final List<String> DEFAULT =
            List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

    private ComposeOverride() {}

    /** A name without the ending that tells YAML. */
    static String stem(String file) {
        return file.replaceFirst("\\.(?i:ya?ml)$", "");
    }

    /** The stem of the file over which this one is read; empty for a file that overrides none. */
    static Optional<String> baseOf(String file) {
        Matcher m = YAML.matcher(file);
        return m.matches() && m.group(2) != null ? Optional.of(m.group(1)) : Optional.empty();
    }

    /** The stem of the file that is read over this one. */
    static Optional<String> of(String file) {
        Matcher m = YAML.matcher(file);
        return m.matches() && m.group(2) == null ? Optional.of(m.group(1) + OVERRIDE) : Optional.empty();
    }

    /** Names of files that docker compose reads over this one where they are there, the first that is. */
    public static List<String> beside(String name) {
        return DEFAULT.contains(name)
                ? List.of(stem(name) + OVERRIDE + ".yml", stem(name) + OVERRIDE + ".yaml")
                : List.of();
    }
}
