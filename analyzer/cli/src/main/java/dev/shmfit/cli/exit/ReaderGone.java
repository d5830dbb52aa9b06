package dev.shmfit.cli.exit;

import java.io.Serial;

/**
 * Whoever read the result has closed the pipe, such as {@code head -1}: the command stops, says nothing, and ends with
 * {@link ExitCode#READER_GONE}.
 */
public final class ReaderGone extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ReaderGone(Throwable cause) {
        super("the reader of the result has gone", cause);
    }
}
