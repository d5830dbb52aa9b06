package dev.shmfit.analysis.machine;

/**
 * The capture does not suffice to compute anything: no GPU in it, a table that cannot be read, more than is taken. The
 * message is for the user: what was seen and where, what was expected, what to do.
 */
public final class NotAssessable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAssessable(String message) {
        super(message);
    }
}
