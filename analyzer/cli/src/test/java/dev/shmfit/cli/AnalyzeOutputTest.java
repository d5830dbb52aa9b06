package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.shmfit.cli.options.Format;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.reports.JsonReport;
import dev.shmfit.reports.text.TextStyle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code shmfit analyze} answers: where the report goes, in which form, and with which exit code. */
class AnalyzeOutputTest {
    private static final String XML = Shell.observed("B4_intel_2s_nop2p.xml");

    @TempDir
    Path directory;

    @Test
    void the_exit_code_says_whether_the_job_fits() {
        assertThat(analyze("--shm-size", "64m", "--env", "NCCL_CUMEM_ENABLE=0").exitCode())
                .isEqualTo(1);
        assertThat(analyze("--shm-size", "64g").exitCode()).isZero();
        assertThat(analyze().exitCode()).isZero();
        assertThat(analyze().out()).startsWith("UNKNOWN");
    }

    @Test
    void a_warning_fails_the_gate_only_where_that_was_asked_for() throws IOException {
        // Room for what is needed, but not for what is recommended.
        long required = json("--nccl", "2.21.5").at("/shm/requiredBytes").asLong();
        String[] tight = {"--nccl", "2.21.5", "--shm-size", Long.toString(required)};
        assertThat(severities(tight)).contains("warning").doesNotContain("problem");
        assertThat(analyze(tight).exitCode()).isZero();
        assertThat(analyze(with(tight, "--fail-on", "warning")).exitCode()).isEqualTo(1);
        String[] ample = {"--nccl", "2.21.5", "--shm-size", "64g"};
        assertThat(severities(ample)).doesNotContain("warning", "problem");
        assertThat(analyze(with(ample, "--fail-on=warning")).exitCode()).isZero();
    }

    @Test
    void the_option_for_nodes_states_the_fact() throws IOException {
        JsonNode two = json("--nodes", "2");
        assertThat(two).isEqualTo(json("--assume", "nodes=2")).isNotEqualTo(json());
        assertThat(analyze("--nodes", "2", "--details").out()).contains("The job spans 2 nodes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--ranks 2",
                "--gpus 2,0 --nccl all",
                "--shm-size 64m --memory-limit 1GiB --loader name=train,workers=4,prefetch=2,batch=32,sample=3x224x224:float32",
                "--group world --group tp=2:allreduce+share --other ray=1GiB --assume channels=2 --env NCCL_P2P_LEVEL=SYS"
            })
    void json_on_standard_output_is_json_alone_and_as_published(String options) throws IOException {
        Ran ran = analyze(with(options.split(" "), "--format", "json"));
        assertThat(ran.err()).isEmpty();
        assertThat(schema().validate(ran.out(), InputFormat.JSON)).isEmpty();
        assertThat(JsonReport.read(ran.out()).tool().version()).isEqualTo(Shell.VERSION);
        assertThat(ran.out()).doesNotContain("/fixtures/observed");
    }

    @Test
    void every_option_reaches_the_analysis() throws IOException {
        JsonNode report =
                json("--gpus 3,1 --group dp=2:allreduce --other ray=1GiB --shm-size 3g --memory-limit 5g --nccl 2.19.3"
                        .concat(
                                " --env NCCL_BUFFSIZE=1048576 --assume ranks-per-process=1 --assume cumem-granularity=2m")
                        .concat(" --loader name=train,workers=3,batch=2,sample=1m")
                        .split(" "));
        assertThat(report.at("/nccl/communicators/0/ranks").toString()).isEqualTo("[0,1]");
        assertThat(report.at("/nccl/communicators/0/group").asText()).isEqualTo("dp");
        assertThat(report.at("/nccl/version").asText()).isEqualTo("2.19.3");
        assertThat(report.at("/nccl/env/NCCL_BUFFSIZE").asText()).isEqualTo("1048576");
        assertThat(report.at("/shm/sizeBytes").asLong()).isEqualTo(3L << 30);
        assertThat(report.at("/memory/limitBytes").asLong()).isEqualTo(5L << 30);
        assertThat(report.at("/loaders/0/name").asText()).isEqualTo("train");
        assertThat(report.at("/shm/consumers").toString()).contains("other:ray", "1073741824", "loader:train");
        assertThat(report.at("/assumptions").toString()).contains("ranks-per-process", "cumem-granularity", "stated");
        assertThat(json("--ranks", "3").at("/nccl/communicators/0/ranks").toString())
                .isEqualTo("[0,1,2]");
        assertThat(json("--nccl", "all").at("/nccl/versions").size()).isGreaterThan(3);
    }

    @Test
    void a_gpu_that_the_node_lacks_is_wrong_usage() {
        for (String[] options : new String[][] {{"--gpus", "0,9"}, {"--ranks", "5"}}) {
            Ran ran = analyze(options);
            assertThat(ran.exitCode()).as(ran.err()).isEqualTo(2);
            assertThat(ran.err()).startsWith("shmfit analyze: ").contains(options[0]);
        }
    }

    @Test
    void one_format_goes_to_the_file_and_a_word_to_the_person_at_the_terminal() throws IOException {
        Path file = directory.resolve("some.thing");
        Ran ran = analyze("--shm-size", "64m", "--nccl=2.21.5", "--format", "json", "-o", file.toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(2).last().isEqualTo("The report is in " + file);
        assertThat(ran.err()).startsWith("fails: NCCL alone needs ");
        assertThat(schema().validate(Files.readString(file), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "report.html", "report.txt", "report.v2"})
    void several_formats_go_to_files_that_share_a_name(String name) throws IOException {
        Ran ran = analyze(
                "--format=html",
                "--format",
                "json,text",
                "--format=markdown",
                "--format=json",
                "-o",
                directory.resolve(name).toString());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).isEmpty();
        String base = name.equals("report.v2") ? name : "report";
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(base + ".html", base + ".json", base + ".txt", base + ".md");
        }
        assertThat(directory.resolve(base + ".html")).content().startsWith("<!");
        assertThat(directory.resolve(base + ".md")).content().startsWith("## ");
    }

    @Test
    void the_file_s_ending_says_the_format_where_none_is_given() throws IOException {
        for (String[] c : new String[][] {
            {"a.json", "{"}, {"a.html", "<!"}, {"a.md", "## "}, {"a.txt", "UNKNOWN"}, {"a", "UNKNOWN"}
        }) {
            Path file = directory.resolve(c[0]);
            assertThat(analyze("-o", file.toString()).exitCode()).isZero();
            assertThat(Files.readString(file)).startsWith(c[1]);
        }
        assertThat(analyze("-o", "-").out()).startsWith("UNKNOWN");
    }

    @Test
    void a_file_that_cannot_be_written_is_wrong_usage() {
        Ran ran = analyze("-o", directory.resolve("no/report.txt").toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("cannot write").contains("there is no directory");
        assertThat(analyze("-o", directory.toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void text_is_as_the_terminal_wants_it_and_a_file_plain() throws IOException {
        Path file = directory.resolve("a.txt");
        Shell colourful = new Shell(
                new CommandContext(InputStream.nullInputStream(), new TextStyle(60, true, true), Shell.VERSION));
        assertThat(colourful.run("analyze", XML).out()).contains("\u001b[").doesNotContain("█");
        colourful.run("analyze", XML, "-o", file.toString());
        assertThat(file).content().isEqualTo(analyze().out()).doesNotContain("\u001b[");
    }

    @Test
    void the_page_carries_the_inputs_and_the_json_does_not() {
        String page = analyze("--format", "html").out();
        assertThat(page).contains("\\u003csystem version=");
        assertThat(analyze("--format", "json").out()).containsPattern("\"inputs\": \\[ ?\\]");
    }

    @Test
    void two_runs_give_the_same_bytes() {
        for (String format : Format.WORDS) {
            assertThat(analyze("--format", format).out())
                    .isEqualTo(analyze("--format", format).out());
        }
    }

    private static Ran analyze(String... options) {
        return Shell.quiet().run(with(new String[] {"analyze", XML}, options));
    }

    private static JsonNode json(String... options) throws IOException {
        return new ObjectMapper()
                .readTree(analyze(with(options, "--format=json")).out());
    }

    private static Stream<String> severities(String... options) throws IOException {
        return json(options).at("/findings").findValuesAsText("severity").stream();
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    private static Schema schema() throws IOException {
        try (InputStream in = JsonReport.class.getResourceAsStream("/schema/report-1.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }
}
