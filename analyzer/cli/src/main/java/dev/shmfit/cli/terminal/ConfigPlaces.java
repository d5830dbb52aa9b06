package dev.shmfit.cli.terminal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a file with the user's or the project's settings may stand.
 *
 * @param directory in which the command runs; it and those above it are looked into; empty: nowhere
 * @param home the user's directory for configuration; empty: there is none
 */
public record ConfigPlaces(Optional<Path> directory, Optional<Path> home) {
    private static final String NAME = ".shmfit.yaml";

    /** Nowhere. */
    public static final ConfigPlaces NONE = new ConfigPlaces(Optional.empty(), Optional.empty());

    static ConfigPlaces ofProcess(Map<String, String> environment) {
        return new ConfigPlaces(path(System.getProperty("user.dir", "")), home(environment));
    }

    /** {@code $XDG_CONFIG_HOME}, else {@code ~/.config} (XDG Base Directory Specification). */
    static Optional<Path> home(Map<String, String> environment) {
        String stated = environment.getOrDefault("XDG_CONFIG_HOME", "");
        String home = environment.getOrDefault("HOME", "");
        return path(stated).filter(Path::isAbsolute).or(() -> path(home).map(h -> h.resolve(".config")));
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The files of a project, from the nearest directory upwards. */
    public List<Path> upTheTree() {
        List<Path> files = new ArrayList<>();
        Path at = directory.map(d -> d.toAbsolutePath().normalize()).orElse(null);
        while (at != null) {
            files.add(at.resolve(NAME));
            at = at.getParent();
        }
        return files;
    }

    /** The files of the user. */
    public List<Path> ofUser() {
        return home.map(h -> List.of(h.resolve("shmfit").resolve(NAME), h.resolve(NAME)))
                .orElse(List.of());
    }
}
