package dev.shmfit.reports.text;

import static dev.shmfit.reports.text.MarkdownReport.safe;

import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.FindingV1.Fix;
import dev.shmfit.reports.Ranges;
import dev.shmfit.reports.Screen;
import dev.shmfit.reports.VersionLine;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.io.IOException;

/** The answer on one screen, as Markdown. */
final class MarkdownScreen {
    private MarkdownScreen() {}

    static void write(Screen screen, Language language, Appendable out) throws IOException {
        out.append("## ").append(Words.status(screen.status(), language)).append(": ");
        out.append(safe(screen.headline())).append("\n\n");
        if (!screen.margin().isEmpty()) {
            out.append(safe(screen.margin())).append("\n\n");
        }
        if (!screen.action().isEmpty()) {
            out.append("**")
                    .append(Text.of("screen/markdown-do").in(language))
                    .append("** ")
                    .append(safe(screen.action()))
                    .append("\n\n");
        }
        for (Fix fix : screen.fixes()) {
            MarkdownReport.fix(fix, screen.fixes().size() > 1, language, out);
        }
        out.append(Text.of("screen/markdown-head").in(language)).append("\n|---|---:|---|\n");
        for (Screen.User user : screen.users()) {
            row(out, safe(user.name()), user.amount(), safe(user.formula()));
        }
        row(out, "**" + Text.of("screen/together").in(language) + "**", screen.whole(), "");
        out.append('\n');
        for (String reason : screen.reasons()) {
            out.append("- ").append(safe(reason)).append('\n');
        }
        if (!screen.scope().isEmpty()) {
            out.append("- ").append(safe(screen.scope())).append('\n');
        }
        for (VersionLine v : screen.versions()) {
            out.append("- NCCL ").append(safe(v.versions())).append(": ").append(v.need());
            out.append(v.pairs().isEmpty() ? "" : ", " + v.pairs()).append('\n');
        }
        for (Ranges.Open open : screen.open()) {
            out.append("- ")
                    .append(Text.of("screen/markdown-not-exact").in(language))
                    .append(" ")
                    .append(safe(open.sentence()))
                    .append('\n');
            for (Ranges.Way way : open.ways()) {
                out.append("  - `").append(way.statement()).append("`: ");
                out.append(safe(way.leaves())).append('\n');
            }
        }
        for (FindingV1 warning : screen.warnings()) {
            out.append("- **")
                    .append(Words.severity(warning.severity(), language))
                    .append(":** ");
            out.append(safe(warning.summary())).append('\n');
        }
        out.append('\n');
    }

    private static void row(Appendable out, String name, String amount, String how) throws IOException {
        out.append("| ")
                .append(name)
                .append(" | ")
                .append(amount)
                .append(" | ")
                .append(how)
                .append(" |\n");
    }
}
