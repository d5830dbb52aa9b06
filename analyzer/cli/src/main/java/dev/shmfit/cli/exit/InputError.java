package dev.shmfit.cli.exit;

import java.io.Serial;

/**
 * The input cannot be read, or does not suffice to compute anything: the command ends with {@link ExitCode#INPUT}.
 *
 * <p>The message is all that the user sees, so it says what was seen and where, what was expected, and what to do.
 */
public final class InputError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public InputError(String message) {
        super(message);
    }

    public InputError(String message, Throwable cause) {
        super(message, cause);
    }
}
