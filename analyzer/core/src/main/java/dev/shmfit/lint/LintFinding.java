package dev.shmfit.lint;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.verdict.Severity;

/**
 * A mistake, and where it stands.
 *
 * @param rule which one
 * @param severity how bad; a suppressed one is a note
 * @param at file, line and column
 * @param summary one sentence with the names and figures at hand
 * @param remedy what to do
 */
public record LintFinding(LintRule rule, Severity severity, SourceRef at, String summary, String remedy) {
    static LintFinding of(LintRule rule, SourceRef at, String summary, String remedy) {
        return new LintFinding(rule, rule.severity(), at, summary, remedy);
    }

    /** The same, accepted for a reason. */
    public LintFinding suppressed(String reason) {
        return new LintFinding(rule, Severity.NOTE, at, summary + " Suppressed: " + reason, remedy);
    }

    /** Whether it counts for the exit code. */
    public boolean counts() {
        return severity == Severity.PROBLEM || severity == Severity.WARNING;
    }
}
