package dev.shmfit.reports.ci;

import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import java.io.IOException;

/**
 * Findings as workflow commands of GitHub Actions, which shows them beside the run and at the lines they rest on:
 * {@code ::error title=shm-too-small::The job needs …}. What passed is left out.
 */
public final class GithubReport implements ReportWriter {
    @Override
    public void write(ReportV1 report, Appendable out) throws IOException {
        write(CiRun.of(report), out);
    }

    /** Writes the findings of a run. */
    public static void write(CiRun run, Appendable out) throws IOException {
        for (FindingV1 f : run.findings()) {
            if (f.severity() != FindingV1.Severity.OK) {
                out.append("::").append(command(f.severity())).append(' ').append(place(f));
                out.append("title=").append(property(f.id())).append("::");
                out.append(message(Prose.of(f))).append('\n');
            }
        }
    }

    private static String command(FindingV1.Severity severity) {
        return switch (severity) {
            case PROBLEM -> "error";
            case WARNING -> "warning";
            case NOTE, NOT_ASSESSED, OK -> "notice";
        };
    }

    private static String place(FindingV1 f) {
        return f.evidence().stream()
                .filter(e -> e.line() > 0)
                .findFirst()
                .map(e -> "file=" + property(e.source()) + ",line=" + e.line() + ","
                        + (e.columnOrZero() > 0 ? "col=" + e.columnOrZero() + "," : ""))
                .orElse("");
    }

    private static String message(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return message(text).replace(":", "%3A").replace(",", "%2C");
    }
}
