package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.reports.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command writes as JSON names its schema and obeys it. */
class PublishedSchemasTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final String NODE =
            ROOT.resolve("fixtures/nodes/rtx4090-x2/capture").toString();
    private static final String LOADER = "--loader=workers=2,batch=2,sample=1MiB,sample-time=1ms,step-time=2ms";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("report", List.of("analyze", NODE, LOADER, "--nccl=all", "--shm-size=64m")),
                Arguments.of("report", List.of("analyze", NODE, "--gpus=0", "--platform=kuberay", "--shm-size=1m")),
                Arguments.of("report", List.of("check", "--timeout=1")),
                Arguments.of("report", List.of("check", "--timeout=1", LOADER, "--platform=azureml")),
                Arguments.of("plan", List.of("plan", NODE, LOADER, "--sweep=workers=0..3")),
                Arguments.of("plan", List.of("plan", NODE, "--sweep", "nccl=2.21..2.27", "sys-nice=yes,no")),
                Arguments.of("explain", List.of("explain", "shm-too-small")),
                Arguments.of("explain", List.of("explain", "9637892")),
                Arguments.of("number", List.of("analyze", NODE, "--explain-number", "shm.requiredBytes")),
                Arguments.of("findings", List.of("findings")),
                Arguments.of("findings", List.of("findings", "shm-too-small")),
                Arguments.of("rules", List.of("rules")),
                Arguments.of(
                        "lint",
                        List.of(
                                "lint",
                                ROOT.resolve("fixtures/manifests/corpus").toString())));
    }

    private static List<String> complaints(String schema, String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void a_document_names_its_schema_and_obeys_it(String name, List<String> command) throws IOException {
        String[] all =
                Stream.concat(command.stream(), Stream.of("--format=json")).toArray(String[]::new);
        Ran ran = Shell.quiet().run(all);
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        assertThat(MAPPER.readTree(ran.out()).get("$schema").asText()).isEqualTo(Schemas.urn(name));
        String schema = Shell.quiet().run("schema", name).out();
        assertThat(complaints(schema, ran.out())).isEmpty();
        assertThat(complaints(schema, "{}")).isNotEmpty();
    }

    static Stream<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("fixtures/captures/logs"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("logs")
    void the_explanation_of_a_log_and_what_a_log_alone_shows_obey_theirs(Path log) {
        for (List<String> command : List.of(List.of("explain"), List.of("verify", "--nccl-log"))) {
            String[] all = Stream.concat(command.stream(), Stream.of(log.toString(), "--format=json"))
                    .toArray(String[]::new);
            Ran ran = Shell.quiet().run(all);
            assertThat(ran.exitCode()).as(ran.err()).isIn(0, 3);
            if (!ran.out().isEmpty()) {
                assertThat(complaints(Schemas.text(command.get(0)), ran.out())).isEmpty();
            }
        }
    }

    @Test
    void each_line_of_a_watch_obeys_its_schema() {
        Ran ran = Shell.quiet().run("watch", "--for", "1");
        assertThat(ran.out().lines())
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(complaints(Schemas.text("watch"), line)).isEmpty());
    }

    @Test
    void every_schema_is_listed_printed_and_named_by_its_own_id() throws IOException {
        List<String> listed = Shell.quiet()
                .run("schema")
                .out()
                .lines()
                .map(l -> l.split(" ", -1)[0])
                .toList();
        assertThat(listed).containsAll(Schemas.NAMES).contains("workload");
        for (String name : listed) {
            JsonNode schema = MAPPER.readTree(Shell.quiet().run("schema", name).out());
            assertThat(schema.get("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(schema.get("$id").asText()).contains(name + "-1");
        }
        Ran ran = Shell.quiet().run("schema", "raport");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("did you mean report?");
    }

    @Test
    void what_a_log_alone_shows_has_the_form_of_a_reports_verification() throws IOException {
        JsonNode report = MAPPER.readTree(Schemas.text("report"));
        JsonNode verify = MAPPER.readTree(Schemas.text("verify"));
        for (String key : List.of("required", "properties")) {
            assertThat(verify.at("/properties/verification/" + key))
                    .isEqualTo(report.at("/properties/verification/" + key));
        }
        for (Map.Entry<String, JsonNode> d : verify.at("/$defs").properties()) {
            assertThat(d.getValue()).isEqualTo(report.at("/$defs/" + d.getKey()));
        }
    }
}
