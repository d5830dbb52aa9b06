package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A serving engine's communicators, at the last release before a change and at the first after it. */
class EngineCommunicatorsTest {
    private static final String NODE = Path.of(System.getProperty("shmfit.root"), "fixtures/observed/G8_h100_nvsw.xml")
            .toString();

    @TempDir
    Path directory;

    private JsonNode analyzed(String line) throws IOException {
        Path script = Files.writeString(directory.resolve("run.sh"), line + "\n");
        Ran ran = Shell.quiet().run("analyze", NODE, "--format", "json", "-f", script.toString());
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return new ObjectMapper().readTree(ran.out());
    }

    private static List<String> communicators(JsonNode report) {
        List<String> all = new ArrayList<>();
        report.at("/nccl/communicators")
                .forEach(c -> all.add(c.get("group").asText() + c.get("ranks").toString()));
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v0.8.5 | Llama-3-8B -tp 2 | tp[0,1] tp-torch[0,1]",
                "v0.9.0 | Llama-3-8B -tp 2 | tp[0,1] tp-torch[0,1] ep[0,1]",
                "v0.13.0 | Llama-3-8B -tp 2 | tp[0,1] tp-torch[0,1] ep[0,1]",
                "v0.14.0 | Llama-3-8B -tp 2 | tp[0,1] tp-torch[0,1]",
                "v0.14.0 | Qwen/Qwen3-30B-A3B -tp 2 | tp[0,1] tp-torch[0,1] ep[0,1]",
                "v0.24.0 | Llama-3-8B -tp 2 | tp[0,1] tp-torch[0,1]",
                "v0.25.0 | Llama-3-8B -tp 2 | tp[0,1]",
                "v0.25.0 | mixtral-8x7b -tp 2 | tp[0,1] ep[0,1]",
                "v0.33.0 | m -tp 2 --enable-expert-parallel | tp[0,1] ep[0,1]",
                "v0.33.0 | m -tp 2 -dp 2 --enable-expert-parallel | tp0[0,1] tp1[2,3] dp0[0,2] dp1[1,3] ep[0,1,2,3]",
                "v0.33.0 | m -tp 4 -dcp 2 | tp[0,1,2,3] dcp0[0,1] dcp1[2,3]",
                "v0.33.0 | m -tp 2 -pp 2 | tp0[0,1] tp1[2,3] pp0[0,2] pp1[1,3] pp-torch0[0,2] pp-torch1[1,3]"
            })
    void of_vllm_by_release_and_model(String tag, String arguments, String expected) throws IOException {
        JsonNode report = analyzed("docker run --gpus all vllm/vllm-openai:" + tag + " vllm serve " + arguments);
        assertThat(communicators(report)).containsExactlyInAnyOrder(expected.split(" ", -1));
    }

    @Test
    void of_sglang_its_own_and_pytorchs() throws IOException {
        JsonNode report = analyzed("python -m sglang.launch_server --model-path m --tp 2");
        assertThat(communicators(report))
                .allSatisfy(c -> assertThat(c).endsWith("[0,1]"))
                .hasSize(2);
    }

    /** What the model is decides, and it is said where nothing tells. */
    @Test
    void a_model_that_may_have_experts_is_told() throws IOException {
        String assumed = "vllm-experts";
        assertThat(analyzed("vllm serve m -tp 2").get("assumptions").findValuesAsText("key"))
                .contains(assumed);
        assertThat(analyzed("vllm serve m -tp 2 --enable-expert-parallel")
                        .get("assumptions")
                        .findValuesAsText("key"))
                .doesNotContain(assumed);
        assertThat(analyzed("vllm serve m").get("assumptions").findValuesAsText("key"))
                .doesNotContain(assumed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "docker run --gpus all vllm/vllm-openai:v0.10.1.1 vllm serve m -tp 2 | NCCL_CUMEM_ENABLE | 0",
                "docker run --gpus all vllm/vllm-openai:v0.10.2 vllm serve m -tp 2 | NCCL_CUMEM_ENABLE | -",
                "docker run --gpus all -e NCCL_CUMEM_ENABLE=1 vllm/vllm-openai:v0.9.1 vllm serve m -tp 2 | NCCL_CUMEM_ENABLE | 1",
                "docker run --gpus all -e NCCL_CUMEM_ENABLE=1 vllm/vllm-openai:v0.9.0 vllm serve m -tp 2 | NCCL_CUMEM_ENABLE | 0",
                "docker run --gpus all -e VLLM_BATCH_INVARIANT=1 vllm/vllm-openai:v0.11.1 vllm serve m -tp 2 |"
                        + " NCCL_MAX_NCHANNELS | 1",
                "docker run --gpus all -e VLLM_BATCH_INVARIANT=1 vllm/vllm-openai:v0.11.0 vllm serve m -tp 2 |"
                        + " NCCL_MAX_NCHANNELS | -",
                "python -m sglang.launch_server --model-path m --tp 2 | NCCL_NVLS_ENABLE | 0",
                "python -m sglang.launch_server --model-path m --tp 2 --enable-nccl-nvls | NCCL_NVLS_ENABLE | 1",
                "python -m sglang.launch_server --model-path m --tp 2 --enable-symm-mem | NCCL_CUMEM_ENABLE | 1"
            })
    void settings_that_the_engine_makes_itself_count(String line, String name, String value) throws IOException {
        JsonNode environment = analyzed(line).at("/nccl/env");
        assertThat(environment.has(name) ? environment.get(name).asText() : null)
                .as(environment.toString())
                .isEqualTo(value);
    }
}
