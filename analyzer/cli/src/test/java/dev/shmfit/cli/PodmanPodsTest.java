package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers in a pod of Podman's have the pod's /dev/shm, and a size of their own counts for nothing. */
class PodmanPodsTest {
    @TempDir
    Path directory;

    private Path container;

    @BeforeEach
    void write() throws IOException {
        container = quadlet("");
    }

    @Test
    void the_size_of_the_pod_is_the_containers() throws IOException {
        pod("ShmSize=8g");
        assertThat(lint()).startsWith("0 problems, 0 warnings");
        pod("PodmanArgs=--network host --shm-size 8g");
        assertThat(lint()).startsWith("0 problems, 0 warnings");
        pod("PodmanArgs=--shm-size=16m");
        assertThat(lint()).contains("serve.pod:2:12: problem", "has 16.0 MiB", "[shm-below-need]");
    }

    @Test
    void a_pod_without_a_size_has_the_default_and_is_named_in_the_remedy() throws IOException {
        pod("Network=host");
        assertThat(lint())
                .contains("[shm-not-set]", "Add ShmSize=5g to [Pod] of serve.pod, or before Podman 5.4 PodmanArgs=");
        assertThat(Shell.quiet().run("fix", container.toString()).out()).isEmpty();
    }

    @Test
    void a_size_at_the_container_does_not_help() throws IOException {
        pod("Network=host");
        quadlet("ShmSize=8g\n");
        assertThat(lint()).contains("[shm-not-set]", "serve.container:5:1: warning", "[size-of-pod]");
    }

    @Test
    void a_pod_that_does_not_share_ipc_leaves_the_container_its_own() throws IOException {
        pod("PodmanArgs=--share=net,uts --shm-size=8g");
        assertThat(lint()).contains("Add ShmSize=5g to [Container]");
        quadlet("ShmSize=8g\n");
        assertThat(lint()).startsWith("0 problems, 0 warnings");
        pod("PodmanArgs=--share=+cgroup --shm-size=8g");
        assertThat(lint()).contains("0 problems, 1 warning", "[size-of-pod]");
    }

    @Test
    void of_a_pod_that_is_not_at_hand_nothing_is_claimed() {
        assertThat(lint()).startsWith("0 problems, 0 warnings");
    }

    @Test
    void the_last_command_and_lines_that_go_on_count() throws IOException {
        String unit = """
                [Container]
                Image=i
                AddDevice=nvidia.com/gpu=all
                Exec=sleep 1
                Exec=torchrun \\
                # with two ranks
                  --nproc-per-node 2 train.py
                [Install]
                """;
        Files.writeString(container, unit.replace("\n", "\r\n"));
        assertThat(lint()).contains("torchrun starts 2 ranks");
    }

    @Test
    void pods_that_a_script_makes_count_for_its_containers() throws IOException {
        Path script = Files.writeString(directory.resolve("run.sh"), """
                podman pod create --name large --infra --shm-size 8g
                podman run --pod large --device nvidia.com/gpu=all img torchrun --nproc-per-node 2 t.py
                podman pod create small
                podman run --pod small --device nvidia.com/gpu=all img torchrun --nproc-per-node 2 t.py
                """);
        assertThat(Shell.quiet().run("lint", script.toString()).out())
                .contains("run.sh:4:1: problem", "Make the pod small with --shm-size=4g.", "1 problem,");
    }

    private Path quadlet(String more) throws IOException {
        return Files.writeString(
                directory.resolve("serve.container"),
                "[Container]\nImage=vllm/vllm-openai:v0.11.0\nPod=serve.pod\nAddDevice=nvidia.com/gpu=all\n" + more
                        + "Exec=--model m --tensor-parallel-size 2\n");
    }

    private void pod(String entry) throws IOException {
        Files.writeString(directory.resolve("serve.pod"), "[Pod]\n" + entry + "\n");
    }

    private String lint() {
        return Shell.quiet().run("lint", container.toString()).out();
    }
}
