package dev.shmfit.cli.exit;

import java.io.Serial;

/**
 * The command line is wrong in a way that only shows while the command runs, such as a GPU that the node does not have:
 * the command ends with {@link ExitCode#USAGE}. The message names the option, what it was given and what it takes.
 */
public final class UsageError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UsageError(String message) {
        super(message);
    }

    public UsageError(String message, Throwable cause) {
        super(message, cause);
    }
}
