package dev.shmfit.reports;

import java.io.IOException;

/** One way to show a report. Writers are deterministic: equal reports give equal text. */
public interface ReportWriter {
    /**
     * Writes the whole report, with a line end at its end.
     *
     * @throws IOException as {@code out} throws it
     */
    void write(ReportV1 report, Appendable out) throws IOException;
}
