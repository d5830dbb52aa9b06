package dev.shmfit.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What axe finds wrong with a page for people who cannot see it, or not well. */
final class Axe {
    private static final String SCRIPT = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private Axe() {}

    @SuppressWarnings("unchecked")
    static List<String> violations(Browser page) {
        try (InputStream in = Axe.class.getResourceAsStream(SCRIPT)) {
            page.script(new String(Objects.requireNonNull(in, SCRIPT).readAllBytes(), StandardCharsets.UTF_8)
                    + "; window.axe = axe;");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<String>) Objects.requireNonNull(page.driver()
                .executeAsyncScript("const done = arguments[0];"
                        + "axe.run({ iframes: false }).then(r => done(r.violations.map(v => v.id + ': '"
                        + " + v.nodes.map(n => n.html.slice(0, 200)).join('; '))), e => done([String(e)]));"));
    }
}
