package dev.shmfit.cli.commands;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.InputError;
import dev.shmfit.cli.exit.WriteError;
import dev.shmfit.cli.input.LogFile;
import dev.shmfit.cli.options.Output;
import dev.shmfit.probes.redact.LogRedactor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A log of any size, redacted. It is read twice; one that can be read once only, from a pipe, is kept meanwhile in a file
 * that only this user may read.
 */
final class RedactedLog {
    /** That a log names more hosts and users than a cluster has says that it is none. */
    private static final int MOST_NAMES = 200_000;

    private RedactedLog() {}

    /**
     * Writes it.
     *
     * @return what was replaced, by kind; empty where nothing was
     */
    static String write(String name, InputStream in, Output output) {
        if (isFile(name)) {
            return redacted(name, name, in, output);
        }
        Path kept = kept(name, in);
        try {
            return redacted(name, kept.toString(), in, output);
        } finally {
            try {
                Files.deleteIfExists(kept);
            } catch (IOException e) {
                output.message("cannot remove " + kept + ", which holds the log as it was: " + ErrorText.reason(e));
            }
        }
    }

    private static String redacted(String name, String file, InputStream in, Output output) {
        LogRedactor redactor = new LogRedactor();
        long[] size = {0};
        redactor.learn(sink -> LogFile.read(file, in, (bytes, count) -> {
            sink.accept(bytes, count);
            size[0] += count;
        }));
        if (redactor.names() > MOST_NAMES) {
            throw new InputError(LogFile.shown(name) + " names more than " + MOST_NAMES
                    + " hosts and users; cut out the part that shows the failure");
        }
        // What a job has written since then was not looked through.
        output.writePieces(out -> redactor.redact(
                sink -> LogFile.read(file, in, (bytes, count) -> {
                    int n = (int) Math.min(count, size[0]);
                    size[0] -= n;
                    sink.accept(bytes, n);
                }),
                out));
        return redactor.summary();
    }

    private static boolean isFile(String name) {
        try {
            // Whatever cannot be read twice or at all is read once, which tells why not.
            return !name.equals(LogFile.STANDARD_INPUT) && Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Path kept(String name, InputStream in) {
        Path file;
        try {
            file = Files.createTempFile("shmfit-", ".log");
            file.toFile().deleteOnExit();
        } catch (IOException e) {
            throw noRoom(name, e);
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            LogFile.read(name, in, (bytes, count) -> {
                try {
                    out.write(bytes, 0, count);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return file;
        } catch (IOException e) {
            throw noRoom(name, e);
        } catch (UncheckedIOException e) {
            throw noRoom(name, Objects.requireNonNull(e.getCause()));
        }
    }

    private static WriteError noRoom(String name, IOException e) {
        return new WriteError(
                "cannot keep " + LogFile.shown(name) + " in the directory for temporary files ("
                        + ErrorText.reason(e)
                        + "), to read it twice; name a file to redact, or set TMPDIR in SHMFIT_JAVA_OPTS:"
                        + " -Djava.io.tmpdir=DIR",
                e);
    }
}
