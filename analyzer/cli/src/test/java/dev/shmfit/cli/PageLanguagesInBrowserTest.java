package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;

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
    @MethodSource("pages")
    void nothing_stays_english_but_names_commands_and_terms(Told told, InBrowser.Desk desk) {
        told.show(desk, 1440, false);
        assertThat(desk.browser().ask("return document.documentElement.lang"))
                .isEqualTo(told.language().htmlTag());
        assertThat(desk.browser().ask(script("english.js"))).asString().isEmpty();
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

    @ParameterizedTest
    @MethodSource("some")
    void every_letter_is_in_a_font_and_in_that_of_the_language(Told told, InBrowser.Desk desk) {
        Browser b = desk.browser();
        told.show(desk, 1440, false);
        String letters = (String) b.ask(script("tofu.js"), "");
        if (!Boolean.getBoolean("shmfit.tests.required")) {
            assumeTrue(letters.endsWith(":"), "fonts for Korean and Chinese (Debian: apt-get install fonts-noto-cjk)");
        }
        assertThat(letters).endsWith(":");
        assertThat(Integer.parseInt(letters.substring(0, letters.indexOf(':')), 10))
                .isGreaterThan(100);
        assertThat((String) b.ask(script("tofu.js"), "\uDBFF\uDFFC"))
                .as("a letter that no font has is noticed")
                .endsWith("\uDBFF\uDFFC");
        assertThat(fonts(b))
                .as("the forms of the language, not those of another that shares its letters")
                .anyMatch(font -> font.endsWith(told.language() == Language.KOREAN ? " KR" : " SC"))
                .noneMatch(font -> font.endsWith(told.language() == Language.KOREAN ? " SC" : " KR"))
                .noneMatch(font -> font.endsWith(" JP"));
    }

    /** The fonts in which headings, paragraphs and cells are drawn. */
    private static Set<String> fonts(Browser b) {
        b.command("DOM.enable", Map.of());
        b.command("CSS.enable", Map.of());
        int root = told(b, "DOM.getDocument", Map.of()).at("/root/nodeId").asInt();
        JsonNode nodes = told(b, "DOM.querySelectorAll", Map.of("nodeId", root, "selector", "h1, h2, h3, p, th, code"));
        Set<String> fonts = new TreeSet<>();
        for (JsonNode node : nodes.path("nodeIds")) {
            told(b, "CSS.getPlatformFontsForNode", Map.of("nodeId", node.asInt()))
                    .path("fonts")
                    .forEach(f -> fonts.add(f.path("familyName").asText()));
        }
        b.command("CSS.disable", Map.of());
        b.command("DOM.disable", Map.of());
        return fonts;
    }

    private static JsonNode told(Browser b, String method, Map<String, Object> parameters) {
        return new ObjectMapper().valueToTree(b.command(method, parameters));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void what_if_answers_in_the_language(Language language, InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.TWO_SOCKETS.in(desk, language), 1440, false);
        for (String change : List.of(
                "if-containers=2",
                "if-channels=2",
                "if-batch=0",
                "if-batch=128",
                "if-size=-1",
                "if-size=",
                "if-size=64",
                "if-workers=0",
                "if-sample=1e9")) {
            String[] field = change.split("=", -1);
            b.ask("""
                    const field = document.getElementById(arguments[0]);
                    field.value = arguments[1];
                    field.dispatchEvent(new Event('change', { bubbles: true }));""", field[0], field[1]);
            assertThat(b.ask("return document.querySelector('.outcome').innerText"))
                    .as(change)
                    .asString()
                    .doesNotContain("undefined", "{")
                    .containsPattern(language == Language.KOREAN ? "[가-힣]" : "\\p{IsHan}");
        }
        assertThat(b.ask(script("english.js"))).asString().isEmpty();
    }

    static Stream<Language> languages() {
        return Stream.of(Language.KOREAN, Language.CHINESE);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void the_short_report_is_copied_in_the_language(Language language, InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.TWO_SOCKETS.in(desk, language), 1440, false);
        b.ask("window.copied = ''; navigator.clipboard.writeText = async t => { window.copied = t; };");
        b.driver().findElement(By.cssSelector(".ticket button")).click();
        assertThat(b.ask("return window.copied"))
                .asString()
                .startsWith(language == Language.KOREAN ? "## 실패: " : "## 失败: ");
        assertThat(b.ask("return document.querySelector('.ticket button').textContent"))
                .isEqualTo(language == Language.KOREAN ? "복사됨" : "已复制");
    }

    @Test
    void english_and_texts_outside_their_boxes_are_noticed(InBrowser.Desk desk) {
        Browser b = desk.browser();
        b.show(Pages.TWO_SOCKETS.in(desk), 1440, false);
        assertThat((String) b.ask(script("english.js")))
                .contains("aria-label: Parts of the report", "h2.: The budget of /dev/shm", "GPU0 to GPU1");
        assertThat(b.ask(script("outside.js"))).isEqualTo("");
        b.ask("document.querySelector('.chip .name').textContent = 'GPU0 with a long name'");
        b.ask("const s = document.querySelector('.ticket button').style; s.width = '2rem'; s.display = 'block';"
                + " s.whiteSpace = 'nowrap'");
        assertThat((String) b.ask(script("outside.js"))).contains("wider than its shape", "wider than its box");
    }
}
