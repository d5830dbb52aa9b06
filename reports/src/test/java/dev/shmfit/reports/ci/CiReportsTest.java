package dev.shmfit.reports.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.shmfit.reports.FindingV1.Severity;
import dev.shmfit.reports.Hostile;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.Samples;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

/** Do the formats for other programs hold to what those programs read, whatever the names in a report are? */
class CiReportsTest {
    private static final List<String> HOSTILE = List.of(
            "</failure></testsuite>",
            "]]>",
            "a\u0000b\u001b[31m",
            "\ud800",
            "x\"} 1\ny",
            "::error::%0A",
            "a b:c?d#e%",
            "../\\",
            "\u202e");

    static Stream<ReportV1> reports() throws IOException {
        List<ReportV1> all = new ArrayList<>(Samples.all().values());
        for (String text : HOSTILE) {
            all.add(Hostile.with(Samples.pcie4Fails(), text));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void junit_xml_is_valid_and_counts_what_it_holds(ReportV1 report) throws IOException, SAXException {
        String xml = written(new JunitReport(), report);

        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new StringReader(resource("junit-10.xsd"))))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
        assertThat(xml.split("<testcase ", -1)).hasSize(report.findings().size() + 1);
        assertThat(xml.split("<failure ", -1)).hasSize(count(report, Severity.PROBLEM) + 1);
        assertThat(xml).contains("failures=\"" + count(report, Severity.PROBLEM) + "\"");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void sarif_is_valid_and_each_finding_is_a_result_of_its_rule(ReportV1 report) throws IOException {
        String sarif = written(new SarifReport(), report);

        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                .getSchema(resource("sarif-2.1.0.schema.json"), InputFormat.JSON);
        assertThat(schema.validate(
                        sarif, InputFormat.JSON, c -> c.executionConfig(e -> e.formatAssertionsEnabled(true))))
                .isEmpty();
        JsonNode run = JsonMapper.builder().build().readTree(sarif).get("runs").get(0);
        assertThat(run.get("results")).hasSize(report.findings().size());
        for (JsonNode result : run.get("results")) {
            JsonNode rule = run.get("tool")
                    .get("driver")
                    .get("rules")
                    .get(result.get("ruleIndex").asInt());
            assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
            String id = rule.get("id").asText();
            String plain = id.matches("[a-z0-9-]+") ? id : "";
            assertThat(rule.get("helpUri").asText())
                    .startsWith("https://shmfit.dev/findings/" + plain)
                    .endsWith(".html");
        }
    }

    /** GitHub's code scanning passes over a result without a file and line, and shows one that fails as an alert. */
    @ParameterizedTest
    @MethodSource("reports")
    void code_scanning_can_place_each_result_and_takes_no_note_for_a_failure(ReportV1 report) throws IOException {
        JsonNode results = JsonMapper.builder()
                .build()
                .readTree(written(new SarifReport(), report))
                .at("/runs/0/results");
        for (int i = 0; i < results.size(); i++) {
            JsonNode result = results.get(i);
            assertThat(result.at("/locations").findValues("physicalLocation")).isNotEmpty();
            assertThat(result.at("/locations").findValues("physicalLocation")).allSatisfy(p -> {
                assertThat(p.at("/artifactLocation/uri").asText()).isNotEmpty().doesNotStartWith("-");
                assertThat(p.at("/region/startLine").asInt()).isPositive();
            });
            boolean fails = result.get("kind").asText().equals("fail");
            assertThat(fails).isEqualTo(!result.get("level").asText().equals("none"));
            Severity severity = report.findings().get(i).severity();
            assertThat(fails).isEqualTo(severity == Severity.PROBLEM || severity == Severity.WARNING);
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void each_annotation_is_one_line(ReportV1 report) throws IOException {
        List<String> lines = written(new GithubReport(), report).lines().toList();

        assertThat(lines).hasSize(report.findings().size() - count(report, Severity.OK));
        assertThat(lines).allMatch(l -> l.matches("::(error|warning|notice) [^:]*title=[^:,]*::.+"));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void promtool_takes_the_metrics(ReportV1 report, @TempDir Path folder) throws IOException, InterruptedException {
        Path metrics = folder.resolve("shmfit.prom");
        Files.writeString(metrics, written(new PrometheusReport(), report), StandardCharsets.UTF_8);
        Path said = folder.resolve("said.txt");
        Process promtool;
        try {
            promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectInput(metrics.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            String why = "promtool is not here (Debian: package prometheus): " + e.getMessage();
            if (Boolean.getBoolean("shmfit.tests.required")) {
                fail(why);
            }
            abort(why);
            return;
        }
        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said)).isEmpty();
        assertThat(promtool.exitValue()).isZero();
    }

    @Test
    void a_figure_that_is_not_known_has_no_metric() throws IOException {
        assertThat(written(new PrometheusReport(), Samples.pcie4Fails()))
                .contains(
                        "\nshmfit_shm_size_bytes 67108864\n",
                        "shmfit_verdict{scope=\"nccl+loaders\",status=\"fails\"} 1\n");
        assertThat(written(new PrometheusReport(), Samples.thinUnknown())).doesNotContain("shmfit_shm_size_bytes");
    }

    @Test
    void a_file_is_a_physical_location_and_a_flag_a_logical_one() throws IOException {
        String sarif = written(new SarifReport(), Samples.pcie4Fails());
        assertThat(sarif).contains("\"uri\" : \"nvidia-smi-topo-m.txt\"", "\"startLine\" : 2");
        assertThat(written(new SarifReport(), said("--shm-size", null)))
                .contains("\"fullyQualifiedName\" : \"--shm-size\"")
                .doesNotContain("\"uri\" : \"--shm-size\"");
        assertThat(written(new SarifReport(), said("--workload job.yaml", "job.yaml")))
                .contains("\"uri\" : \"job.yaml\"")
                .doesNotContain("\"fullyQualifiedName\" : \"--workload");
        // A file may be called like a flag.
        assertThat(written(new SarifReport(), Hostile.with(Samples.pcie4Fails(), "--shm-size")))
                .contains("\"uri\" : \"--shm-size\"");
    }

    /** A report whose findings rest on what the user said, in a file or in none. */
    private static ReportV1 said(String source, @Nullable String file) throws IOException {
        ObjectNode report = JsonMapper.builder().build().valueToTree(Samples.pcie4Fails());
        for (JsonNode evidence : report.findParents("source")) {
            if (evidence instanceof ObjectNode e && e.has("text") && e.has("line")) {
                e.put("source", source).put("stated", true);
                if (file != null) {
                    e.put("file", file);
                }
            }
        }
        return JsonMapper.builder().build().treeToValue(report, ReportV1.class);
    }

    private static int count(ReportV1 report, Severity severity) {
        return (int)
                report.findings().stream().filter(f -> f.severity() == severity).count();
    }

    private static String written(ReportWriter writer, ReportV1 report) throws IOException {
        StringBuilder text = new StringBuilder();
        writer.write(report, text);
        return text.toString();
    }

    private static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(CiReportsTest.class.getResourceAsStream("/schemas/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
