package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page in Korean and Chinese, with the fonts that a reader has: whole, in its boxes, and in no other language. */
@ExtendWith(InBrowser.class)
class PageLanguagesInBrowserTest {
    private static final List<Integer> WIDTHS = List.of(360, 768, 1440);

    /** A page in a language. */
    private record Told(Pages page, Language language) {
        void show(InBrowser.Desk desk, int width, boolean dark) {
            desk.browser().show(page.in(desk, language), width, dark);
        }

        @Override
        public String toString() {
            return page + ", " + language.tag();
        }
    }

    static Stream<Told> pages() {
        return Pages.reports().stream()
                .flatMap(p -> Stream.of(Language.KOREAN, Language.CHINESE).map(l -> new Told(p, l)));
    }

    /** Those that differ in what they show: one that fits, one that fails, with many findings, without a size. */
    static Stream<Told> some() {
        return pages().filter(t -> List.of(Pages.NVSWITCH, Pages.TWO_SOCKETS, Pages.UPGRADES, Pages.CUT_OFF)
                .contains(t.page()));
    }

    private static String script(String name) {
        try (InputStream in =
                Objects.requireNonNull(PageLanguagesInBrowserTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("some")
    void axe_finds_nothing(Told told, InBrowser.Desk desk) {
        Browser b = desk.browser();
        for (boolean dark : List.of(false, true)) {
            told.show(desk, dark ? 360 : 1440, dark);
            assertThat(PageInBrowserTest.violations(b)).as("dark: %s", dark).isEqualTo("");
        }
    }

    @ParameterizedTest
    @MethodSource("some")
    void paper_takes_six_sheets_at_most(Told told, InBrowser.Desk desk) {
        told.show(desk, 1440, false);
        String pdf = new String(
                Base64.getDecoder().decode((String)
                        desk.browser().command("Page.printToPDF", Map.of()).get("data")),
                StandardCharsets.ISO_8859_1);
        assertThat(pdf.split("/Type /Page\\b", -1).length - 1).isBetween(1, 6);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void at_no_width_does_a_text_leave_its_box(Told told, InBrowser.Desk desk) {
        List<String> all = new ArrayList<>();
        for (int width : WIDTHS) {
            told.show(desk, width, false);
            desk.browser().ask("document.querySelectorAll('details').forEach(d => { d.open = true; })");
            String outside = (String) desk.browser().ask(script("outside.js"));
            if (!outside.isEmpty()) {
                all.add(width + ": " + outside);
            }
        }
        assertThat(all).isEmpty();
    }
}
