package dev.shmfit.probes.format;

import java.io.Serial;

/**
 * A file, an archive or a stream cannot be taken as input: it is not there, too large, damaged, or something else than
 * was expected. The message is for the user: what was seen and where, what was expected, what to do.
 */
public final class UnreadableInput extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnreadableInput(String message) {
        super(message);
    }

    public UnreadableInput(String message, Throwable cause) {
        super(message, cause);
    }
}
