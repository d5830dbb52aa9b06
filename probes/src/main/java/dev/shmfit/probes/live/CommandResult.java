package dev.shmfit.probes.live;

import java.util.List;
import java.util.OptionalInt;

/**
 * What became of a command.
 *
 * @param command the program and its arguments
 * @param exitCode empty where it did not end in time
 * @param output standard output
 * @param errors standard error
 * @param millis how long it took, or was waited for
 */
public record CommandResult(List<String> command, OptionalInt exitCode, String output, String errors, long millis) {
    public CommandResult {
        command = List.copyOf(command);
    }

    /** Whether it did not answer within its time. */
    public boolean timedOut() {
        return exitCode.isEmpty();
    }

    /** The command as one would type it. */
    public String words() {
        return String.join(" ", command);
    }
}
