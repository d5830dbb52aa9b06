package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said to narrow a range does so, as far as it says. */
class NarrowingsTest {
    private static final String PAIR = """
            \tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity
            GPU0\t X \tPHB\t0-31\t0
            GPU1\tPHB\t X \t0-31\t0
            """;
    private static final String BRIDGED = """
            \tGPU0\tGPU1\tGPU2\tGPU3\tCPU Affinity\tNUMA Affinity
            GPU0\t X \tNV4\tSYS\tSYS\t0-15\t0
            GPU1\tNV4\t X \tSYS\tSYS\t0-15\t0
            GPU2\tSYS\tSYS\t X \tNV4\t16-31\t1
            GPU3\tSYS\tSYS\tNV4\t X \t16-31\t1
            """;
    private static final String SWITCHED = """
            \tGPU0\tGPU1\tGPU2\tGPU3\tCPU Affinity\tNUMA Affinity
            GPU0\t X \tPIX\tSYS\tSYS\t0-15\t0
            GPU1\tPIX\t X \tSYS\tSYS\t0-15\t0
            GPU2\tSYS\tSYS\t X \tPIX\t16-31\t1
            GPU3\tSYS\tSYS\tPIX\t X \t16-31\t1
            """;

    private static AnalysisRequest request(String table) {
        return AnalysisRequest.of(
                CaptureParser.parse(Capture.of("drawn", List.of(new CapturedItem.Text(CaptureFiles.TOPO, table)))));
    }

    private static Optional<Uncertain> demand(AnalysisRequest request) {
        return Analyzer.analyze(request).uncertain().stream()
                .filter(u -> u.field().equals("requiredBytes"))
                .findFirst();
    }

    private static long required(AnalysisRequest request) {
        return Analyzer.analyze(request).need().demand().required().bytes();
    }

    record Stated(String table, String statement, Narrowing.Part part) {
        @Override
        public String toString() {
            return statement;
        }
    }

    static Stream<Stated> statements() {
        List<Stated> all = new ArrayList<>();
        for (String table : List.of(PAIR, BRIDGED, SWITCHED)) {
            for (Narrowing n : demand(request(table)).orElseThrow().narrowings()) {
                for (Narrowing.Part part : n.parts()) {
                    part.values().stream()
                            .filter(v -> !v.contains("below"))
                            .map(v -> new Stated(table, n.fact() + "=" + v, part))
                            .forEach(all::add);
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void a_fact_that_is_stated_leaves_what_was_said(Stated stated) {
        AnalysisRequest narrower =
                request(stated.table()).stating(StatedFactsParser.parse(List.of(stated.statement()), f -> f));
        Optional<Uncertain> left = demand(narrower);
        long most = required(narrower);
        assertThat(most).isEqualTo(stated.part().max());
        assertThat(left.map(Uncertain::min).orElse(most))
                .isGreaterThanOrEqualTo(stated.part().min());
    }

    @Test
    void the_fact_that_narrows_most_stands_first_and_the_option_is_ready_to_paste() {
        for (String table : List.of(PAIR, BRIDGED, SWITCHED)) {
            List<Narrowing> all = demand(request(table)).orElseThrow().narrowings();
            assertThat(all).extracting(Narrowing::remaining).isSorted();
            assertThat(all)
                    .extracting(Narrowing::fact)
                    .doesNotContain("compute-capability")
                    .contains("gpu");
            // What an input is called is the command line's to say; without it the input's plain name stands there.
            assertThat(all)
                    .allSatisfy(n -> assertThat(n.statement())
                            .contains(n.fact().equals("nccl-xml") ? UserInput.NCCL_XML.toString() : n.fact())
                            .doesNotContain("VALUE"));
        }
    }

    @Test
    void every_value_of_a_fact_stands_in_one_part() {
        Narrowing cpu = demand(request(PAIR)).orElseThrow().narrowings().stream()
                .filter(n -> n.fact().equals("cpu"))
                .findFirst()
                .orElseThrow();
        assertThat(cpu.parts())
                .flatExtracting(Narrowing.Part::values)
                .doesNotHaveDuplicates()
                .contains("amd", "arm");
        assertThat(cpu.parts()).extracting(Narrowing.Part::max).doesNotHaveDuplicates();
    }
}
