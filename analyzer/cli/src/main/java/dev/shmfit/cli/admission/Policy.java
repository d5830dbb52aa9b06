package dev.shmfit.cli.admission;

import dev.shmfit.lint.LintFinding;
import dev.shmfit.verdict.Severity;
import java.util.Set;

/**
 * What is done about what is found.
 *
 * @param denies whether an object is refused for what counts; else its sender is warned
 * @param warningsDeny whether a warning counts as a problem does
 * @param failOpen whether what cannot be judged is let in
 * @param skipped namespaces that are not looked at
 */
record Policy(boolean denies, boolean warningsDeny, boolean failOpen, Set<String> skipped) {
    Policy {
        skipped = Set.copyOf(skipped);
    }

    /** Whether a finding refuses the object. */
    boolean denies(LintFinding f) {
        return denies && (f.severity() == Severity.PROBLEM || (warningsDeny && f.severity() == Severity.WARNING));
    }
}
