package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an engine keeps in /dev/shm by its command line is counted by its source, or said not to be. */
class EnginesOfACommandLineTest {
    private static final Path NODE = Path.of("../../fixtures/observed/G8_h100_nvsw.xml");

    /** The bytes are those of the sources named in the report, each file in whole pages. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // 8 x (256 MiB + 1 + 4 readers)
                "vllm serve m -tp 4 --enable-shm-tensor-arena | vllm-tensor-arena | 2147487744",
                // 4 GiB where no size is stated, and the secret of 32 bytes
                "vllm serve m -tp 4 --mm-processor-cache-type shm | vllm-mm-cache | 4294971392",
                "vllm serve m --mm-processor-cache-type=shm --mm-processor-cache-gb=0.5 | vllm-mm-cache | 536875008",
                "vllm serve m -tp 2 --kv-offloading-size 64 | vllm-kv-offload | 68719476736",
                "vllm serve m --kv_offloading_size 1.5 -dp 2 | vllm-kv-offload | 3221225472",
                // 5 buffers of 32 x (1 MiB + 8)
                "lmdeploy serve api_server m --backend pytorch --tp 4 --distributed-executor-backend mp | lmdeploy | 167776256",
                "LMDEPLOY_EXECUTOR_BACKEND=mp lmdeploy serve api_server m --tp 2 | lmdeploy | 100667392",
                "ray start --head --object-store-memory=20000000000 | ray | 20000002048",
                "python -m sglang.launch_server --model-path m --tp 2 | sglang | 25169920"
            })
    void options_that_make_files_are_counted(String command, String consumer, long bytes) throws IOException {
        JsonNode report = analyzed(command);
        assertThat(report.at("/shm/consumers"))
                .as(report.at("/shm/consumers").toString())
                .anySatisfy(c -> {
                    assertThat(c.get("name").asText()).isEqualTo("other:" + consumer);
                    assertThat(c.get("bytes").asLong()).isEqualTo(bytes);
                });
    }

    /** Where no formula counts an engine's files, the verdict does not speak of the whole job. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trtllm-serve m --tp_size 8 | TensorRT-LLM | NCCL alone needs",
                "tritonserver --model-repository=/m | Triton | NCCL alone needs",
                "lmdeploy serve api_server m --tp 4 | LMDeploy | NCCL alone needs",
                "lmdeploy serve api_server m --tp 4 --backend pytorch | LMDeploy | NCCL alone needs",
                "ray start --head | Ray | NCCL alone needs",
                "vllm serve m -tp 4 --kv-transfer-config {} | vLLM | needs at least",
                "vllm serve m -tp 4 --kv-offloading-size 9 --kv-offloading-backend lmcache | vLLM | needs at least",
                "vllm serve m -tp 4 --distributed-executor-backend ray | Ray | needs at least"
            })
    void a_verdict_names_the_engine_whose_files_no_formula_counts(String command, String engine, String headline)
            throws IOException {
        JsonNode verdict = analyzed(command).get("verdict");
        assertThat(verdict.get("notCounted")).as(verdict.toString()).hasSize(1);
        assertThat(verdict.at("/notCounted/0").asText()).isEqualTo(engine);
        assertThat(verdict.get("headline").asText()).startsWith(headline);
    }

    /** Where the model decides, the report says how to compute it, with what the command line tells filled in. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trtllm-serve m --tp_size 8 | {kind: open-mpi, version: \\\"4.1\\\", processes: 9}",
                "trtllm-serve m --tp_size 4 | weights: [{bytes: …}], ranks: 4}",
                "tritonserver --model-repository=/m | {kind: triton-python, instances: …, tensors: [{bytes: …}]}",
                "tritonserver --backend-config=python,shm-default-byte-size=8388608 | instances: …, region: 8388608,",
                "docker run nvcr.io/nvidia/tritonserver:23.04-py3 tritonserver | reserves 64.0 MiB (release 23.04)"
            })
    void what_the_model_decides_is_said_with_the_key_that_states_it(String command, String said) throws IOException {
        assertThat(analyzed(command).get("findings").toString()).contains(said);
    }

    /** A size that is no number is not taken for 1: then the engine's files are not counted, and the verdict says so. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vllm serve m -tp $N | vLLM | $N",
                "vllm serve m --tensor-parallel-size=$(TP) -pp 2 | vLLM | $(TP)",
                "vllm serve m -tp 2 --data-parallel-size 0 | vLLM | 0",
                "python -m sglang.launch_server --model-path m --tp {{tp}} | SGLang | {{tp}}",
                "lmdeploy serve api_server m --tp ${TP} --backend pytorch | LMDeploy | ${TP}"
            })
    void a_size_that_is_no_number_is_not_known(String command, String engine, String shown) throws IOException {
        JsonNode report = analyzed(command);
        assertThat(report.at("/verdict/notCounted/0").asText()).isEqualTo(engine);
        assertThat(report.at("/verdict/headline").asText()).doesNotContain("needs no /dev/shm");
        assertThat(report.get("findings").toString()).contains("its command line has \\\"" + shown + "\\\"");
        // All GPUs of the node are the job's, since nothing says otherwise.
        assertThat(report.at("/nccl/communicators/0/ranks")).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "text-generation-launcher --num-shard 4 --model-id m",
        "lmdeploy serve api_server m --tp 4 --backend turbomind",
        "vllm serve m -tp 4",
        "vllm serve m --mm-processor-cache-type shm -dp 2",
        "python -m sglang.launch_server --model-path m --tp 2"
    })
    void an_engine_that_is_counted_leaves_nothing_open(String command) throws IOException {
        JsonNode report = analyzed(command);
        assertThat(report.at("/verdict").has("notCounted")).isFalse();
        assertThat(report.at("/verdict/headline").asText()).startsWith("needs");
        assertThat(report.at("/shm/consumers").toString()).doesNotContain("mm-cache");
    }

    @Test
    void what_is_stated_under_the_engines_name_is_counted_in_its_place() throws IOException {
        JsonNode report = analyzed("--other=tensorrt-llm=2g", "trtllm-serve m --tp_size 8");
        assertThat(report.at("/verdict").has("notCounted")).isFalse();
        assertThat(report.toString()).doesNotContain("engine-not-counted");
        assertThat(report.at("/shm/requiredBytes").asLong()).isGreaterThan(2L << 30);
    }

    @Test
    void one_line_says_that_the_verdict_is_about_a_part() {
        Ran ran = Shell.quiet()
                .run("analyze", NODE.toString(), "--shm-size=64g", "--exit-profile=npd", "--", "tritonserver");
        assertThat(ran.out()).contains("(NCCL alone)");
    }

    private static JsonNode analyzed(String command) throws IOException {
        return analyzed("--shm-size=64g", command);
    }

    private static JsonNode analyzed(String option, String command) throws IOException {
        String[] all = Stream.concat(
                        Stream.of("analyze", NODE.toString(), option, "--format=json", "--"),
                        Arrays.stream(command.strip().split(" ", -1)))
                .toArray(String[]::new);
        Ran ran = Shell.quiet().run(all);
        assertThat(ran.out()).as(ran.err()).startsWith("{");
        return new ObjectMapper().readTree(ran.out());
    }
}
