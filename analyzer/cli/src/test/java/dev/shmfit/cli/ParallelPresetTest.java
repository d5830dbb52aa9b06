package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Presets of programs whose parallel sizes say which communicators they make. */
class ParallelPresetTest {
    private static final String NODE = Path.of(System.getProperty("shmfit.root"), "fixtures/nodes/hgx-h100-8/capture")
            .toString();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    private static JsonNode analyzed(String option, String value) throws IOException {
        Ran ran = Shell.quiet().run("analyze", NODE, "--format=json", option, value);
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return MAPPER.readTree(ran.out());
    }

    private static List<String> communicators(JsonNode report) {
        List<String> all = new ArrayList<>();
        report.at("/nccl/communicators")
                .forEach(c -> all.add(c.get("group").asText().replaceFirst("\\d$", "")
                        + c.get("ranks").toString()));
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vllm:tp=8 | tp[0,1,2,3,4,5,6,7]",
                "vllm:tp=4,pp=2 | tp[0,1,2,3] tp[4,5,6,7] pp[0,4] pp[1,5] pp[2,6] pp[3,7] pp-torch[0,4] pp-torch[1,5]"
                        + " pp-torch[2,6] pp-torch[3,7]",
                "vllm:tp=4,dp=2 | tp[0,1,2,3] tp[4,5,6,7]",
                "sglang:tp=2 | tp[0,1] tp-torch[0,1]",
                "trt-llm:tp=2,pp=2 | tp[0,1] tp[2,3] pp[0,2] pp[1,3]",
                "megatron:tp=2,pp=2,dp=2 | world[0,1,2,3,4,5,6,7] tp[0,1] tp[2,3] tp[4,5] tp[6,7] dp[0,2] dp[1,3] dp[4,6]"
                        + " dp[5,7] pp[0,4] pp[1,5] pp[2,6] pp[3,7]",
                "nemo:tp=2,dp=2 | world[0,1,2,3] tp[0,1] tp[2,3] dp[0,2] dp[1,3]",
                "deepspeed:dp=4 | world[0,1,2,3] zero[0,1,2,3]",
                "fsdp:dp=8 | world[0,1,2,3,4,5,6,7]"
            })
    void sizes_become_the_communicators_that_the_program_makes(String preset, String communicators) throws IOException {
        JsonNode used = analyzed("--preset", preset);
        assertThat(communicators(used)).containsExactlyInAnyOrder(communicators.split(" ", -1));
        String text = Shell.quiet().run("workload", "--preset", preset).out();
        assertThat(text).startsWith("description: ").contains("# Source: ");
        Path file = Files.writeString(directory.resolve("job.yaml"), text);
        assertThat(analyzed("--workload", file.toString()).at("/shm")).isEqualTo(used.at("/shm"));
    }

    /** Each program's communicators, and the rule of its source that makes them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vllm:tp=2 | vllm/distributed/parallel_state.py, initialize_model_parallel",
                "sglang:tp=2 | sglang/srt/distributed/parallel_state.py",
                "trt-llm:tp=2 | tensorrt_llm/mapping.py",
                "megatron:tp=2 | megatron/core/parallel_state.py, initialize_model_parallel, order tp-cp-ep-dp-pp",
                "nemo:tp=2 | megatron/core/parallel_state.py, initialize_model_parallel, order tp-cp-ep-dp-pp",
                "deepspeed:dp=2 | deepspeed/utils/groups.py, _clone_world_group",
                "fsdp:dp=2 | torch/distributed/fsdp"
            })
    void a_preset_names_the_source_of_its_communicators(String preset, String source) {
        assertThat(Shell.quiet().run("workload", "--preset", preset).out()).contains("# Source: " + source);
    }

    @Test
    void a_serving_engine_brings_its_rings_for_each_engine() throws IOException {
        long one = consumers(analyzed("--preset", "vllm:tp=4"));
        // tenants.csv: vLLM 0.33.0, TP 4, computed from its source; each file in whole pages.
        assertThat(one).isBetween(1_199_570_944L, 1_199_570_944L + 6 * 4096);
        assertThat(consumers(analyzed("--preset", "vllm:tp=4,dp=2"))).isEqualTo(2 * one);
        assertThat(consumers(analyzed("--preset", "trt-llm:tp=4"))).isZero();
    }

    private static long consumers(JsonNode report) {
        long sum = 0;
        for (JsonNode c : report.at("/shm/consumers")) {
            sum += c.get("name").asText().startsWith("other:") ? c.get("bytes").asLong() : 0;
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vllm | say the sizes, such as vllm:tp=2",
                "vllm:tq=2 | \"tq\" is no size; did you mean tp?",
                "vllm:tp=two | expected a count, such as tp=2",
                "vllm:tp=2,tp=4 | tp is said twice",
                "megatron:tp=16,pp=16 | one node has at most 64 ranks",
                "vlm:tp=2 | known are"
            })
    void a_size_that_is_none_is_named(String preset, String said) {
        Ran ran = Shell.quiet().run("analyze", NODE, "--preset", preset);
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains(said);
    }

    @Test
    void the_list_of_presets_names_the_programs() {
        assertThat(Shell.quiet().run("workload", "--presets").out())
                .contains("vllm", "megatron:tp=2,pp=1,dp=1,nodes=1.", "imagenet");
    }
}
