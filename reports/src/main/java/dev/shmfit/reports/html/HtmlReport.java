package dev.shmfit.reports.html;

import dev.shmfit.reports.RecordJson;
import dev.shmfit.reports.RedactedV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.reports.WhatIfV1;
import dev.shmfit.reports.text.Detail;
import dev.shmfit.reports.text.MarkdownReport;
import dev.shmfit.text.Language;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The report as one self-contained page: no request leaves it, scripts only add comfort, and everything that came from a
 * machine is escaped by the place where it stands.
 */
public final class HtmlReport implements ReportWriter {
    private final @Nullable WhatIfV1 whatIf;
    private final @Nullable RedactedV1 redacted;
    private final Language language;

    /** A page without "what if", and without a redacted form of what it embeds. */
    public HtmlReport() {
        this(null, null);
    }

    /**
     * A page that gives its reader more to do; both are of the same analysis as the report.
     *
     * @param whatIf lets the reader change the job; null: not
     * @param redacted lets the reader take the capture redacted; null: not
     */
    public HtmlReport(@Nullable WhatIfV1 whatIf, @Nullable RedactedV1 redacted) {
        this(whatIf, redacted, Language.ENGLISH);
    }

    /** The same in a language: that of the report, and of what "what if" has to say. */
    public HtmlReport(@Nullable WhatIfV1 whatIf, @Nullable RedactedV1 redacted, Language language) {
        this.language = language;
        this.whatIf = whatIf;
        this.redacted = redacted;
    }

    @Override
    public void write(ReportV1 report, Appendable out) throws IOException {
        PageView.Embedded embedded = new PageView.Embedded(
                RecordJson.inScript(report.inputs()),
                redacted == null || report.inputs().isEmpty() ? null : RecordJson.inScript(redacted),
                whatIf == null
                        ? null
                        : RecordJson.inScript(new Scripted(whatIf, report.shm().capacityBytes())),
                RecordJson.inScript(markdown(report)),
                RecordJson.inScript(ScriptTexts.of(language, whatIf != null)));
        PageView page = PageView.of(
                VisibleText.of(report),
                new Speech(language),
                embedded,
                resource("page.css").strip(),
                resource("page.js").strip()
                        + (whatIf == null ? "" : "\n" + resource("whatif.js").strip()));
        StringOutput html = new StringOutput(64 * 1024);
        render(page, html);
        out.append(html.toString());
    }

    /** The compiled template itself: jte's engine looks it up by reflection, which a page of the web cannot. */
    @SuppressWarnings("NullAway") // jte's own engine hands over no interceptor either
    private static void render(PageView page, StringOutput html) {
        JtepageGenerated.render(new OwaspHtmlTemplateOutput(html), null, page);
    }

    /** The answer on one screen. */
    private String markdown(ReportV1 report) throws IOException {
        StringBuilder text = new StringBuilder();
        new MarkdownReport(Detail.SCREEN, language).write(report, text);
        return text.toString();
    }

    /** What the script of "what if" reads. */
    private record Scripted(WhatIfV1 table, @Nullable Long capacity) {}

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the page's part " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
