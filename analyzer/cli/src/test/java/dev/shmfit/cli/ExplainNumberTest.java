package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.GroupRequest;
import dev.shmfit.analysis.stated.JobRequest;
import dev.shmfit.analysis.stated.NcclRequest;
import dev.shmfit.capture.Capture;
import dev.shmfit.cli.input.CaptureInput;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.number.NumberExplanation;
import dev.shmfit.reports.number.Numbers;
import dev.shmfit.shm.LoaderSpecParser;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code --explain-number}: every number of a report can be traced. */
class ExplainNumberTest {
    private static final Path CASES = Path.of(System.getProperty("shmfit.root"), "fixtures/cases");
    private static final AnalyzeJob JOB = new AnalyzeJob(
            List.of(
                    "name=train,workers=4,batch=8,sample=3x224x224:float32+int,epochs=2,pin=yes",
                    "name=val,workers=2,batch=8,sample=1MiB",
                    "name=none,workers=0"),
            List.of("world", "pp=2:sendrecv+alltoall"));

    /** What is asked of each machine. */
    private record AnalyzeJob(List<String> loaders, List<String> groups) {
        Analysis of(Capture capture) {
            return Analyzer.analyze(AnalysisRequest.of(CaptureParser.parse(capture))
                    .running(new JobRequest(
                            Optional.empty(),
                            OptionalInt.of(2),
                            groups.stream().map(GroupRequest::parse).toList(),
                            LoaderSpecParser.parseAll(loaders),
                            List.of(OtherUse.stated("ray", ByteCount.gibibytes(1)))))
                    .within(Optional.empty(), Optional.of(ByteCount.gibibytes(8)))
                    .using(new NcclRequest(Optional.empty(), true, Map.of())));
        }
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void every_number_of_a_report_has_a_name_and_an_explanation(String node) throws IOException {
        CaptureInput input = CaptureInput.read(node, Map.of(), InputStream.nullInputStream());
        Analysis analysis = JOB.of(input.capture());
        ReportV1 report = ReportMapper.of(analysis, new ReportV1.Tool("shmfit", "0"), input.origin(), input.inputs());
        Numbers numbers = Numbers.of(analysis, report);
        assertThat(numbers.names())
                .contains("shm.requiredBytes", "loaders[train].peakBytes", "budget[open-files].needs");
        assertThat(numbers.names())
                .hasSize(numbers(new ObjectMapper().readTree(JsonReport.number(report.withoutInputs()))));
        for (String name : numbers.names()) {
            NumberExplanation e = numbers.explain(name);
            assertThat(e.name()).isEqualTo(name);
            assertThat(List.of(e.value(), e.formula(), e.provenance(), e.source()))
                    .as(name)
                    .doesNotContain("");
            if (name.endsWith("Bytes") && !e.worked().isEmpty() && e.worked().contains("=")) {
                assertThat(e.worked()).as(name).contains(e.value());
            }
        }
    }

    static Stream<String> nodes() {
        return Stream.of(CASES.resolve("l4-x2-cns").toString(), Shell.observed("B4_intel_2s_nop2p.xml"));
    }

    /** Numbers of the JSON; a list of numbers counts once. */
    private static int numbers(JsonNode node) {
        if (node.isNumber()) {
            return 1;
        }
        if (node.isArray() && node.size() > 0 && node.get(0).isNumber()) {
            return 1;
        }
        int sum = 0;
        for (JsonNode child : node) {
            sum += numbers(child);
        }
        return sum;
    }

    @Test
    void the_sum_is_worked_out_from_its_parts() throws IOException {
        String xml = Shell.observed("B4_intel_2s_nop2p.xml");
        Ran ran = Shell.quiet()
                .run("analyze", xml, "--nccl=2.21.5", "--other=ray=1GiB", "--explain-number=shm.requiredBytes");
        JsonNode report = new ObjectMapper()
                .readTree(Shell.quiet()
                        .run("analyze", xml, "--nccl=2.21.5", "--other=ray=1GiB", "--format=json")
                        .out());
        long nccl = report.at("/shm/consumers/0/bytes").asLong();
        long all = report.at("/shm/requiredBytes").asLong();
        assertThat(nccl).isPositive();
        assertThat(ran.out())
                .startsWith("shm.requiredBytes = " + all)
                .contains(nccl + " (nccl) + 1073741824 (other:ray) = " + all, "(stated)");
    }

    @Test
    void an_explanation_can_be_json() throws IOException {
        Ran ran = Shell.quiet()
                .run(
                        "analyze",
                        Shell.observed("B4_intel_2s_nop2p.xml"),
                        "--format=json",
                        "--explain-number=shm.requiredBytes");
        JsonNode json = new ObjectMapper().readTree(ran.out());
        assertThat(json.at("/name").asText()).isEqualTo("shm.requiredBytes");
        assertThat(json.at("/worked").asText()).contains("(nccl)");
    }

    @Test
    void an_unknown_name_is_answered_with_the_nearest_and_with_all() {
        Ran ran = Shell.quiet()
                .run(
                        "analyze",
                        CASES.resolve("l4-x2-cns").toString(),
                        "--loader=name=train,workers=1,batch=1,sample=int",
                        "--explain-number=loaders.peakBytes");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains(
                        "did you mean loaders[train].peakBytes?",
                        "The numbers of this report:",
                        "memory.requiredBytes");
    }
}
