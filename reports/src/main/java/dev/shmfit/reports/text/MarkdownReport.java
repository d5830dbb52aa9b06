package dev.shmfit.reports.text;

import dev.shmfit.reports.CommunicatorGroup;
import dev.shmfit.reports.CommunicatorV1;
import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.FindingV1.Severity;
import dev.shmfit.reports.GpuGroups;
import dev.shmfit.reports.Memories;
import dev.shmfit.reports.PairGroup;
import dev.shmfit.reports.Ranges;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.Screen;
import dev.shmfit.reports.ShmV1;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import dev.shmfit.units.PrintedSizes;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The report for an issue or a chat: Markdown as GitHub reads it. Names from machines show as they are and do nothing.
 */
public final class MarkdownReport implements ReportWriter {
    /** What Markdown would read; the rest of it needs the beginning of a line, where no name stands. */
    private static final String SPECIAL = "\\`*_[]|#~!$";

    private final Detail detail;
    private final Language language;

    /** The answer on one screen. */
    public MarkdownReport() {
        this(Detail.SCREEN);
    }

    /** As much as {@code detail} says. */
    public MarkdownReport(Detail detail) {
        this(detail, Language.ENGLISH);
    }

    /** The same in a language. */
    public MarkdownReport(Detail detail, Language language) {
        this.detail = detail;
        this.language = language;
    }

    @Override
    public void write(ReportV1 verbatim, Appendable out) throws IOException {
        ReportV1 report = VisibleText.of(verbatim);
        if (detail.screen()) {
            MarkdownScreen.write(Screen.of(report, language), language, out);
        }
        for (Section section : detail.sections()) {
            section(section, report, out);
        }
        Text foot = Text.of(
                "screen/markdown-foot",
                "tool",
                safe(report.tool().name() + " " + report.tool().version()),
                "from",
                safe(report.generatedFrom().name()));
        out.append("_").append(foot.in(language)).append("_\n");
    }

    private void section(Section section, ReportV1 report, Appendable out) throws IOException {
        switch (section) {
            case NUMBERS -> {
                sum(report.shm(), out);
                MarkdownBudget.write(report, language, out);
                memories(report, out);
            }
            case PAIRS -> {
                for (String sentence : GpuGroups.sentences(report.node(), language)) {
                    out.append(safe(sentence)).append("\n\n");
                }
                for (CommunicatorGroup group :
                        CommunicatorGroup.of(report.nccl().communicators())) {
                    pairs(report.nccl().version(), group, out);
                }
            }
            case VERSIONS -> MarkdownVersions.write(report.nccl(), language, out);
            case FINDINGS -> findings(report.findings(), out);
            case FACTS -> {
                assumptions(report, out);
                facts(report, out);
            }
            case FIXES -> fixes(report.findings(), out);
            case LETTER -> letter(report.verdict().request(), out);
        }
    }

    private void letter(@Nullable String request, Appendable out) throws IOException {
        if (request != null) {
            out.append("### ").append(said(Text.of("detail/letter-title"))).append("\n\n");
            fenced(request.stripTrailing(), out);
        }
    }

    /** Each list of changes once, folded by platform. */
    private void fixes(List<FindingV1> findings, Appendable out) throws IOException {
        Set<List<FindingV1.Fix>> written = new LinkedHashSet<>();
        for (FindingV1 finding : findings) {
            if (!finding.fixes().isEmpty() && written.add(finding.fixes())) {
                out.append("### ")
                        .append(said(Text.of("detail/fixes-title", "id", safe(finding.id()))))
                        .append("\n\n");
                for (FindingV1.Fix fix : finding.fixes()) {
                    fix(fix, finding.fixes().size() > 1, language, out);
                }
            }
        }
    }

    private void sum(ShmV1 shm, Appendable out) throws IOException {
        out.append(said(Text.of("detail/md-sum"))).append("\n|---|---:|---:|---|\n");
        PrintedSizes sizes = Words.printed(shm);
        for (int i = 0; i < shm.consumers().size(); i++) {
            ShmV1.Consumer c = shm.consumers().get(i);
            row(
                    out,
                    safe(Words.consumer(c.name(), language)),
                    c.bytes(),
                    c.bytes() == 0 ? Words.need(0, language) : sizes.part(0, i),
                    safe(c.formula() + " (" + Words.provenance(c.provenance(), language) + ")"));
        }
        row(
                out,
                "**" + said(Text.of("budget/required")) + "**",
                shm.requiredBytes(),
                shm.requiredBytes() == 0 ? Words.need(0, language) : sizes.total(0),
                "");
        Long capacity = shm.capacityBytes();
        if (capacity != null) {
            String provenance = shm.provenance() == null ? "" : Words.provenance(shm.provenance(), language);
            Text name = shm.availableBytes() != null ? Text.of("detail/free") : Text.of("detail/size");
            row(out, said(name), capacity, Words.have(capacity), safe(provenance));
        }
        row(
                out,
                said(Text.of("detail/recommended")),
                shm.recommendedBytes(),
                Words.need(shm.recommendedBytes(), language),
                "");
        out.append('\n');
        ranges(Ranges.open(shm, language), out);
    }

    private void memories(ReportV1 report, Appendable out) throws IOException {
        List<Memories.Row> rows = Memories.of(report, language);
        if (rows.isEmpty()) {
            return;
        }
        out.append(said(Text.of("detail/md-memories"))).append("\n|---|---:|---:|---|\n");
        for (Memories.Row r : rows) {
            row(out, safe(r.name()), r.bytes(), Words.have(r.bytes()), safe(r.note()));
        }
        out.append('\n');
    }

    private void ranges(List<Ranges.Open> ranges, Appendable out) throws IOException {
        for (Ranges.Open open : ranges) {
            out.append(said(Text.of("screen/markdown-not-exact")))
                    .append(" ")
                    .append(safe(open.sentence()))
                    .append("\n\n");
            for (Ranges.Way way : open.ways()) {
                out.append("- `").append(way.statement()).append("`: ");
                out.append(safe(way.leaves())).append('\n');
            }
            out.append(open.ways().isEmpty() ? "" : "\n");
        }
    }

    private static void row(Appendable out, String name, long bytes, String size, String how) throws IOException {
        out.append("| ").append(name).append(" | ").append(size).append(" | ");
        out.append(String.valueOf(bytes)).append(" | ").append(how).append(" |\n");
    }

    private void pairs(String version, CommunicatorGroup alike, Appendable out) throws IOException {
        CommunicatorV1 communicator = alike.first();
        out.append("**").append(safe(said(alike.title()))).append("**: ");
        out.append(said(Text.of(
                        "detail/md-pairs-of",
                        "ranks",
                        communicator.ranks().size(),
                        "version",
                        safe(version),
                        "channels",
                        communicator.channels().collective())))
                .append("\n\n");
        CommunicatorV1.Failure failure = communicator.failure();
        if (failure != null) {
            out.append(said(Text.of("detail/stops", "phase", safe(failure.phase()), "why", safe(failure.summary()))))
                    .append("\n\n");
        }
        ranges(Ranges.open(communicator.uncertain(), language), out);
        if (communicator.pairs().isEmpty()) {
            return;
        }
        out.append(said(Text.of("detail/md-pairs"))).append("\n|---:|---|---|---|\n");
        for (PairGroup group : PairGroup.byRule(communicator.pairs())) {
            CommunicatorV1.Pair pair = group.first();
            Text count = Text.of(
                    "detail/of-all",
                    "pairs",
                    group.pairs().size(),
                    "all",
                    communicator.pairs().size());
            out.append("| ").append(said(count)).append(" | ").append(Words.transport(pair, language));
            out.append(" | ")
                    .append(safe(pair.path()))
                    .append(" | ")
                    .append(safe(pair.rule()))
                    .append(" |\n");
        }
        out.append('\n');
    }

    private void findings(List<FindingV1> findings, Appendable out) throws IOException {
        for (FindingV1 finding : findings) {
            if (finding.severity() == Severity.OK) {
                continue;
            }
            out.append("### ")
                    .append(Words.severity(finding.severity(), language))
                    .append(": ");
            out.append(safe(finding.summary())).append("\n\n");
            for (String text : List.of(finding.explanation(), finding.remedy())) {
                if (!text.isEmpty()) {
                    out.append(safe(text)).append("\n\n");
                }
            }
            if (!finding.evidence().isEmpty()) {
                List<String> seen = finding.evidence().stream()
                        .map(e -> safe(Words.evidence(e, language)))
                        .toList();
                out.append(said(Text.of("detail/md-from", "places", String.join(", ", seen))))
                        .append("\n\n");
            }
        }
    }

    /** One platform's, folded where there are others beside it. */
    static void fix(FindingV1.Fix fix, boolean folded, Language language, Appendable out) throws IOException {
        String platform = Words.platform(fix.platform(), language);
        out.append(folded ? "<details><summary>" + platform + "</summary>\n\n" : platform + ":\n\n");
        fenced(fix.snippet(), out);
        if (!fix.verify().isEmpty()) {
            out.append(Text.of("screen/markdown-then").in(language)).append("\n\n");
            fenced(fix.verify(), out);
        }
        out.append(folded ? "</details>\n\n" : "");
    }

    private void assumptions(ReportV1 report, Appendable out) throws IOException {
        List<ReportV1.Assumption> all = Words.assumptions(report, true);
        if (!all.isEmpty()) {
            out.append(said(Text.of("detail/md-facts"))).append("\n|---|---|---|---|\n");
        }
        for (ReportV1.Assumption a : all) {
            out.append("| ")
                    .append(safe(a.key()))
                    .append(" | ")
                    .append(safe(a.value()))
                    .append(" | ");
            out.append(safe(Words.provenance(a.provenance(), language)))
                    .append(" | ")
                    .append(safe(a.effect()))
                    .append(" |\n");
        }
        out.append(all.isEmpty() ? "" : "\n");
        String rest = Words.withoutConsequence(report, language);
        out.append(rest.isEmpty() ? "" : safe(rest) + "\n\n");
    }

    private void facts(ReportV1 report, Appendable out) throws IOException {
        if (report.facts().isEmpty()) {
            return;
        }
        out.append(said(Text.of("detail/md-facts-read"))).append("\n|---|---|---|\n");
        for (ReportV1.Fact f : report.facts()) {
            out.append("| " + safe(f.key()) + " | " + safe(f.value()) + " | " + safe(Words.place(f.source(), f.line()))
                    + " |\n");
        }
        out.append("\n");
    }

    private String said(Text text) {
        return text.in(language);
    }

    /** A block that its text cannot end. */
    public static void fenced(String text, Appendable out) throws IOException {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        out.append(fence).append('\n').append(text).append('\n').append(fence).append("\n\n");
    }

    /** {@code text} without effect: no markup, no link, no mention. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '@' -> safe.append("&#64;");
                case '\n', '\r', '\t' -> safe.append(' ');
                default -> safe.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
