package dev.shmfit.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.reports.CommunicatorV1.Pair;
import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {
    private static final int LARGEST_FOR_8_GPUS = 400_000;

    static Set<String> samples() {
        return Samples.all().keySet();
    }

    @Test
    void the_verdict_stands_first_with_one_number() throws IOException {
        Document page = page(Samples.pcie4Fails());

        Element verdict = page.select("main > section").get(0);
        assertThat(verdict.select(".status").text()).isEqualTo("Fails");
        assertThat(verdict.select(".number").text()).isEqualTo("892.5");
        assertThat(verdict.select(".unit").text()).isEqualTo("MiB");
        assertThat(verdict.select("h1").text()).isEqualTo("needs 892.5 MiB of /dev/shm, has 64.0 MiB");
        assertThat(verdict.select(".first a").attr("href")).isEqualTo("#finding-shm-too-small");
    }

    @Test
    void where_nccl_fails_before_it_needs_anything_no_number_pretends_otherwise() throws IOException {
        Element verdict = page(Samples.nvlinkBroken()).select("main > section").get(0);

        assertThat(verdict.select(".number")).isEmpty();
        assertThat(verdict.select(".figure").text()).isEqualTo("init");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void the_page_has_its_landmarks_and_one_heading_of_the_first_order(String sample) throws IOException {
        Document page = page(Samples.named(sample));

        assertThat(page.documentType()).isNotNull();
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("body > header, body > main, body > footer")).hasSize(3);
        assertThat(page.select("nav[aria-label]")).hasSize(1);
        assertThat(page.select("h1")).hasSize(1);
        assertThat(
                        page.select(
                                "table:not(:has(caption)), [role=img]:not([aria-labelledby]), figure:not(:has(figcaption)):not([aria-label])"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothing_is_loaded_from_anywhere(String sample) throws IOException {
        String html = html(Samples.named(sample));
        Document page = Jsoup.parse(html);

        assertThat(page.select("[src], link, iframe, object, embed, base, form, [srcset], [background]"))
                .isEmpty();
        assertThat(page.select("[href]:not([href^=#])")).isEmpty();
        assertThat(html).doesNotContain("http:", "https:", "@import", "url(");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_reference_within_the_page_meets_exactly_one_id(String sample) throws IOException {
        Document page = page(Samples.named(sample));
        List<String> ids = page.select("[id]").eachAttr("id");

        assertThat(ids).doesNotHaveDuplicates();
        for (Element link : page.select("[href]")) {
            assertThat(ids).contains(link.attr("href").substring(1));
        }
        for (String attribute : List.of("for", "aria-labelledby")) {
            for (Element element : page.select("[" + attribute + "]")) {
                assertThat(ids).contains(element.attr(attribute).split(" "));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void each_cell_of_the_matrix_leads_to_the_trace_of_its_pair(String sample) throws IOException {
        ReportV1 report = Samples.named(sample);
        Document page = page(report);
        for (Pair pair : report.nccl().communicators().get(0).pairs()) {
            Element cell = page.select(".matrix tbody tr")
                    .get(pair.from())
                    .select("td")
                    .get(pair.to());
            Element trace = page.expectFirst(cell.select("a").attr("href"));

            assertThat(cell.select("small").text()).isEqualTo(pair.path());
            assertThat(cell.select("a").attr("aria-label"))
                    .startsWith("GPU" + pair.from() + " to GPU" + pair.to() + ": " + pair.transport());
            assertThat(trace.select("li").eachText()).isEqualTo(pair.trace());
            assertThat(trace.select("code").text()).isEqualTo(pair.rule());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_fix_can_be_copied_to_the_letter(String sample) throws IOException {
        Document page = page(Samples.named(sample));
        List<String> blocks =
                page.select(".copyable code").stream().map(Element::wholeText).toList();
        for (FindingV1 finding : Samples.named(sample).findings()) {
            for (FindingV1.Fix fix : finding.fixes()) {
                assertThat(blocks).contains(fix.snippet());
            }
        }
    }

    @Test
    void findings_stand_worst_first_and_those_passed_are_folded() throws IOException {
        Document page = page(Samples.pcie4Fails());

        assertThat(page.select("#findings > .finding .severity").eachText()).containsExactly("Problem", "Not assessed");
        assertThat(page.select("#findings details.passed:not([open]) .finding .severity")
                        .eachText())
                .containsExactly("Passed");
    }

    @Test
    void the_inputs_come_back_from_the_page_as_they_went_in() throws IOException {
        ReportV1 report = Samples.pcie4Fails();
        String data = page(report).expectFirst("#inputs-data").data();

        assertThat(new ObjectMapper().readValue(data, new TypeReference<List<ReportV1.Input>>() {}))
                .isEqualTo(report.inputs());
    }

    @Test
    void a_page_for_eight_gpus_without_inputs_is_small() throws IOException {
        assertThat(html(Samples.nvswitch8Fits()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(LARGEST_FOR_8_GPUS);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void equal_reports_give_equal_pages(String sample) throws IOException {
        assertThat(html(Samples.named(sample))).isEqualTo(html(Samples.named(sample)));
    }

    static Document page(ReportV1 report) throws IOException {
        return Jsoup.parse(html(report));
    }

    static String html(ReportV1 report) throws IOException {
        StringBuilder out = new StringBuilder();
        new HtmlReport().write(report, out);
        return out.toString();
    }
}
