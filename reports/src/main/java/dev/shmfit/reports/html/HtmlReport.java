package dev.shmfit.reports.html;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shmfit.reports.RedactedV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.reports.WhatIfV1;
import dev.shmfit.reports.text.Detail;
import dev.shmfit.reports.text.MarkdownReport;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The report as one self-contained page: no request leaves it, scripts only add comfort, and everything that came from a
 * machine is escaped by the place where it stands.
 */
public final class HtmlReport implements ReportWriter {
    private final @Nullable WhatIfV1 whatIf;
    private final @Nullable RedactedV1 redacted;

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
        this.whatIf = whatIf;
        this.redacted = redacted;
    }

    @Override
    public void write(ReportV1 report, Appendable out) throws IOException {
        PageView.Embedded embedded = new PageView.Embedded(
                InScript.WRITER.writeValueAsString(report.inputs()),
                redacted == null || report.inputs().isEmpty() ? null : InScript.WRITER.writeValueAsString(redacted),
                whatIf == null
                        ? null
                        : InScript.WRITER.writeValueAsString(
                                new Scripted(whatIf, report.shm().capacityBytes())),
                InScript.WRITER.writeValueAsString(markdown(report)));
        PageView page = PageView.of(
                VisibleText.of(report),
                embedded,
                resource("page.css").strip(),
                resource("page.js").strip()
                        + (whatIf == null ? "" : "\n" + resource("whatif.js").strip()));
        StringOutput html = new StringOutput(64 * 1024);
        Engine.TEMPLATES.render("page.jte", page, html);
        out.append(html.toString());
    }

    /** The answer on one screen. */
    private static String markdown(ReportV1 report) throws IOException {
        StringBuilder text = new StringBuilder();
        new MarkdownReport(Detail.SCREEN).write(report, text);
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

    /** Made when first needed: the other writers do without templates. */
    private static final class Engine {
        static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
                null, ContentType.Html, HtmlReport.class.getClassLoader(), "dev.shmfit.reports.html");
    }

    /** JSON that cannot end the script element that it stands in, whatever its strings hold. */
    private static final class InScript extends CharacterEscapes {
        static final ObjectWriter WRITER = JsonMapper.builder().build().writer().with(new InScript());
        private static final long serialVersionUID = 1L;
        private static final String HARMFUL = "<>&'";

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            HARMFUL.chars().forEach(c -> codes[c] = ESCAPE_CUSTOM);
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            boolean harmful = HARMFUL.indexOf(c) >= 0 || c == 0x2028 || c == 0x2029;
            return harmful ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c)) : null;
        }
    }
}
