package dev.shmfit.probes.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs a command and waits for it, but never longer than it may take. */
public interface CommandRunner {
    /**
     * Runs the command.
     *
     * @return empty where there is no such program
     */
    Optional<CommandResult> run(List<String> command, Duration limit);
}
