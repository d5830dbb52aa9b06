package dev.shmfit.cli.exit;

import java.io.Serial;

/**
 * The result could not be written where it was to go, such as to a full disk: the command ends with {@link
 * ExitCode#UNAVAILABLE}, for nothing is known of the job that the caller could have read. A place that cannot be written to
 * at all, such as a directory that is not there, is a {@link UsageError}.
 */
public final class WriteError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public WriteError(String message, Throwable cause) {
        super(message, cause);
    }
}
