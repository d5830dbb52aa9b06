package dev.shmfit.verdict;

/** How much does a finding matter? */
public enum Severity {
    /** Looked at, and all is well. */
    OK("ok"),
    /** Worth knowing; nothing to do. */
    NOTE("note"),
    /** The job may fail or run slower than it could. */
    WARNING("warning"),
    /** The job would fail. */
    PROBLEM("problem"),
    /** Could not be looked at, and why. */
    NOT_ASSESSED("not-assessed");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** The spelling in reports. */
    public String word() {
        return word;
    }
}
