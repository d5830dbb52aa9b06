package dev.shmfit.cli;

import dev.shmfit.cli.terminal.CommandContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs several command lines in one process, so that the classes of all of them come into one archive. Each line of the
 * file that is handed over is one, its words separated by blanks. The launcher and the build of a release call this.
 */
final class Rehearsal {
    private Rehearsal() {}

    /** Ends with an exception where a command line neither succeeds nor says that a job would fail. */
    public static void main(String[] arguments) throws IOException {
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] words = line.split(" ");
            StringWriter said = new StringWriter();
            int code = Shmfit.execute(
                    Shmfit.commandLine(CommandContext.ofProcess(), words)
                            .setOut(new PrintWriter(said))
                            .setErr(new PrintWriter(said)),
                    words);
            // Whether a job fits is not the question here.
            if (code > 1) {
                throw new IllegalStateException(line + " ended with " + code + ": " + said);
            }
        }
    }
}
