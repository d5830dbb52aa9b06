package dev.shmfit.cli.options;

import dev.shmfit.cli.result.ResultFile;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
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
    private @Nullable String file;

    /** The file that {@code -o} named, if it did. */
    public @Nullable String file() {
        return ResultFile.isStandardOutput(file) ? null : file;
    }

    /** Writes the command's result as UTF-8, to the file that {@code -o} named or else to standard output. */
    public void write(String result) {
        String target = file();
        if (target == null) {
            PrintWriter out = command().getOut();
            out.print(result);
            out.flush();
        } else {
            ResultFile.write(Map.of(target, result));
        }
    }

    /** As {@link #write}, for a result that is too large to be held: {@code result} hands on its pieces. */
    public void writePieces(Consumer<Consumer<String>> result) {
        String target = file();
        if (target == null) {
            PrintWriter out = command().getOut();
            result.accept(out::print);
            out.flush();
            return;
        }
        try (ResultFile opened = ResultFile.open(target)) {
            result.accept(piece -> opened.stream().write(piece.getBytes(StandardCharsets.UTF_8)));
            opened.commit();
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
