package dev.shmfit.reports.text;

import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.FindingV1.Fix;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Text;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What to copy. For many platforms at once it stands at the end, where it hides no finding and the terminal stops. */
final class TextFixes {
    private TextFixes() {}

    /**
     * The fixes of findings, each list once.
     *
     * @param singles also of findings that have but one
     */
    static void write(StyledLines lines, List<FindingV1> findings, boolean singles) throws IOException {
        Set<List<Fix>> written = new LinkedHashSet<>();
        for (FindingV1 finding : findings) {
            if (finding.fixes().size() > (singles ? 0 : 1) && written.add(finding.fixes())) {
                lines.heading(Text.of("detail/fixes", "id", finding.id()));
                for (Fix fix : finding.fixes()) {
                    fix(lines, fix);
                }
            }
        }
    }

    /** One platform's. */
    static void fix(StyledLines lines, Fix fix) throws IOException {
        lines.line("    " + lines.paint(Paint.STRONG, Words.platform(fix.platform(), lines.language()) + ":"));
        for (String line : fix.snippet().lines().toList()) {
            lines.line("      " + lines.spelt(line));
        }
        String lead = lines.said(Text.of("detail/then-look")) + " ";
        for (String line : fix.verify().lines().toList()) {
            lines.line("      " + lines.paint(Paint.QUIET, lead + line));
            lead = " ".repeat(StyledLines.length(lead));
        }
    }
}
