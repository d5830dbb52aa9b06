package dev.shmfit.cli.options;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.UsageError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Where a command's result goes, as a mixin: the report alone to standard output or to a file, everything else to
 * standard error.
 *
 * <p>A result is written whole, after it has been computed, so that a failing command leaves no half of a file.
 */
public final class Output {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the result to FILE instead of standard output.")
    private @Nullable Path file;

    /** The file that {@code -o} named, if it did. */
    public @Nullable Path file() {
        return file;
    }

    /** Writes the command's result as UTF-8, to the file that {@code -o} named or else to standard output. */
    public void write(String result) {
        if (file == null) {
            PrintWriter out = command().getOut();
            out.print(result);
            out.flush();
        } else {
            writeTo(file, result);
        }
    }

    /** Writes one result to one file, for commands that write several. */
    public void writeTo(Path target, String result) {
        writeFile(target, result);
    }

    /** Writes one result to one file as UTF-8. */
    static void writeFile(Path target, String result) {
        try {
            Files.writeString(target, result, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageError("cannot write " + target + ": " + ErrorText.reason(e), e);
        }
    }

    /** Says something to the person at the terminal without touching the result. */
    public void message(String sentence) {
        command().getErr().println(sentence);
        command().getErr().flush();
    }

    private CommandLine command() {
        return mixee.commandLine();
    }
}
