package dev.shmfit.cli.options;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.UsageError;
import dev.shmfit.cli.result.ResultFile;
import dev.shmfit.units.DidYouMean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which format does a file's name tell, and is it the one that is asked for? */
public final class Endings {
    private static final Map<String, String> FORMATS = Map.ofEntries(
            Map.entry("txt", "text"),
            Map.entry("text", "text"),
            Map.entry("json", "json"),
            Map.entry("html", "html"),
            Map.entry("htm", "html"),
            Map.entry("md", "markdown"),
            Map.entry("markdown", "markdown"),
            Map.entry("xml", "junit"),
            Map.entry("sarif", "sarif"),
            Map.entry("prom", "prometheus"),
            Map.entry("github", "github"),
            Map.entry("csv", "csv"));

    private Endings() {}

    /** The format that a file's name tells by its ending, by its word. */
    static Optional<String> format(@Nullable String file) {
        if (ResultFile.isStandardOutput(file)) {
            return Optional.empty();
        }
        String name = String.valueOf(file);
        return Optional.ofNullable(
                        FORMATS.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)))
                .filter(f -> name.indexOf('.') >= 0);
    }

    /**
     * Refuses a file that would not hold what its name says.
     *
     * @throws UsageError where the ending tells another format
     */
    static void agree(String format, @Nullable String file) {
        format(file).filter(told -> !told.equals(format)).ifPresent(told -> {
            throw new UsageError("-o " + ErrorText.shown(String.valueOf(file)) + " names a file for " + told
                    + ", and --format " + format + " writes another; change one of them");
        });
    }

    /**
     * The format of a result: as asked, else as the file's name tells, else text.
     *
     * @param known the formats that the command writes
     */
    public static String choose(@Nullable String asked, @Nullable String file, List<String> known) {
        if (asked != null) {
            if (!known.contains(asked)) {
                throw new UsageError("--format: \"" + ErrorText.shown(asked) + "\" is not known here"
                        + DidYouMean.hint(known, asked) + "; known are " + String.join(", ", known));
            }
            agree(asked, file);
            return asked;
        }
        String told = format(file).orElse("text");
        if (!known.contains(told)) {
            throw new UsageError("-o " + ErrorText.shown(String.valueOf(file)) + " names a file for " + told
                    + ", which this command does not write; known are " + String.join(", ", known)
                    + " (--format), each with a name that fits it");
        }
        return told;
    }
}
