package dev.shmfit.reports.text;

import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.FindingV1.Severity;
import dev.shmfit.reports.Memories;
import dev.shmfit.reports.Ranges;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.Screen;
import dev.shmfit.reports.ShmV1;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.reports.Words;
import dev.shmfit.shm.ShmTexts;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import dev.shmfit.units.PrintedSizes;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The report for a terminal: the answer on one screen, and, where asked for, the parts behind it. */
public final class TextReport implements ReportWriter {
    private static final int AMOUNT = 11;
    private static final int BAR = 20;
    /** Narrower lines go without bars. */
    private static final int WITH_BAR = 72;

    /** How a paragraph of the letter begins; what does not is to be run or written into a file. */
    private static final Pattern SENTENCE =
            Pattern.compile("[A-Z][a-z]+( [a-z]+)?: |[\\u4e00-\\u9fff\\uac00-\\ud7a3][^ ]*( [^ ]+)?[:：]");

    private final TextStyle style;
    private final Detail detail;
    private final Language language;

    /** The answer on one screen. */
    public TextReport(TextStyle style) {
        this(style, Detail.SCREEN);
    }

    /** As much as {@code detail} says. */
    public TextReport(TextStyle style, Detail detail) {
        this(style, detail, Language.ENGLISH);
    }

    /** The same in a language. Hangul and Han have no ASCII to be spelt in. */
    public TextReport(TextStyle style, Detail detail, Language language) {
        this.style = language == Language.ENGLISH ? style : new TextStyle(style.width(), style.colour(), false);
        this.detail = detail;
        this.language = language;
    }

    @Override
    public void write(ReportV1 verbatim, Appendable out) throws IOException {
        ReportV1 report = VisibleText.of(verbatim);
        if (detail.screen()) {
            TextScreen.write(Screen.of(report, language), style, language, out);
        }
        StyledLines lines = new StyledLines(out, style, language);
        for (Section section : detail.sections()) {
            section(lines, section, report);
        }
    }

    private void section(StyledLines lines, Section section, ReportV1 report) throws IOException {
        switch (section) {
            case NUMBERS -> {
                sum(lines, report.shm());
                TextBudget.write(lines, report);
                memories(lines, report);
            }
            case PAIRS -> TextPairs.write(lines, report);
            case VERSIONS -> TextVersions.write(lines, report.nccl());
            case FINDINGS -> findings(lines, report.findings());
            case FACTS -> {
                assumptions(lines, report);
                facts(lines, report);
            }
            case FIXES -> TextFixes.write(lines, report.findings(), !detail.has(Section.FINDINGS));
            case LETTER -> request(lines, report.verdict());
        }
    }

    private static void sum(StyledLines lines, ShmV1 shm) throws IOException {
        lines.heading(Text.of("detail/numbers"));
        int names = shm.consumers().stream()
                .mapToInt(c -> StyledLines.length(lines.said(ShmTexts.consumer(c.name()))))
                .max()
                .orElse(0);
        int column = Math.min(Math.max(names, 12), lines.width() / 3);
        PrintedSizes sizes = Words.printed(shm);
        long from = 0;
        for (int i = 0; i < shm.consumers().size(); i++) {
            ShmV1.Consumer c = shm.consumers().get(i);
            String amount = lines.right(c.bytes() == 0 ? Words.need(0, lines.language()) : sizes.part(0, i), AMOUNT);
            String head = "  " + lines.left(lines.said(ShmTexts.consumer(c.name())), column) + amount + "  "
                    + (lines.width() < WITH_BAR ? "" : lines.spelt(bar(from, c.bytes(), shm.requiredBytes())) + "  ");
            lines.wrapped(head, Paint.NONE, c.formula() + provenance(c.provenance(), lines));
            from += c.bytes();
        }
        String required = shm.requiredBytes() == 0 ? Words.need(0, lines.language()) : sizes.total(0);
        String headline = Words.need(shm.requiredBytes(), lines.language());
        Text also = required.equals(headline) ? Text.EMPTY : Text.verbatim("= " + headline);
        Text note = Text.commas(List.of(also, worst(shm)));
        amount(lines, Text.of("budget/required"), required, column, Paint.STRONG, lines.said(note));
        Long capacity = shm.capacityBytes();
        if (capacity != null) {
            String source = shm.provenance() == null
                    ? ""
                    : provenance(shm.provenance(), lines).strip();
            amount(
                    lines,
                    shm.availableBytes() != null ? Text.of("detail/free") : Text.of("detail/size"),
                    Words.have(capacity),
                    column,
                    Paint.NONE,
                    source);
            long spare = capacity - shm.requiredBytes();
            amount(
                    lines,
                    spare < 0 ? Text.of("detail/short") : Text.of("detail/to-spare"),
                    spare < 0 ? PrintedSizes.difference(required, Words.have(capacity), -spare) : Words.have(spare),
                    column,
                    spare < 0 ? Paint.BAD : Paint.GOOD,
                    "");
        } else {
            lines.wrapped("  ", Paint.QUIET, Text.of("detail/size-unknown"));
        }
        RangeLines.write(Ranges.open(shm, lines.language()), lines, lines.language());
    }

    /** When most is needed, where that is not all the time. */
    private static Text worst(ShmV1 shm) {
        boolean always = shm.moments().stream().allMatch(m -> m.totalBytes() == shm.requiredBytes());
        return always
                ? Text.EMPTY
                : shm.moments().stream()
                        .filter(m -> m.totalBytes() == shm.requiredBytes())
                        .findFirst()
                        .map(m -> Text.of("detail/peak", "moment", m.name()))
                        .orElse(Text.EMPTY);
    }

    private static String provenance(String word, StyledLines lines) {
        return " (" + Words.provenance(word, lines.language()) + ")";
    }

    private static void amount(StyledLines lines, Text name, String size, int column, Paint paint, String note)
            throws IOException {
        String line = lines.left(lines.said(name), column) + lines.right(size, AMOUNT);
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

    private static void memories(StyledLines lines, ReportV1 report) throws IOException {
        List<Memories.Row> rows = Memories.of(report, lines.language());
        if (rows.isEmpty()) {
            return;
        }
        lines.heading(Text.of("detail/memories"));
        for (Memories.Row row : rows) {
            String head = "  " + lines.left(row.name(), 12) + lines.right(Words.have(row.bytes()), AMOUNT) + "  ";
            lines.wrapped(head, Paint.NONE, row.note());
        }
    }

    /** The letter, to be copied as it is. */
    private static void request(StyledLines lines, ReportV1.Verdict verdict) throws IOException {
        String request = verdict.request();
        if (request == null) {
            return;
        }
        lines.heading(Text.of("detail/letter"));
        for (String line : request.lines().toList()) {
            if (SENTENCE.matcher(line).lookingAt()) {
                lines.wrapped("    ", Paint.NONE, line);
            } else {
                // A command that is broken cannot be copied.
                lines.line("    " + lines.spelt(line));
            }
        }
    }

    private static void findings(StyledLines lines, List<FindingV1> findings) throws IOException {
        lines.heading(Text.of("detail/findings"));
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
                    Text.of(
                            "detail/passed",
                            "ids",
                            String.join(", ", passed.stream().map(FindingV1::id).toList())));
        }
        if (findings.isEmpty()) {
            lines.line("  " + Words.need(0, lines.language()));
        }
    }

    private static void finding(StyledLines lines, FindingV1 finding) throws IOException {
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
        String title = Words.severity(finding.severity(), lines.language()).toLowerCase(Locale.ROOT);
        Text owner = Text.of("detail/owner", "owner", finding.owner().word());
        lines.wrapped("  ", Paint.QUIET, title + " · " + finding.id() + " · " + lines.said(owner));
        if (!finding.explanation().isEmpty()) {
            lines.wrapped("  ", Paint.NONE, finding.explanation());
        }
        if (!finding.remedy().isEmpty()) {
            lines.wrapped("  → ", Paint.STRONG, finding.remedy());
        }
        if (finding.fixes().size() == 1) {
            TextFixes.fix(lines, finding.fixes().get(0));
        } else if (!finding.fixes().isEmpty()) {
            lines.wrapped("    ", Paint.QUIET, Text.of("detail/how-by-platform"));
        }
        if (!finding.evidence().isEmpty()) {
            List<String> seen = finding.evidence().stream()
                    .map(e -> Words.evidence(e, lines.language()))
                    .toList();
            evidence(lines, seen);
        }
    }

    /** A path that is broken can be neither clicked nor copied: one that is too long has a line of its own. */
    private static void evidence(StyledLines lines, List<String> seen) throws IOException {
        String from = lines.said(Text.of("detail/from")) + " ";
        String lead = "  " + from;
        int room = lines.width() - StyledLines.length(lead);
        if (seen.stream().allMatch(s -> StyledLines.length(s) < room)) {
            lines.wrapped("  ", Paint.QUIET, from + String.join(", ", seen));
            return;
        }
        for (String place : seen) {
            lines.line(lines.paint(Paint.QUIET, lead + place));
            lead = " ".repeat(StyledLines.length(lead));
        }
    }

    private static void facts(StyledLines lines, ReportV1 report) throws IOException {
        if (report.facts().isEmpty()) {
            return;
        }
        lines.heading(Text.of("detail/facts-read"));
        for (ReportV1.Fact f : report.facts()) {
            lines.wrapped(
                    "  ", Paint.NONE, f.key() + " = " + f.value() + " (" + Words.place(f.source(), f.line()) + ")");
        }
    }

    private static void assumptions(StyledLines lines, ReportV1 report) throws IOException {
        if (report.assumptions().isEmpty()) {
            return;
        }
        lines.heading(Text.of("detail/facts"));
        for (ReportV1.Assumption a : Words.assumptions(report, true)) {
            lines.wrapped(
                    "  ",
                    Paint.NONE,
                    a.key() + " = " + a.value() + provenance(a.provenance(), lines) + ". " + a.effect());
        }
        String rest = Words.withoutConsequence(report, lines.language());
        if (!rest.isEmpty()) {
            lines.wrapped("  ", Paint.QUIET, rest);
        }
    }
}
