package dev.shmfit.cli;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Assumptions;

/** Parts of the machine that a test needs. Where one is missing the test is skipped, but never where all must run. */
public final class MachineParts {
    private MachineParts() {}

    /** Goes on only where {@code there}; fails in place of skipping under {@code -Dshmfit.tests.required=true}. */
    public static void orSkip(boolean there, String missing) {
        if (!there && Boolean.getBoolean("shmfit.tests.required")) {
            fail(missing + ", and -Dshmfit.tests.required=true says that nothing may be skipped");
        }
        Assumptions.assumeTrue(there, missing);
    }
}
