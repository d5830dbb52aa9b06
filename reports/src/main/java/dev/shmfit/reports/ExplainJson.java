package dev.shmfit.reports;

/** An explanation as JSON, valid against {@code schema/explain-1.schema.json}. */
public final class ExplainJson {
    private ExplainJson() {}

    /** The text, with a line feed at its end. */
    public static String write(ExplainV1 report) {
        return Schemas.named("explain", RecordJson.pretty(report)) + "\n";
    }
}
