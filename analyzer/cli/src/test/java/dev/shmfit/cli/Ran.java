package dev.shmfit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run to its end.
 *
 * @param exitCode what it returned
 * @param out its standard output
 * @param err its standard error
 */
public record Ran(int exitCode, String out, String err) {
    /** Runs a program with nothing on standard input, in a directory, with some variables changed. */
    public static Ran command(Path directory, Map<String, String> environment, List<String> argv)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "ran", ".out");
        Path err = Files.createTempFile(directory, "ran", ".err");
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(argv + " did not end; it wrote " + Files.readString(err));
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
