package dev.shmfit.cli.manifest;

import dev.shmfit.manifest.ManifestText;
import java.util.List;
import java.util.stream.Collectors;

/** A command line that was given as words, as the script that it would be. */
public final class CommandLineText {
    /** What messages call it. */
    private static final String NAME = "the command behind --";

    private CommandLineText() {}

    /** The words as a script of one line. */
    public static ManifestText of(List<String> words) {
        return of(words.stream().map(CommandLineText::quoted).collect(Collectors.joining(" ")));
    }

    /** A command as it is typed. */
    public static ManifestText of(String line) {
        return new ManifestText(NAME, line + "\n", List.of());
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
