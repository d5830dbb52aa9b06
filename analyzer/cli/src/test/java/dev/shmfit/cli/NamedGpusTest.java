package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job that names its GPUs by their numbers runs on these, not on the first ones of the node. */
class NamedGpusTest {
    private static final String NODE = Path.of(
                    System.getProperty("shmfit.root"), "fixtures", "nodes", "hgx-h100-8", "capture")
            .toString();

    @TempDir
    Path folder;

    private String gpus(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Ran ran = Shell.quiet().run("analyze", NODE, "--format=json", "--job", file.toString());
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        JsonNode report = new ObjectMapper().readTree(ran.out());
        return report.at("/nccl/communicators/0/gpus").toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "docker run --gpus '\"device=2,3\"' i torchrun --nproc-per-node 2 t.py | [2,3]",
                "docker run --gpus '\"device=3,2\"' i torchrun --nproc-per-node 2 t.py | [2,3]",
                "podman run --device nvidia.com/gpu=4 --device nvidia.com/gpu=6 i vllm serve m -tp 2 | [4,6]",
                "docker run --gpus all -e CUDA_VISIBLE_DEVICES=7,6 i torchrun --nproc-per-node 2 t.py | [7,6]",
                // The variable counts within the container.
                "docker run --gpus '\"device=4,5,6,7\"' -e CUDA_VISIBLE_DEVICES=2,3 i torchrun --nproc-per-node 2 t.py | [6,7]",
                "docker run --runtime nvidia -e NVIDIA_VISIBLE_DEVICES=5,7 i torchrun --nproc-per-node 2 t.py | [5,7]",
                "CUDA_VISIBLE_DEVICES=4,5,6 torchrun --nproc-per-node 2 t.py | [4,5]",
                "docker run --gpus 2 i torchrun --nproc-per-node 2 t.py | [0,1]",
                // More ranks than GPUs are named: the names cannot be all.
                "docker run --gpus '\"device=4,5\"' i torchrun --nproc-per-node 4 t.py | [0,1,2,3]",
                "docker run --gpus all -e CUDA_VISIBLE_DEVICES=GPU-5a2b i torchrun --nproc-per-node 2 t.py | [0,1]",
            })
    void of_a_command_line(String line, String gpus) throws IOException {
        assertThat(gpus("run.sh", line + "\n")).isEqualTo(gpus);
    }

    @Test
    void of_a_compose_file_and_a_pod_whose_gpus_the_kubelet_chooses() throws IOException {
        assertThat(gpus("compose.yaml", """
                        services:
                          a:
                            image: i
                            command: torchrun --nproc-per-node 2 t.py
                            deploy: {resources: {reservations: {devices: [{device_ids: ["5", "6"], capabilities: [gpu]}]}}}
                        """)).isEqualTo("[5,6]");
        assertThat(gpus("pod.yaml", """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: p}
                        spec:
                          containers:
                            - name: c
                              image: i
                              command: [python, t.py]
                              env: [{name: CUDA_VISIBLE_DEVICES, value: "2,3"}]
                              resources: {limits: {nvidia.com/gpu: 8}}
                        """)).isEqualTo("[0,1]");
    }

    @Test
    void one_visible_gpu_of_all_needs_no_more_than_the_default() throws IOException {
        Path file = Files.writeString(
                folder.resolve("run.sh"), "docker run --gpus all -e CUDA_VISIBLE_DEVICES=3 i python t.py\n");
        assertThat(Shell.quiet().run("lint", file.toString()).out()).contains("0 problems");
    }
}
