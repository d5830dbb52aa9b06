package dev.shmfit.cli;

import dev.shmfit.reports.html.HtmlReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What of a page is approved: its own content. Its style and its program are the same on every page; they stand once,
 * as resources, and a page must hold exactly those.
 */
final class ApprovedPage {
    private static final String STYLE = "<style>\n%s\n</style>\n";
    private static final String SCRIPT = "<script>\n%s\n</script>\n";

    private ApprovedPage() {}

    /** The page with the names of the resources in place of their text. */
    static String of(String page) {
        String script = page.contains("id=\"whatif-data\"")
                ? resource("page.js") + "\n" + resource("whatif.js")
                : resource("page.js");
        String named = page.contains("id=\"whatif-data\"") ? "page.js whatif.js" : "page.js";
        return replaced(replaced(page, STYLE, resource("page.css"), "page.css"), SCRIPT, script, named);
    }

    private static String replaced(String page, String element, String text, String name) {
        String whole = element.replace("%s", text);
        int at = page.indexOf(whole);
        if (at < 0 || page.indexOf(whole, at + 1) >= 0) {
            throw new AssertionError("the page does not embed " + name + " once, as it is");
        }
        return page.substring(0, at)
                + element.replace("%s", "/* " + name + " */")
                + page.substring(at + whole.length());
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
