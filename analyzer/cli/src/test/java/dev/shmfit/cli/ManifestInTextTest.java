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
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest beside a table that says nothing of /dev/shm leaves the job the runtime's 64 MiB, as {@code --job} has it. */
class ManifestInTextTest {
    private static final String TABLE = "\tGPU0\tGPU1\tCPU Affinity\nGPU0\t X \tSYS\t0-31\nGPU1\tSYS\t X \t32-63\n\n";

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec:
              containers:
              - name: a
                image: a/b:1
                command: ["torchrun", "--nproc_per_node=2", "t.py"]
                resources:
                  limits:
                    nvidia.com/gpu: 2
            """;

    private static final String COMPOSE = """
            services:
              a:
                image: a/b:1
                command: torchrun --nproc_per_node=2 t.py
                deploy:
                  resources:
                    reservations:
                      devices:
                      - driver: nvidia
                        count: 2
                        capabilities: [gpu]
            """;

    @TempDir
    Path folder;

    private static JsonNode report(String text, String... more) throws IOException {
        String[] call = new String[more.length + 3];
        System.arraycopy(new String[] {"analyze", "-", "--format=json"}, 0, call, 0, 3);
        System.arraycopy(more, 0, call, 3, more.length);
        return new ObjectMapper().readTree(Shell.with(text).run(call).out());
    }

    private static String has(JsonNode report) {
        return report.at("/verdict/headline").asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {POD, COMPOSE})
    void a_manifest_that_says_nothing_leaves_the_runtime_s_default(String manifest) throws IOException {
        Path job = Files.writeString(folder.resolve("job.yaml"), manifest);
        JsonNode stated = report(TABLE, "--job", job.toString());
        JsonNode read = report(TABLE + manifest);
        assertThat(has(read)).contains("has 64.0 MiB");
        assertThat(read.at("/verdict/status")).isEqualTo(stated.at("/verdict/status"));
        assertThat(read.at("/verdict/headline")).isEqualTo(stated.at("/verdict/headline"));
        assertThat(has(report(manifest + "\n" + TABLE)))
                .as("in the other order")
                .contains("has 64.0 MiB");
    }

    @Test
    void etc_fstab_says_what_is_to_be_and_the_kernel_what_is() throws IOException {
        assertThat(has(report(TABLE + "$ grep shm /etc/fstab\ntmpfs /dev/shm tmpfs defaults,size=8g 0 0\n")))
                .contains("whose size is not known");
        assertThat(has(report(
                        TABLE + "$ grep shm /proc/mounts\ntmpfs /dev/shm tmpfs rw,nosuid,nodev,size=8388608k 0 0\n")))
                .contains("has 8.0 GiB");
    }

    @Test
    void what_says_otherwise_or_leaves_out_lines_leaves_it_open() throws IOException {
        for (String other : new String[] {
            "  hostIPC: true\n",
            "  volumes: [{name: s, emptyDir: {medium: Memory}}]\n    volumeMounts: [{name: s, mountPath: /dev/shm}]\n",
            "  ...\n"
        }) {
            assertThat(has(report(TABLE + POD + other))).as(other).doesNotContain("has 64.0 MiB");
        }
        assertThat(has(report(TABLE + POD.replace("kind: Pod", "kind: RayCluster"))))
                .doesNotContain("has 64.0 MiB");
        assertThat(has(report(TABLE + POD.replace("nvidia.com/gpu: 2", "cpu: 2"))))
                .as("of a container without GPUs")
                .doesNotContain("has 64.0 MiB");
        assertThat(has(report(TABLE + COMPOSE.replace("image: a/b:1", "image: a/b:1\n    ipc: host"))))
                .doesNotContain("has 64.0 MiB");
        assertThat(has(report(TABLE + COMPOSE.replace("image: a/b:1", "image: a/b:1\n    shm_size: 8gb"))))
                .contains("has 8.0 GiB");
    }
}
