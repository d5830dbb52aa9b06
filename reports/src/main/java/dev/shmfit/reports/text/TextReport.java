package dev.shmfit.reports.text;

import dev.shmfit.reports.CommunicatorV1;
import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.FindingV1.Severity;
import dev.shmfit.reports.NcclV1;
import dev.shmfit.reports.Plain;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.ShmV1;
import dev.shmfit.reports.UncertainV1;
import dev.shmfit.reports.Words;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The report for a terminal: the verdict in the first line, then what to do, then why, then the rest. */
public final class TextReport implements ReportWriter {
    private static final int AMOUNT = 11;
    private static final int BAR = 20;
    /** Narrower lines go without bars. */
    private static final int WITH_BAR = 72;

    private final TextStyle style;

    public TextReport(TextStyle style) {
        this.style = style;
    }

    @Override
    public void write(ReportV1 verbatim, Appendable out) throws IOException {
        ReportV1 report = Plain.of(verbatim);
        Lines lines = new Lines(out, style);
        verdict(lines, report);
        sum(lines, report.shm());
        memory(lines, report);
        for (CommunicatorV1 communicator : report.nccl().communicators()) {
            TextPairs.write(lines, report.nccl().version(), communicator);
        }
        versions(lines, report.nccl());
        findings(lines, report.findings());
        assumptions(lines, report);
    }

    private static void verdict(Lines lines, ReportV1 report) throws IOException {
        String word = Words.status(report.verdict().status()).toUpperCase(Locale.ROOT);
        Paint paint = switch (report.verdict().status()) {
            case FITS -> Paint.GOOD_STRONG;
            case TIGHT -> Paint.CAUTION_STRONG;
            case FAILS -> Paint.BAD_STRONG;
            case UNKNOWN -> Paint.STRONG;
        };
        lines.wrapped(word + "  ", paint, report.verdict().headline());
        String indent = " ".repeat(word.length() + 2);
        String margin = Words.margin(report.shm());
        if (!margin.isEmpty() && report.shm().requiredBytes() > 0) {
            lines.wrapped(
                    indent,
                    Paint.QUIET,
                    margin + "; " + Words.human(report.shm().recommendedBytes()) + " recommended");
        }
        FindingV1 first = Words.firstRemedy(report.findings());
        if (first != null) {
            lines.wrapped(lines.left("DO", indent.length()), Paint.STRONG, first.remedy());
        }
    }

    private static void sum(Lines lines, ShmV1 shm) throws IOException {
        lines.heading("WHY");
        int names = shm.consumers().stream()
                .mapToInt(c -> Lines.length(Words.consumer(c.name())))
                .max()
                .orElse(0);
        int column = Math.min(Math.max(names, 12), lines.width() / 3);
        long from = 0;
        for (ShmV1.Consumer c : shm.consumers()) {
            String amount = lines.right(Words.human(c.bytes()), AMOUNT);
            String head = "  " + lines.left(Words.consumer(c.name()), column) + amount + "  "
                    + (lines.width() < WITH_BAR ? "" : lines.spelt(bar(from, c.bytes(), shm.requiredBytes())) + "  ");
            lines.wrapped(head, Paint.NONE, c.formula() + " (" + c.provenance() + ")");
            from += c.bytes();
        }
        amount(lines, "required", shm.requiredBytes(), column, Paint.STRONG, "");
        Long capacity = shm.capacityBytes();
        if (capacity != null) {
            String source = shm.provenance() == null ? "" : "(" + shm.provenance() + ")";
            amount(lines, shm.availableBytes() != null ? "free" : "size", capacity, column, Paint.NONE, source);
            long spare = capacity - shm.requiredBytes();
            amount(
                    lines,
                    spare < 0 ? "short" : "to spare",
                    Math.abs(spare),
                    column,
                    spare < 0 ? Paint.BAD : Paint.GOOD,
                    "");
        } else {
            lines.wrapped("  ", Paint.QUIET, "The size of /dev/shm is not known: nothing to compare with.");
        }
        for (UncertainV1 range : shm.uncertain()) {
            lines.wrapped(
                    "  ", Paint.CAUTION, TextPairs.range(range, Words.human(range.min()), Words.human(range.max())));
        }
    }

    private static void amount(Lines lines, String name, long bytes, int column, Paint paint, String note)
            throws IOException {
        String line = lines.left(name, column) + lines.right(Words.human(bytes), AMOUNT);
        lines.line("  " + lines.paint(paint, line) + "  " + note);
    }

    private static String bar(long from, long bytes, long all) {
        long scale = Math.max(1, all);
        int start = (int) Math.round((double) from / scale * BAR);
        int end = (int) Math.round((double) (from + bytes) / scale * BAR);
        start = Math.min(start, BAR - 1);
        end = Math.min(BAR, Math.max(end, start + 1));
        return "░".repeat(start) + "█".repeat(end - start) + "░".repeat(BAR - end);
    }

    private static void memory(Lines lines, ReportV1 report) throws IOException {
        Long limit = report.memory().limitBytes();
        if (limit != null) {
            boolean over = report.memory().requiredBytes() > limit;
            String text = "Of the memory limit of " + Words.human(limit) + " this takes "
                    + Words.human(report.memory().requiredBytes()) + (over ? ": too much." : ".");
            lines.wrapped("  ", over ? Paint.BAD : Paint.QUIET, text);
        }
    }

    private static void versions(Lines lines, NcclV1 nccl) throws IOException {
        if (nccl.versions().isEmpty()) {
            return;
        }
        lines.heading("OTHER NCCL VERSIONS");
        for (NcclV1.VersionRow row : nccl.versions()) {
            StringBuilder pairs = new StringBuilder();
            for (NcclV1.Transport transport : NcclV1.Transport.values()) {
                int count = row.pairsByTransport().of(transport);
                pairs.append(count > 0 ? " " + count + " " + transport : "");
            }
            Long required = row.requiredBytes();
            String need = required == null ? "–" : Words.human(required);
            String head = "  " + lines.left(row.version(), 9) + lines.right(need, AMOUNT) + "  ";
            lines.wrapped(head, Paint.NONE, pairs.toString().strip());
            for (NcclV1.Change change : row.changes()) {
                lines.wrapped(" ".repeat(head.length()), Paint.QUIET, change.summary());
            }
            if (row.failure() != null) {
                lines.wrapped(" ".repeat(head.length()), Paint.BAD, "✕ " + row.failure());
            }
        }
    }

    private static void findings(Lines lines, List<FindingV1> findings) throws IOException {
        lines.heading("FINDINGS");
        boolean first = true;
        for (FindingV1 finding : findings) {
            if (finding.severity() != Severity.OK) {
                if (!first) {
                    lines.blank();
                }
                first = false;
                finding(lines, finding);
            }
        }
        List<FindingV1> passed =
                findings.stream().filter(f -> f.severity() == Severity.OK).toList();
        if (!passed.isEmpty()) {
            if (!first) {
                lines.blank();
            }
            lines.wrapped(
                    "✓ ",
                    Paint.GOOD,
                    "passed: "
                            + String.join(
                                    ", ", passed.stream().map(FindingV1::id).toList()));
        }
        if (findings.isEmpty()) {
            lines.line("  none");
        }
    }

    private static void finding(Lines lines, FindingV1 finding) throws IOException {
        String sign = switch (finding.severity()) {
            case PROBLEM -> "✕ ";
            case WARNING -> "▲ ";
            case NOTE -> "● ";
            case NOT_ASSESSED -> "○ ";
            case OK -> "✓ ";
        };
        Paint paint = switch (finding.severity()) {
            case PROBLEM -> Paint.BAD_STRONG;
            case WARNING -> Paint.CAUTION_STRONG;
            case NOTE, NOT_ASSESSED, OK -> Paint.STRONG;
        };
        lines.wrapped(sign, paint, finding.summary());
        String title = Words.severity(finding.severity()).toLowerCase(Locale.ROOT);
        lines.wrapped(
                "  ",
                Paint.QUIET,
                title + " · " + finding.id() + " · owner: " + finding.owner().word());
        if (!finding.explanation().isEmpty()) {
            lines.wrapped("  ", Paint.NONE, finding.explanation());
        }
        if (!finding.remedy().isEmpty()) {
            lines.wrapped("  → ", Paint.STRONG, finding.remedy());
        }
        for (FindingV1.Fix fix : finding.fixes()) {
            lines.line("    " + lines.paint(Paint.QUIET, Words.platform(fix.platform()) + ":"));
            for (String line : fix.snippet().lines().toList()) {
                lines.line("      " + lines.spelt(line));
            }
            if (!fix.verify().isEmpty()) {
                lines.line("      " + lines.paint(Paint.QUIET, "then look: " + fix.verify()));
            }
        }
        if (!finding.evidence().isEmpty()) {
            List<String> seen = finding.evidence().stream().map(Words::evidence).toList();
            lines.wrapped("  ", Paint.QUIET, "seen in " + String.join(", ", seen));
        }
    }

    private static void assumptions(Lines lines, ReportV1 report) throws IOException {
        if (report.assumptions().isEmpty()) {
            return;
        }
        lines.heading("TAKEN FOR WANT OF A FACT");
        for (ReportV1.Assumption a : report.assumptions()) {
            lines.wrapped("  ", Paint.NONE, a.key() + " = " + a.value() + " (" + a.provenance() + "). " + a.effect());
        }
    }
}
