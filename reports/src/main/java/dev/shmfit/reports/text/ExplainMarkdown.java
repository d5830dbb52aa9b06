package dev.shmfit.reports.text;

import dev.shmfit.reports.ExplainV1;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.util.List;

/** An explanation for an issue or a chat, as Markdown. */
public final class ExplainMarkdown {
    private final StringBuilder out = new StringBuilder();
    private final Language language;

    private ExplainMarkdown(Language language) {
        this.language = language;
    }

    /**
     * The text.
     *
     * @param language the one that the report is in
     */
    public static String write(ExplainV1 report, Language language) {
        return new ExplainMarkdown(language).report(report);
    }

    private String report(ExplainV1 report) {
        for (ExplainV1.Cause c : report.causes()) {
            cause(c);
            ExplainV1.Advice advice = report.size();
            if (advice != null && c.id().equals(report.root())) {
                advice.fixes().forEach(this::fix);
            }
        }
        for (ExplainV1.Size s : report.sizes()) {
            out.append("## ")
                    .append(said("explain/md-bytes", "bytes", s.bytes()))
                    .append("\n\n");
            meanings(s.meanings(), "");
            out.append('\n');
        }
        for (ExplainV1.Observation o : report.observations()) {
            item("", said("explain/line", "lines", o.line(), "what", safe(o.text())));
        }
        for (ExplainV1.File f : report.files()) {
            item(
                    "",
                    said(
                            "explain/md-file",
                            "count",
                            f.count(),
                            "bytes",
                            f.bytes(),
                            "program",
                            safe(f.program()),
                            "example",
                            safe(f.example())));
            meanings(f.meanings(), "  ");
        }
        if (!report.observations().isEmpty() || !report.files().isEmpty()) {
            out.append('\n');
        }
        report.remarks().forEach(r -> out.append("> ").append(safe(r)).append("\n\n"));
        return out.toString().stripTrailing() + "\n";
    }

    private void fix(ExplainV1.Fix fix) {
        out.append("<details><summary>").append(fix.title()).append("</summary>\n\n```\n");
        out.append(fix.snippet().stripTrailing()).append("\n```\n\n```\n");
        out.append(fix.verify().stripTrailing()).append("\n```\n\n</details>\n\n");
    }

    private void cause(ExplainV1.Cause c) {
        out.append("## ")
                .append(said("explain/titled", "title", safe(c.title()), "id", c.id()))
                .append("\n\n");
        if (c.confidence() != null && c.role() != null) {
            out.append(said(
                            "explain/md-judged",
                            "role",
                            role(c.role()),
                            "confidence",
                            ExplainText.confidence(c.confidence()),
                            "reason",
                            safe(c.reason())))
                    .append("\n\n");
        }
        out.append(said("explain/md-space", "space", space(c.spaceProblem()))).append("\n\n");
        for (ExplainV1.Hit h : c.hits()) {
            hit(h);
        }
        c.speaksFor().forEach(f -> item("", said("explain/md-for", "clause", safe(f))));
        c.speaksAgainst().forEach(f -> item("", said("explain/md-against", "clause", safe(f))));
        out.append(c.hits().isEmpty() ? "" : "\n").append(safe(c.cause())).append("\n\n");
        if (!c.fix().isEmpty()) {
            out.append(said("explain/md-do", "fix", safe(c.fix()))).append("\n\n");
        }
        for (ExplainV1.WrongFix w : c.wrongFixes()) {
            item("", said("explain/md-not", "advice", safe(w.advice()), "why", safe(w.why())));
        }
        out.append(c.wrongFixes().isEmpty() ? "" : "\n");
    }

    private void hit(ExplainV1.Hit h) {
        item(
                "",
                said(
                        "explain/md-hit",
                        "what",
                        safe(h.statement().isEmpty() ? h.id() : h.statement()),
                        "count",
                        h.count(),
                        "lines",
                        String.join(
                                ", ", h.lines().stream().map(String::valueOf).toList())));
        for (ExplainV1.Size s : h.sizes()) {
            item("  ", said("explain/md-bytes", "bytes", s.bytes()));
            meanings(s.meanings(), "    ");
        }
    }

    private static Text role(String word) {
        return switch (word) {
            case "cause" -> Text.of("explain/md-role-cause");
            case "symptom" -> Text.of("explain/md-role-symptom");
            case "consequence" -> Text.of("explain/md-role-consequence");
            default -> Text.of("explain/md-role-notice");
        };
    }

    private static Text space(String word) {
        return switch (word) {
            case "yes" -> Text.of("explain/md-yes");
            case "no" -> Text.of("explain/md-no");
            case "undecided" -> Text.of("explain/md-undecided");
            default -> Text.of("explain/md-no-failure");
        };
    }

    private void meanings(List<ExplainV1.Meaning> meanings, String indent) {
        meanings.forEach(m -> item(indent, safe(m.text())));
    }

    private void item(String indent, String text) {
        out.append(indent).append("- ").append(text).append('\n');
    }

    private String said(String id, Object... namesAndValues) {
        return Text.of(id, namesAndValues).in(language);
    }

    private static String safe(String text) {
        return MarkdownReport.safe(text);
    }
}
