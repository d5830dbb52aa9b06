package dev.shmfit.cli;

import dev.shmfit.probes.Machine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What the commands that look at the running machine need of it.
 *
 * @param machine where probes look
 * @param clock tells when
 * @param watched whether a person sees standard error
 * @param bytes standard output, for what is no text
 */
record Live(Machine machine, Clock clock, boolean watched, OutputStream bytes) {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    /** That of this process. */
    static Live ofProcess() {
        return new Live(
                Machine.here(),
                Clock.systemUTC(),
                Terminal.isTerminal(STANDARD_ERROR),
                new FileOutputStream(FileDescriptor.out));
    }

    /** This machine, with nobody watching. */
    static Live unwatched() {
        return new Live(Machine.here(), Clock.systemUTC(), false, OutputStream.nullOutputStream());
    }
}
