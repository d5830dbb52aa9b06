package dev.shmfit.reports.lint;

import dev.shmfit.lint.LintFinding;
import dev.shmfit.lint.Linter;
import dev.shmfit.manifest.ManifestReader;
import dev.shmfit.reports.FindingAddress;
import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.reports.ci.CiRun;
import dev.shmfit.reports.ci.GithubReport;
import dev.shmfit.reports.ci.JunitReport;
import dev.shmfit.reports.ci.SarifReport;
import dev.shmfit.verdict.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What lint found, in each format. */
public final class LintReport {
    /** The formats, by their words. */
    public static final List<String> FORMATS = List.of("text", "json", "sarif", "github", "junit");

    private LintReport() {}

    /** What was found, as it is published. */
    public static LintV1 of(List<String> files, Linter.Result result, ReportV1.Tool tool) {
        List<LintV1.Finding> findings = result.findings().stream()
                .map(f -> new LintV1.Finding(
                        f.rule().id(),
                        severity(f.severity()),
                        f.at().item(),
                        f.at().line(),
                        f.at().column(),
                        f.summary(),
                        f.rule().why(),
                        f.remedy()))
                .toList();
        return new LintV1(
                1,
                tool,
                files,
                result.jobs().stream().map(LintReport::job).toList(),
                count(result, Severity.PROBLEM),
                count(result, Severity.WARNING),
                findings);
    }

    private static LintV1.Job job(ManifestReader.Found found) {
        return new LintV1.Job(
                found.job().format().word(),
                found.job().kind(),
                found.job().name(),
                found.job().at().file(),
                found.job().at().line());
    }

    private static int count(Linter.Result result, Severity severity) {
        return (int) result.findings().stream()
                .map(LintFinding::severity)
                .filter(s -> s == severity)
                .count();
    }

    private static FindingV1.Severity severity(Severity severity) {
        return switch (severity) {
            case OK -> FindingV1.Severity.OK;
            case NOTE -> FindingV1.Severity.NOTE;
            case WARNING -> FindingV1.Severity.WARNING;
            case PROBLEM -> FindingV1.Severity.PROBLEM;
            case NOT_ASSESSED -> FindingV1.Severity.NOT_ASSESSED;
        };
    }

    /**
     * The report as text of a format.
     *
     * @param format one of {@link #FORMATS}
     */
    public static String write(LintV1 verbatim, String format) {
        LintV1 report = VisibleText.inAll(verbatim);
        StringBuilder out = new StringBuilder();
        try {
            switch (format) {
                case "json" -> out.append(json(verbatim));
                case "sarif" -> SarifReport.write(run(report), out);
                case "github" -> GithubReport.write(run(report), out);
                case "junit" -> JunitReport.write(run(report), out);
                default -> text(report, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** The report as text, for a caller that knows no other format. */
    public static String text(LintV1 verbatim) {
        StringBuilder out = new StringBuilder();
        text(VisibleText.inAll(verbatim), out);
        return out.toString();
    }

    private static String json(LintV1 report) {
        return JsonReport.document("lint", report);
    }

    private static CiRun run(LintV1 report) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("files", String.valueOf(report.files().size()));
        properties.put("jobs", String.valueOf(report.jobs().size()));
        List<FindingV1> findings = report.findings().stream()
                .map(f -> new FindingV1(
                        f.id(),
                        f.severity(),
                        FindingV1.Owner.JOB,
                        f.summary(),
                        f.explanation(),
                        f.remedy(),
                        List.of(new FindingV1.Evidence(f.file(), f.line(), "", f.column() > 0 ? f.column() : null)),
                        List.of()))
                .toList();
        String source = report.files().isEmpty() ? "" : report.files().get(0);
        return new CiRun(report.tool(), source, properties, findings, FindingAddress::ofManifestRule);
    }

    /** A line as compilers write it, with the remedy below; then the sum. */
    private static void text(LintV1 report, StringBuilder out) {
        for (LintV1.Finding f : report.findings()) {
            out.append(f.file());
            if (f.line() > 0) {
                out.append(':').append(f.line());
            }
            if (f.column() > 0) {
                out.append(':').append(f.column());
            }
            out.append(": ").append(f.severity().word()).append(": ").append(f.summary());
            out.append(" [").append(f.id()).append("]\n");
            if (!f.remedy().isEmpty()) {
                out.append("    ").append(f.remedy()).append('\n');
            }
        }
        int notes = report.findings().size() - report.problems() - report.warnings();
        out.append(counted(report.problems(), "problem"))
                .append(", ")
                .append(counted(report.warnings(), "warning"))
                .append(", ")
                .append(counted(notes, "note"))
                .append(" in ")
                .append(counted(report.jobs().size(), "job"))
                .append(" of ")
                .append(counted(report.files().size(), "file"))
                .append(".\n");
    }

    private static String counted(int count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
