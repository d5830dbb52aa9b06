package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.workload.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command {@code shmfit workload}, and what {@code analyze} makes of a workload file. */
class WorkloadCommandTest {
    private static final String XML = Shell.observed("B4_intel_2s_nop2p.xml");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    static Stream<String> presets() {
        return Preset.NAMES.stream();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("job.yaml"), text);
    }

    private static JsonNode analyzed(String... options) throws IOException {
        String[] all = Stream.concat(Stream.of("analyze", XML, "--format=json"), Arrays.stream(options))
                .toArray(String[]::new);
        Ran ran = Shell.quiet().run(all);
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return MAPPER.readTree(ran.out());
    }

    @Test
    void the_example_works_as_it_is() throws IOException {
        Path job = directory.resolve("job.yaml");
        assertThat(Shell.quiet()
                        .run("workload", "--example", "-o", job.toString())
                        .exitCode())
                .isZero();
        assertThat(Shell.quiet().run("workload", "--check", job.toString()).out())
                .isEqualTo(job + ": a workload with 1 group, 1 loader" + System.lineSeparator());
        JsonNode report = analyzed("--workload", job.toString());
        assertThat(report.at("/loaders/0/name").asText()).isEqualTo("train");
        assertThat(report.at("/findings").findValuesAsText("id")).contains("workers-worth");
    }

    @ParameterizedTest
    @MethodSource("presets")
    void a_preset_says_what_it_assumes_and_can_be_printed_and_used(String name) throws IOException {
        String text = Shell.quiet().run("workload", "--preset", name).out();
        assertThat(text).startsWith("description: ").contains("# Source: ");
        JsonNode used = analyzed("--preset", name);
        assertThat(used.at("/loaders/0/peakBytes").asLong()).isPositive();
        assertThat(used.at("/assumptions").toString()).contains("{\"key\":\"preset\",\"value\":\"" + name);
        JsonNode printed = analyzed("--workload", file(text).toString());
        assertThat(printed.at("/shm")).isEqualTo(used.at("/shm"));
        assertThat(Shell.quiet().run("workload", "--presets").out()).contains(name);
    }

    @Test
    void every_key_of_the_file_reaches_the_analysis() throws IOException {
        JsonNode report = analyzed("--workload", file("""
                        gpus: [3, 1]
                        groups: [{name: dp, size: 2, operations: [allreduce]}]
                        loaders: [{name: train, workers: 3, batch: 2, sample: 1m}]
                        others: [{name: ray, bytes: 1GiB}]
                        shm-size: 3g
                        memory-limit: 5g
                        rss-per-rank: 1GiB
                        nccl: "2.19.3"
                        env: {NCCL_BUFFSIZE: 1048576}
                        assume: {cumem-granularity: 2m}
                        """).toString());
        assertThat(report.at("/nccl/communicators/0/ranks").toString()).isEqualTo("[0,1]");
        assertThat(report.at("/nccl/communicators/0/gpus").toString()).isEqualTo("[3,1]");
        assertThat(report.at("/nccl/version").asText()).isEqualTo("2.19.3");
        assertThat(report.at("/nccl/env/NCCL_BUFFSIZE").asText()).isEqualTo("1048576");
        assertThat(report.at("/shm/sizeBytes").asLong()).isEqualTo(3L << 30);
        assertThat(report.at("/shm/provenance").asText()).isEqualTo("stated");
        assertThat(report.at("/memory/limitBytes").asLong()).isEqualTo(5L << 30);
        assertThat(report.at("/memory/requiredBytes").asLong())
                .isEqualTo(report.at("/shm/requiredBytes").asLong() + (2L << 30));
        assertThat(report.at("/shm/consumers").toString()).contains("other:ray", "loader:train");
        assertThat(report.at("/assumptions").toString()).contains("cumem-granularity");
        assertThat(report.at("/findings").toString()).contains("{\"source\":\"--workload job.yaml\",\"line\":5,");
    }

    @Test
    void options_override_the_file() throws IOException {
        Path job = file("""
                ranks: 4
                loaders:
                  - {name: train, workers: 3, batch: 2, sample: 1m}
                  - {name: val, workers: 1, batch: 2, sample: 1m}
                others: [{name: ray, bytes: 1GiB}]
                shm-size: 3g
                nccl: "2.19.3"
                env: {NCCL_BUFFSIZE: 1048576, NCCL_P2P_LEVEL: SYS}
                assume: {channels: 2}
                """);
        JsonNode report = analyzed(
                "--workload=" + job,
                "--gpus=0,1",
                "--loader=name=val,workers=0",
                "--loader=name=more,workers=1,batch=1,sample=int",
                "--other=ray=2GiB",
                "--shm-size=4g",
                "--nccl=2.21.5",
                "--env=NCCL_BUFFSIZE=2097152",
                "--assume=channels=4");
        assertThat(report.at("/nccl/communicators/0/ranks").toString()).isEqualTo("[0,1]");
        assertThat(report.at("/loaders").findValuesAsText("name")).containsExactly("train", "val", "more");
        assertThat(report.at("/loaders/1/peakBytes").asLong()).isZero();
        assertThat(report.at("/shm/consumers").toString()).contains("2147483648");
        assertThat(report.at("/shm/sizeBytes").asLong()).isEqualTo(4L << 30);
        assertThat(report.at("/nccl/version").asText()).isEqualTo("2.21.5");
        assertThat(report.at("/nccl/env").toString()).contains("2097152", "SYS");
        assertThat(report.at("/nccl/communicators/0/channels/collective").asInt())
                .isEqualTo(4);
    }

    @Test
    void strided_and_listed_groups_make_the_communicators_that_they_say() throws IOException {
        JsonNode report = analyzed("--workload", file("""
                        groups:
                          - {name: world}
                          - {name: dp, stride: 2, operations: [allreduce]}
                          - {name: ep, ranks: [[3, 0]], copies: 2, operations: [alltoall]}
                        """).toString());
        assertThat(report.at("/nccl/communicators").findValuesAsText("group"))
                .containsExactly("world", "dp0", "dp1", "ep0", "ep1");
        assertThat(report.at("/nccl/communicators/2/ranks").toString()).isEqualTo("[1,3]");
        assertThat(report.at("/nccl/communicators/3/ranks").toString()).isEqualTo("[3,0]");
        assertThat(report.at("/nccl/communicators/3/shm/phases/2/tmpfsBytes"))
                .isEqualTo(report.at("/nccl/communicators/4/shm/phases/2/tmpfsBytes"));
    }

    @Test
    void a_group_that_does_not_suit_the_ranks_is_told() throws IOException {
        Path job = file("groups: [{name: dp, stride: 3}]");
        Ran ran = Shell.quiet().run("analyze", XML, "--workload", job.toString());
        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err()).contains("dp", "4 ranks cannot be divided");
    }

    @Test
    void a_file_that_cannot_be_taken_is_wrong_input_and_a_name_that_does_not_exist_wrong_usage() throws IOException {
        Ran wrong = Shell.quiet().run("workload", "--check", file("rank: 4").toString());
        assertThat(wrong.exitCode()).isEqualTo(3);
        assertThat(wrong.err()).contains("job.yaml:1:1: unknown key \"rank\"; did you mean ranks?");
        Ran analyzed = Shell.quiet()
                .run("analyze", XML, "--workload", file("ranks: x\nshm-size: y").toString());
        assertThat(analyzed.exitCode()).isEqualTo(3);
        assertThat(analyzed.err()).contains("2 things are wrong:", "job.yaml:1:8: ", "job.yaml:2:11: ");
        Ran preset = Shell.quiet().run("workload", "--preset", "imagnet");
        assertThat(preset.exitCode()).isEqualTo(2);
        assertThat(preset.err()).contains("did you mean imagenet?");
        assertThat(Shell.quiet().run("workload").exitCode()).isEqualTo(2);
        assertThat(Shell.quiet().run("workload", "--example", "--schema").exitCode())
                .isEqualTo(2);
        assertThat(Shell.quiet()
                        .run("analyze", XML, "--preset", "yolo", "--workload", "x")
                        .exitCode())
                .isEqualTo(2);
        assertThat(Shell.with("x").run("analyze", "-", "--workload", "-").exitCode())
                .isEqualTo(2);
    }

    @Test
    void check_refuses_what_analyze_would_refuse() throws IOException {
        Path groups = file("ranks: 2\ngroups: [{name: tp, size: 4}]");
        Ran wrong = Shell.quiet().run("workload", "--check", groups.toString());
        assertThat(wrong.exitCode()).isEqualTo(3);
        assertThat(wrong.err()).contains("group tp: 2 ranks cannot be divided into communicators of 4");
        assertThat(Shell.quiet()
                        .run(
                                "workload",
                                "--check",
                                file("assume: {peer-access: none.txt}").toString())
                        .exitCode())
                .isNotZero();
        Path onNode = file("groups: [{name: dp, stride: 3}]");
        assertThat(Shell.quiet().run("workload", "--check", onNode.toString()).exitCode())
                .isZero();
        Ran refused = Shell.quiet().run("workload", "--check", onNode.toString(), XML);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("job.yaml: dp", "4 ranks cannot be divided");
        assertThat(Shell.quiet()
                        .run("workload", "--check", file("ranks: 2").toString(), XML)
                        .out())
                .contains(", which can run on ");
        assertThat(Shell.quiet().run("workload", "--example", XML).exitCode()).isEqualTo(2);
    }

    @Test
    void standard_input_is_a_file_too() {
        assertThat(Shell.with("ranks: 2").run("workload", "--check", "-").out())
                .startsWith("standard input: a workload");
        assertThat(Shell.with("{}").run("analyze", XML, "--workload", "-").exitCode())
                .isZero();
    }

    @Test
    void the_schema_is_printed_as_it_is_published() throws IOException {
        JsonNode schema =
                MAPPER.readTree(Shell.quiet().run("workload", "--schema").out());
        assertThat(schema.at("/title").asText()).isEqualTo("shmfit workload, version 1");
    }

    @Test
    void speed_is_estimated_from_stated_times_alone() throws IOException {
        JsonNode report = analyzed("--loader", "workers=4,batch=60,sample=500KB,sample-time=3ms,step-time=300ms");
        List<String> summaries = report.at("/findings").findValuesAsText("summary");
        assertThat(summaries)
                .anyMatch(s -> s.contains("with workers=0 a step takes about 480 ms in place of 300 ms: 60 % longer,"
                        + " the GPU busy 62 % of the time in place of 100 %"));
        assertThat(analyzed("--loader", "workers=4,batch=60,sample=500KB")
                        .at("/findings")
                        .findValuesAsText("id"))
                .doesNotContain("workers-worth");
    }
}
