package dev.shmfit.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.reports.Hostile;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.Samples;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "</style></title></textarea><svg onload=alert(1)>",
                "<!--<script>",
                "]]>",
                "&lt;b&gt;&amp;",
                "javascript:alert(1)",
                "${7*7} $unsafe{x} @if(true)",
                "</bdi></code></pre></details><h1>owned</h1>"
            })
    void markup_in_any_field_shows_as_text_and_changes_no_element(String text) throws IOException {
        ReportV1 spoilt = Hostile.with(Samples.pcie4Fails(), text);
        Document page = Jsoup.parse(HtmlReportTest.html(spoilt));
        Document harmless = Jsoup.parse(HtmlReportTest.html(Hostile.with(Samples.pcie4Fails(), "harmless")));

        assertThat(elements(page)).isEqualTo(elements(harmless));
        assertThat(attributes(page)).isEqualTo(attributes(harmless));
        assertThat(page.select("h1").text()).isEqualTo(text);
        assertThat(page.title()).endsWith(text);
        assertThat(new ObjectMapper()
                        .readValue(
                                page.expectFirst("#inputs-data").data(), new TypeReference<List<ReportV1.Input>>() {}))
                .isEqualTo(spoilt.inputs());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u202egnp.exe", "\u2066\u200f\u061c", "\u001b[31mred", "a\u0000b", "line\nbreak", "\ud800"})
    void what_would_act_on_the_reader_is_replaced_by_a_visible_mark(String text) throws IOException {
        Document page = Jsoup.parse(HtmlReportTest.html(Hostile.with(Samples.wide16(), text)));

        page.select("#inputs-data").remove();
        page.select("style, pre").remove();
        assertThat(page.select("h1").text())
                .doesNotContain("\u202e", "\u2066", "\u200f", "\u061c", "\u001b", "\u0000", "\n");
        assertThat(page.html()
                        .codePoints()
                        .filter(c -> Character.getType(c) == Character.FORMAT)
                        .toArray())
                .isEmpty();
        assertThat(page.html().codePoints().filter(c -> c < 0x20 && c != '\n').toArray())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\ud83d\udc27"})
    void a_name_of_ten_thousand_characters_is_cut_short_everywhere(String letter) throws IOException {
        ReportV1 spoilt = Hostile.with(Samples.pcie4Fails(), letter.repeat(10_000));
        String html = HtmlReportTest.html(spoilt);
        Document page = Jsoup.parse(html);
        page.select("#inputs-data, pre").remove();

        assertThat(page.getAllElements().stream()
                        .mapToInt(e -> e.ownText().length())
                        .max()
                        .orElse(0))
                .isLessThanOrEqualTo(1_600);
        assertThat(page.select("body > header bdi").eachText())
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(name).hasSizeLessThanOrEqualTo(165).endsWith("…"));
        assertThat(html).doesNotContain("\ufffd");
    }

    private static List<String> elements(Document page) {
        return page.getAllElements().stream().map(Element::tagName).collect(Collectors.toList());
    }

    private static Set<String> attributes(Document page) {
        Set<String> names = new TreeSet<>();
        page.getAllElements().forEach(e -> e.attributes().forEach(a -> names.add(e.tagName() + " " + a.getKey())));
        return names;
    }
}
