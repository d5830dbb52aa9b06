package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code analyze --job}: the job as its manifest states it. */
class JobOptionTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final String NODE =
            ROOT.resolve("fixtures/nodes/rtx4090-x2/capture").toString();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path directory;

    private static String corpus(String file) {
        return ROOT.resolve("fixtures/manifests/corpus").resolve(file).toString();
    }

    private static JsonNode analyzed(String... options) throws IOException {
        String[] all = Stream.concat(Stream.of("analyze", NODE, "--format=json"), Arrays.stream(options))
                .toArray(String[]::new);
        Ran ran = Shell.quiet().run(all);
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        return MAPPER.readTree(ran.out());
    }

    @Test
    void ranks_size_engine_and_platform_come_from_the_manifest() throws IOException {
        JsonNode report = analyzed("-f", corpus("deployment-vllm-small.yaml"));
        assertThat(report.at("/verdict/status").asText()).isEqualTo("fails");
        assertThat(report.at("/shm/sizeBytes").asLong()).isEqualTo(600L << 20);
        assertThat(report.at("/nccl/communicators/0/group").asText()).isEqualTo("tp");
        assertThat(report.at("/nccl/communicators/0/ranks")).hasSize(2);
        JsonNode vllm = report.at("/shm/consumers").findParents("name").stream()
                .filter(c -> c.get("name").asText().endsWith("vllm"))
                .findFirst()
                .orElseThrow();
        // 160 MiB + 2 x 240 MiB + 24 MiB, a flag for each reader of each chunk, and whole pages.
        assertThat(vllm.get("bytes").asLong()).isBetween(664L << 20, (664L << 20) + 4 * 4096);
        assertThat(report.toString())
                .contains("\"source\":\"--job deployment-vllm-small.yaml\",\"line\":19", "medium: Memory");
    }

    /** A server has no DataLoader: what is asked is what would change its own need. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vllm serve m --tensor-parallel-size 2|engine-version-assumed",
                "python -m sglang.launch_server --model-path m --tp 2|",
                "trtllm-serve m --tp_size 2|engine-not-counted",
                "text-generation-launcher --num-shard 2|",
                "vllm serve m|"
            })
    void a_serving_engine_is_not_asked_for_loaders(String command, String asked) {
        String[] all = Stream.concat(
                        Stream.of("analyze", NODE, "--shm-size=64g", "--"), Arrays.stream(command.split(" ", -1)))
                .toArray(String[]::new);
        Ran ran = Shell.quiet().run(all);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).doesNotContain("DataLoader", "--loader").startsWith("FITS");
        if (asked == null) {
            assertThat(ran.out()).doesNotContain("engine-");
        } else {
            assertThat(ran.out()).contains("[" + asked + "]");
        }
    }

    @Test
    void what_an_option_or_a_workload_file_says_comes_before_the_manifest() throws IOException {
        Path workload = Files.writeString(directory.resolve("job.yaml"), "ranks: 1\nshm-size: 1g\n");
        JsonNode report = analyzed("-f", corpus("pod-good.yaml"), "--workload", workload.toString(), "--shm-size=2g");
        assertThat(report.at("/shm/sizeBytes").asLong()).isEqualTo(2L << 30);
        assertThat(report.at("/nccl/communicators/0/ranks")).hasSize(1);
        assertThat(report.at("/memory/limitBytes").asLong()).isEqualTo(64L << 30);
    }

    @Test
    void the_kubelet_makes_the_tmpfs_no_larger_than_the_memory_limit() throws IOException {
        String pod = Files.readString(Path.of(corpus("pod-good.yaml"))).replace("memory: 64Gi", "memory: 8Gi");
        Path file = Files.writeString(directory.resolve("pod.yaml"), pod);
        assertThat(analyzed("-f", file.toString()).at("/shm/sizeBytes").asLong())
                .isEqualTo(8L << 30);
        Path open = Files.writeString(directory.resolve("open.yaml"), pod.replace(", sizeLimit: 16Gi", ""));
        assertThat(analyzed("-f", open.toString()).at("/shm/sizeBytes").asLong())
                .isEqualTo(8L << 30);
    }

    @Test
    void of_several_jobs_one_is_named() throws IOException {
        Ran ran = Shell.quiet().run("analyze", NODE, "-f", corpus("compose-anchor.yaml"));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(ran.err()).contains("several jobs are here: good (line 7), bad (line 11); say which one: FILE#NAME");
        assertThat(analyzed("-f", corpus("compose-anchor.yaml") + "#good")
                        .at("/shm/sizeBytes")
                        .asLong())
                .isEqualTo(4L << 30);
        ran = Shell.quiet().run("analyze", NODE, "-f", corpus("compose-anchor.yaml") + "#goot");
        assertThat(ran.err()).contains("nothing is called \"goot\"; did you mean good?");
    }

    @Test
    void settings_and_capabilities_of_the_container_count() throws IOException {
        JsonNode report = analyzed("-f", corpus("pod-env.yaml"), "--gpus=0,1");
        assertThat(report.at("/nccl/env/NCCL_P2P_DISABLE").asText()).isEqualTo("1");
        assertThat(report.at("/nccl/env").has("NCCL_DEBUG")).isFalse();
        assertThat(report.at("/assumptions").toString()).contains("\"cap-sys-nice\",\"value\":\"no\"");
    }

    @Test
    void gpus_of_a_claim_count_and_are_said_to_be_unknown_where_it_is_not_here() throws IOException {
        JsonNode here = analyzed("-f", corpus("pod-device-claims.yaml") + "#a");
        assertThat(here.at("/nccl/communicators/0/ranks")).hasSize(2);
        assertThat(here.at("/assumptions").toString()).doesNotContain("\"gpus\"");
        JsonNode elsewhere = analyzed("-f", corpus("pod-device-claims.yaml") + "#b");
        assertThat(elsewhere.at("/assumptions").toString()).contains("\"gpus\"", "pod-device-claims.yaml:32:28");
        JsonNode patched = analyzed("-f", corpus("argo-pod-spec-patch.yaml") + "#open", "--ranks=2");
        assertThat(patched.at("/assumptions").toString()).contains("\"pod-spec-patch\"");
    }

    /** Swarm has no size of /dev/shm: what would be refused is no remedy. */
    @Test
    void a_service_of_a_swarm_is_mended_as_one() {
        String report = Shell.quiet()
                .run("analyze", NODE, "-f", corpus("docker-service-mount.sh") + "#serve")
                .out();
        assertThat(report)
                .contains("docker service update --mount-add type=tmpfs,dst=/dev/shm,tmpfs-size=", " serve\n")
                .doesNotContain("--shm-size=", "shm_size:");
    }

    /** What a tag stands for is told with its place and its source, and counts behind what is stated. */
    @Test
    void the_tag_of_the_image_stands_for_nccl() throws IOException {
        Path file = directory.resolve("tag.yaml");
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: t}
                spec:
                  containers:
                    - name: main
                      image: IMAGE
                      command: [torchrun, --nproc-per-node=2, t.py]
                """;
        Files.writeString(file, pod.replace("IMAGE", "mirror.example:5000/vllm/vllm-openai:v0.11.0@sha256:00ff"));
        JsonNode report = analyzed("-f", file.toString());
        assertThat(report.at("/nccl/version").asText()).isEqualTo("2.27.3");
        assertThat(report.toString()).contains("The image at tag.yaml:7:14 brings PyTorch 2.8.0 (Requires-Dist");
        assertThat(analyzed("-f", file.toString(), "--nccl=2.21.5")
                        .at("/nccl/version")
                        .asText())
                .isEqualTo("2.21.5");
        assertThat(analyzed("-f", file.toString(), "--assume=torch=2.6.0")
                        .at("/nccl/version")
                        .asText())
                .isEqualTo("2.21.5");
        Files.writeString(file, pod.replace("IMAGE", "nvcr.io/nvidia/pytorch:24.07-py3"));
        assertThat(analyzed("-f", file.toString()).at("/nccl/version").asText()).isEqualTo("2.22.3");
        Files.writeString(file, pod.replace("IMAGE", "nvcr.io/nvidia/pytorch:24.09-py3"));
        assertThat(analyzed("-f", file.toString()).toString())
                .contains("Which PyTorch and which NCCL the image at tag.yaml:7:14 brings is not known");
    }

    @Test
    void a_manifest_comes_by_standard_input() throws IOException {
        String pod = Files.readString(Path.of(corpus("pod-good.yaml")));
        Ran ran = Shell.with(pod).run("analyze", NODE, "--format=json", "-f", "-");
        assertThat(MAPPER.readTree(ran.out()).at("/shm/sizeBytes").asLong()).isEqualTo(16L << 30);
    }

    @Test
    void lint_on_a_node_counts_what_the_job_needs_there() {
        Ran small = Shell.quiet().run("lint", "--node", NODE, corpus("deployment-vllm-small.yaml"));
        assertThat(small.out()).contains("needs 700.9 MiB of /dev/shm and has 600.0 MiB", "sizeLimit: 1Gi");
        // Two ranks without loaders fit into 64 MiB there.
        assertThat(Shell.quiet()
                        .run("lint", "--node", NODE, corpus("compose-none.yaml"))
                        .exitCode())
                .isZero();
        assertThat(Shell.quiet()
                        .run("lint", "--node", NODE, corpus("pod-no-volume.yaml"))
                        .err())
                .contains("cannot run on rtx4090-x2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vllm serve m -tp 2 | 2 | tp",
                "torchrun --nproc-per-node 2 train.py | 2 | world",
                "docker run --gpus all --shm-size=1g i torchrun --nproc-per-node 2 t.py | 2 | world",
                "python3 -m sglang.launch_server --model m --tp 2 | 2 | tp"
            })
    void the_command_behind_the_options_is_the_job(String command, int ranks, String group) throws IOException {
        String[] words = ("-- " + command).split(" ", -1);
        JsonNode report = analyzed(words);
        assertThat(report.at("/nccl/communicators/0/ranks")).hasSize(ranks);
        assertThat(report.at("/nccl/communicators/0/group").asText()).isEqualTo(group);
    }

    @Test
    void a_command_and_a_manifest_are_one_too_many_and_an_empty_one_is_none() {
        assertThat(Shell.quiet()
                        .run("analyze", NODE, "-f", corpus("pod-good.yaml"), "--", "torchrun")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Shell.quiet().run("analyze", NODE, "--").exitCode()).isZero();
    }
}
