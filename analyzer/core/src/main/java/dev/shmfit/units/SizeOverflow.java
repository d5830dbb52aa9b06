package dev.shmfit.units;

import java.io.Serial;

/**
 * What was stated adds up to more than a count of bytes can hold, 2^63 - 1: no machine has that, and a figure in it is
 * mistyped. The message says so without naming the figure, which a sum does not know.
 */
public final class SizeOverflow extends ArithmeticException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SizeOverflow() {
        super(
                "the sizes and counts that are stated make more than 8 EiB (2^63 - 1 bytes), which no machine has; look for one"
                        + " that is mistyped");
    }
}
