package dev.shmfit.cli.terminal;

import dev.shmfit.cli.result.ResultStream;
import dev.shmfit.probes.live.Machine;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What the commands that look at the running machine need of it.
 *
 * @param machine where probes look
 * @param clock tells when
 * @param watched whether a person sees standard error
 * @param terminal whether a person sees standard output
 * @param typed whether a person types standard input
 * @param bytes standard output, for what is no text
 */
public record Live(Machine machine, Clock clock, boolean watched, boolean terminal, boolean typed, OutputStream bytes) {
    private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    /** That of this process. */
    static Live ofProcess() {
        return new Live(
                Machine.here(),
                Clock.systemUTC(),
                Terminal.isTerminal(STANDARD_ERROR),
                Terminal.isTerminal(STANDARD_OUTPUT),
                Terminal.isTerminal(STANDARD_INPUT),
                ResultStream.standardOutput());
    }

    /** This machine, with nobody watching. */
    static Live unwatched() {
        return new Live(Machine.here(), Clock.systemUTC(), false, false, false, OutputStream.nullOutputStream());
    }
}
