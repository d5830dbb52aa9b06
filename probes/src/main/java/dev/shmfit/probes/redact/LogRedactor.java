package dev.shmfit.probes.redact;

/**
 * Takes out of a log what tells whose it is, and what may be a secret, so that it can become a fixture or be shown in an
 * issue. What was equal stays equal; lines and figures stay as they are.
 */
public final class LogRedactor {
    private LogRedactor() {}

    /**
     * A log that can be shown.
     *
     * @param summary how many values were replaced, by kind; empty where none was
     */
    public record Redacted(String text, String summary) {}

    /** The log without all that. Redacting twice changes nothing more. */
    public static Redacted of(String log) {
        Redactor redactor = Redactor.numbering();
        String text = redactor.redactLog(log);
        return new Redacted(text, redactor.summary());
    }
}
