package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that starts a serving engine, beside a pasted table, is counted as the same command behind {@code --}. */
class EngineInATextTest {
    private static final Path TABLE = Path.of("../../fixtures/captures/topo/l40s_x8_pix_pairs_normalised.txt");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vllm serve m --tensor-parallel-size 4",
                "vllm serve m -tp 4 --mm-processor-cache-type shm",
                "NCCL_DEBUG=INFO vllm serve m -tp 2 --kv-offloading-size 64",
                "python -m vllm.entrypoints.openai.api_server --model m -tp 4",
                "python3 -m sglang.launch_server --model-path m --tp 2",
                "docker run --gpus all vllm/vllm-openai:v0.6.3 --model m --tensor-parallel-size 4",
                "docker run --gpus all --shm-size 8g vllm/vllm-openai:v0.11.0 --model m --tensor-parallel-size 2",
                "nohup vllm serve m -tp 8",
                "text-generation-launcher --num-shard 4 --model-id m",
                "lmdeploy serve api_server m --backend pytorch --tp 4 --distributed-executor-backend mp",
                "trtllm-serve m --tp_size 8",
                "tritonserver --model-repository=/m",
                "ray start --head --object-store-memory=20000000000"
            })
    void a_command_in_a_text_is_as_the_command_itself(String command) throws IOException {
        JsonNode stated =
                analyzed(Stream.concat(Stream.of(TABLE.toString(), "--"), Arrays.stream(command.split(" ", -1))));
        for (String text :
                new String[] {command, "$ " + command, "```\n" + command.replace(" --", " \\\n    --") + "\n```"}) {
            JsonNode read = analyzed(Stream.of(pasted(text)));
            assertThat(others(read)).as(text).isEqualTo(others(stated));
            assertThat(read.at("/shm/requiredBytes")).as(text).isEqualTo(stated.at("/shm/requiredBytes"));
            assertThat(read.at("/nccl/communicators").size())
                    .as(text)
                    .isEqualTo(stated.at("/nccl/communicators").size());
            assertThat(read.at("/verdict/notCounted")).as(text).isEqualTo(stated.at("/verdict/notCounted"));
            assertThat(read.at("/verdict/scope")).as(text).isEqualTo(stated.at("/verdict/scope"));
        }
    }

    private static Stream<Arguments> described() {
        String vllm = "vllm serve m --tensor-parallel-size 4 --kv-offloading-size 64";
        String image = "docker run vllm/vllm-openai:v0.11.0 --model m --tensor-parallel-size 4";
        return Stream.of(
                Arguments.of(vllm, """
                        apiVersion: v1
                        kind: Pod
                        spec:
                          containers:
                            - name: vllm
                              image: registry.example/mine:1
                              command: ["vllm", "serve", "m"]
                              args: ["--tensor-parallel-size", "4", "--kv-offloading-size", "64"]
                        """),
                Arguments.of(vllm, """
                              containers:
                              - name: vllm
                                livenessProbe:
                                  exec:
                                    command: ["true"]
                                command:
                                - vllm
                                - serve
                                - m   # the model
                                args:
                                - --tensor-parallel-size
                                - "4"
                                - --kv-offloading-size=64
                                ports:
                                - containerPort: 8000
                        """),
                Arguments.of(vllm, """
                              containers:
                              - command: [/bin/bash, -c]
                                args:
                                - |
                                  export A=b
                                  exec vllm serve m \\
                                    --tensor-parallel-size 4 \\
                                    --kv-offloading-size 64
                                image: registry.example/mine:1
                        """),
                Arguments.of(vllm, """
                        ```yaml
                        services:
                          web:
                            image: nginx
                          vllm:
                            build: .
                            command: >
                              vllm serve m
                              --tensor-parallel-size 4
                              --kv-offloading-size 64
                        ```
                        """),
                Arguments.of(vllm, """
                            "containers": [
                                {
                                    "command": [
                                        "vllm",
                                        "serve"
                                    ],
                                    "args": [
                                        "m",
                                        "--tensor-parallel-size=4",
                                        "--kv-offloading-size=64"
                                    ],
                                    "image": "registry.example/mine:1",
                                }
                            ]
                        """),
                Arguments.of(vllm, """
                        Containers:
                          vllm:
                            Image:         registry.example/mine:1
                            Port:          8000/TCP
                            Command:
                              vllm
                              serve
                            Args:
                              m
                              --tensor-parallel-size
                              4
                              --kv-offloading-size
                              64
                            State:          Running
                        """),
                Arguments.of(vllm, """
                            Image:         registry.example/mine:1
                            Command:
                              sh
                              -c
                              set -e
                              vllm serve m --tensor-parallel-size 4 --kv-offloading-size 64
                            State:          Running
                        """),
                Arguments.of(image, """
                        services:
                          vllm:
                            image: vllm/vllm-openai:v0.11.0
                            command: --model m --tensor-parallel-size 4
                        """),
                Arguments.of(image, """
                        services:
                          vllm:
                            image: "vllm/vllm-openai:v0.11.0"
                            command:
                              - --model
                              - m
                              - --tensor-parallel-size
                              - '4'
                        """),
                Arguments.of(image, """
                              containers:
                              - image: vllm/vllm-openai:v0.11.0
                                args:
                                  - "--model=m"
                                  - "--tensor-parallel-size=4"
                        """),
                Arguments.of(image, """
                                "Image": "sha256:0123",
                                "Config": {
                                    "Cmd": [
                                        "--model",
                                        "m",
                                        "--tensor-parallel-size",
                                        "4"
                                    ],
                                    "Image": "vllm/vllm-openai:v0.11.0",
                                    "Entrypoint": [
                                        "vllm",
                                        "serve"
                                    ]
                                }
                        """));
    }

    @ParameterizedTest
    @MethodSource("described")
    void a_command_in_a_manifest_is_as_the_command_itself(String command, String manifest) throws IOException {
        JsonNode stated =
                analyzed(Stream.concat(Stream.of(TABLE.toString(), "--"), Arrays.stream(command.split(" ", -1))));
        JsonNode read = analyzed(Stream.of(pasted(manifest)));
        assertThat(others(read)).isEqualTo(others(stated)).isNotEmpty();
        assertThat(read.at("/shm/requiredBytes")).isEqualTo(stated.at("/shm/requiredBytes"));
        assertThat(read.at("/nccl/communicators").size())
                .isEqualTo(stated.at("/nccl/communicators").size());
        assertThat(read.at("/verdict/notCounted")).isEqualTo(stated.at("/verdict/notCounted"));
        assertThat(read.at("/verdict/scope")).isEqualTo(stated.at("/verdict/scope"));
        assertThat(read.at("/nccl/version")).isEqualTo(stated.at("/nccl/version"));
        assertThat(read.at("/nccl/communicators/0/gpus")).isEqualTo(stated.at("/nccl/communicators/0/gpus"));
    }

    /** Of a text that shows what was tried the neediest is planned with. */
    @Test
    void of_several_commands_the_neediest_counts() throws IOException {
        JsonNode read = analyzed(Stream.of(pasted("vllm serve m -tp 2\nvllm serve m -tp 8\nvllm serve m -tp 4")));
        assertThat(read.at("/assumptions").toString()).contains("paste.txt:");
        assertThat(others(read))
                .isEqualTo(others(analyzed(Stream.of(TABLE.toString(), "--", "vllm", "serve", "m", "-tp", "8"))));
    }

    @Test
    void what_is_stated_comes_before_the_text() throws IOException {
        String paste = pasted("vllm serve m -tp 4");
        assertThat(others(analyzed(Stream.of(paste, "--", "torchrun", "--nproc-per-node", "4", "train.py"))))
                .isEmpty();
        assertThat(others(analyzed(Stream.of(paste, "--other", "vllm=1g")))).contains("1073741824");
    }

    /** An image tells which NCCL runs where nothing else in the text does. */
    @Test
    void the_image_of_a_command_brings_its_nccl() throws IOException {
        String command = "docker run --gpus all vllm/vllm-openai:v0.11.0 --model m --tensor-parallel-size 2";
        String brought = analyzed(
                        Stream.concat(Stream.of(TABLE.toString(), "--"), Arrays.stream(command.split(" ", -1))))
                .at("/nccl/version")
                .asText();
        JsonNode read = analyzed(Stream.of(pasted(command)));
        assertThat(read.at("/nccl/version").asText()).isEqualTo(brought);
        assertThat(read.at("/assumptions").toString()).contains("The image at paste.txt:");
        JsonNode told = analyzed(Stream.of(pasted(command + "\nNCCL version 2.21.5+cuda12.4")));
        assertThat(told.at("/nccl/version").asText()).isEqualTo("2.21.5").isNotEqualTo(brought);
        JsonNode stated = analyzed(Stream.of(pasted(command), "--assume", "torch=2.5.1"));
        assertThat(stated.at("/nccl/version").asText()).isEqualTo("2.21.5");
    }

    @Test
    void a_trainer_has_no_engine() throws IOException {
        JsonNode read = analyzed(Stream.of(pasted("torchrun --nproc-per-node 4 train.py")));
        assertThat(others(read)).isEmpty();
        assertThat(read.at("/verdict/scope").toString()).doesNotContain("loaders");
    }

    private String pasted(String text) throws IOException {
        return Files.writeString(directory.resolve("paste.txt"), Files.readString(TABLE) + "\n" + text + "\n")
                .toString();
    }

    @Test
    void communicators_of_a_command_that_is_of_a_larger_node_are_left_out() throws IOException {
        String command = "docker run --gpus all vllm/vllm-openai:v0.6.3 --model m --tensor-parallel-size 16";
        JsonNode read = analyzed(Stream.of(pasted(command)));
        assertThat(read.at("/nccl/communicators").size()).isEqualTo(1);
        assertThat(read.at("/nccl/communicators/0/ranks").size()).isEqualTo(8);
    }

    private static String others(JsonNode report) {
        StringBuilder all = new StringBuilder();
        report.at("/shm/consumers").forEach(c -> {
            if (c.get("name").asText().startsWith("other:")) {
                all.append(c.get("name").asText())
                        .append('=')
                        .append(c.get("bytes").asText())
                        .append('\n');
            }
        });
        return all.toString();
    }

    private static JsonNode analyzed(Stream<String> words) throws IOException {
        String[] all =
                Stream.concat(Stream.of("analyze", "--format=json"), words).toArray(String[]::new);
        Ran ran = Shell.quiet().run(all);
        assertThat(ran.out()).as(ran.err()).startsWith("{");
        return new ObjectMapper().readTree(ran.out());
    }
}
