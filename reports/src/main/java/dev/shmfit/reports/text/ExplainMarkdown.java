package dev.shmfit.reports.text;

import dev.shmfit.reports.ExplainV1;
import java.util.List;

/** An explanation for an issue or a chat, as Markdown. */
public final class ExplainMarkdown {
    private ExplainMarkdown() {}

    /** The text. */
    public static String write(ExplainV1 report) {
        StringBuilder out = new StringBuilder();
        for (ExplainV1.Cause c : report.causes()) {
            cause(c, out);
            ExplainV1.Advice advice = report.size();
            if (advice != null && c.id().equals(report.root())) {
                for (ExplainV1.Fix fix : advice.fixes()) {
                    out.append("<details><summary>").append(fix.title()).append("</summary>\n\n```\n");
                    out.append(fix.snippet().stripTrailing()).append("\n```\n\n```\n");
                    out.append(fix.verify().stripTrailing()).append("\n```\n\n</details>\n\n");
                }
            }
        }
        for (ExplainV1.Size s : report.sizes()) {
            out.append("## ").append(s.bytes()).append(" bytes\n\n");
            meanings(s.meanings(), "", out);
            out.append('\n');
        }
        for (ExplainV1.Observation o : report.observations()) {
            out.append("- line ")
                    .append(o.line())
                    .append(": ")
                    .append(safe(o.text()))
                    .append('\n');
        }
        for (ExplainV1.File f : report.files()) {
            out.append("- ")
                    .append(f.count())
                    .append(" × ")
                    .append(f.bytes())
                    .append(" bytes: ")
                    .append(safe(f.program()));
            out.append(", such as ").append(safe(f.example())).append('\n');
            meanings(f.meanings(), "  ", out);
        }
        if (!report.observations().isEmpty() || !report.files().isEmpty()) {
            out.append('\n');
        }
        report.remarks().forEach(r -> out.append("> ").append(safe(r)).append("\n\n"));
        return out.toString().stripTrailing() + "\n";
    }

    private static void cause(ExplainV1.Cause c, StringBuilder out) {
        out.append("## ").append(safe(c.title())).append(" (").append(c.id()).append(")\n\n");
        if (c.confidence() != null) {
            out.append("**")
                    .append(c.role())
                    .append(", ")
                    .append(c.confidence())
                    .append("**: ")
                    .append(safe(c.reason()));
            out.append("\n\n");
        }
        out.append("Space problem: ").append(c.spaceProblem()).append("\n\n");
        for (ExplainV1.Hit h : c.hits()) {
            out.append("- ")
                    .append(safe(h.statement().isEmpty() ? h.id() : h.statement()))
                    .append(", ")
                    .append(h.count())
                    .append(" ×, line ");
            out.append(String.join(", ", h.lines().stream().map(String::valueOf).toList()))
                    .append('\n');
            for (ExplainV1.Size s : h.sizes()) {
                out.append("  - ").append(s.bytes()).append(" bytes\n");
                meanings(s.meanings(), "    ", out);
            }
        }
        c.speaksFor().forEach(f -> out.append("- for it: ").append(safe(f)).append('\n'));
        c.speaksAgainst()
                .forEach(f -> out.append("- against it: ").append(safe(f)).append('\n'));
        out.append(c.hits().isEmpty() ? "" : "\n").append(safe(c.cause())).append("\n\n");
        if (!c.fix().isEmpty()) {
            out.append("**Do:** ").append(safe(c.fix())).append("\n\n");
        }
        for (ExplainV1.WrongFix w : c.wrongFixes()) {
            out.append("- **Not** ")
                    .append(safe(w.advice()))
                    .append(": ")
                    .append(safe(w.why()))
                    .append('\n');
        }
        out.append(c.wrongFixes().isEmpty() ? "" : "\n");
    }

    private static void meanings(List<ExplainV1.Meaning> meanings, String indent, StringBuilder out) {
        meanings.forEach(
                m -> out.append(indent).append("- ").append(safe(m.text())).append('\n'));
    }

    private static String safe(String text) {
        return MarkdownReport.safe(text);
    }
}
