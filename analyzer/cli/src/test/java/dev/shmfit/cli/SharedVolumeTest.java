package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers of a pod that mount one volume at /dev/shm share its size. */
class SharedVolumeTest {
    private static final String NODE = Path.of(System.getProperty("shmfit.root"))
            .resolve("fixtures/nodes/rtx4090-x2/capture")
            .toString();

    @TempDir
    Path directory;

    private String pod(String size, String secondVolume) throws IOException {
        return Files.writeString(
                        directory.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: two}
                spec:
                  initContainers:
                    - name: warm
                      image: vllm/vllm-openai:v0.11.0
                      args: [--model, m, --tensor-parallel-size, "2"]
                      volumeMounts: [{name: shm, mountPath: /dev/shm}]
                  containers:
                    - name: prefill
                      image: vllm/vllm-openai:v0.11.0
                      args: [--model, m, --tensor-parallel-size, "2"]
                      volumeMounts: [{name: shm, mountPath: //dev/./shm/}]
                    - name: decode
                      image: vllm/vllm-openai:v0.11.0
                      args: [--model, m, --tensor-parallel-size, "2"]
                      volumeMounts: [{name: SECOND, mountPath: /dev/shm}]
                  volumes:
                    - name: shm
                      emptyDir: {medium: Memory, sizeLimit: SIZE}
                    - name: own
                      emptyDir: {medium: Memory, sizeLimit: SIZE}
                """.replace("SIZE", size).replace("SECOND", secondVolume))
                .toString();
    }

    @Test
    void the_volume_has_to_hold_what_all_of_them_need() throws IOException {
        assertThat(Shell.quiet().run("lint", pod("500Mi", "shm")).out())
                .contains(
                        "Container prefill of Pod two, which shares its /dev/shm with decode, needs 768.1 MiB of it for all"
                                + " and has 500.0 MiB");
        assertThat(Shell.quiet().run("lint", pod("800Mi", "shm")).out()).startsWith("0 problems");
        assertThat(Shell.quiet().run("lint", pod("500Mi", "own")).out()).startsWith("0 problems");
    }

    @Test
    void a_node_adds_what_each_of_them_needs_there() throws IOException {
        String shared =
                Shell.quiet().run("lint", "--node", NODE, pod("100Mi", "shm")).out();
        String apart =
                Shell.quiet().run("lint", "--node", NODE, pod("100Mi", "own")).out();
        assertThat(need(shared)).isBetween(2 * need(apart) - 1, 2 * need(apart) + 1);
    }

    private static double need(String lint) {
        String mebibytes = lint.replaceFirst("(?s).*?Container prefill[^\\n]*? needs ([0-9.]+) (?:MiB|GiB) .*", "$1");
        double number = Double.parseDouble(mebibytes);
        return lint.contains(mebibytes + " GiB") ? number * 1024 : number;
    }

    @Test
    void a_forecast_counts_the_others_engine_and_says_what_it_leaves_out() throws IOException {
        String report = Shell.quiet()
                .run("analyze", NODE, "-f", pod("8Gi", "shm") + "#prefill", "--details")
                .out();
        assertThat(report).contains("at least", "decode-vllm").containsPattern("beside-decode|container\\s+decode");
        assertThat(Shell.quiet()
                        .run("analyze", NODE, "-f", pod("8Gi", "own") + "#prefill", "--details")
                        .out())
                .doesNotContain("decode-vllm");
    }
}
