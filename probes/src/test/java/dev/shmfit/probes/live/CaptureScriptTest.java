package dev.shmfit.probes.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.CapturedItem.NotCaptured;
import dev.shmfit.probes.format.CaptureLayout;
import dev.shmfit.probes.format.CaptureSource;
import dev.shmfit.probes.format.Probed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script and the Java probes look at the same machine and must write down the same. */
class CaptureScriptTest {
    /** These change from one moment to the next. */
    private static final Set<String> RESTLESS = Set.of("capture.json", "cgroup.txt", "shm-files.txt");

    @TempDir
    private Path temp;

    private static Probed probe(Machine machine) {
        return Prober.probe(machine, Duration.ofSeconds(20), Clock.systemUTC(), what -> {});
    }

    private static Map<String, String> without(Map<String, String> texts, Set<String> names) {
        Map<String, String> kept = new TreeMap<>(texts);
        kept.keySet().removeAll(names);
        return kept;
    }

    /** The virtual machine has limits of its own, see TableProbe. */
    private static Map<String, String> withLimitsOf(Map<String, String> script, Map<String, String> java) {
        Map<String, String> expected = new TreeMap<>(java);
        expected.put("limits.txt", script.getOrDefault("limits.txt", ""));
        return expected;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "mksh"})
    void the_script_and_java_write_down_the_same_of_this_machine(String shell) {
        Map<String, String> environment = Map.of("NCCL_P2P_LEVEL", "SYS", "NVIDIA_API_KEY", "hidden", "OTHER", "no");
        Map<String, String> all = new HashMap<>(System.getenv());
        all.keySet().removeIf(name -> name.startsWith("NCCL_") || name.startsWith("CUDA_"));
        all.putAll(environment);
        Machine machine = new Machine(Path.of("/"), all, new ProcessCommands(all), System.getProperty("user.name"));
        Map<String, String> java = probe(machine).texts();
        Map<String, String> script = CaptureScript.texts(CaptureScript.run(shell, environment, "-n", "-t", "20"));
        Map<String, String> expected = withLimitsOf(script, java);
        assertThat(without(script, RESTLESS)).isEqualTo(without(expected, RESTLESS));
        assertThat(script.keySet()).containsAll(java.keySet());
        assertThat(script.get("env.txt")).contains("NCCL_P2P_LEVEL=SYS").doesNotContain("hidden", "OTHER");
    }

    @ParameterizedTest
    @CsvSource({
        "dash, cgroup-v1-docker",
        "busybox sh, cgroup-v1-docker",
        "dash, cgroup-v2-container",
        "busybox sh, cgroup-v2-container",
        "dash, cgroup-v2-slurm-step",
        "busybox sh, cgroup-v2-slurm-step",
        "mksh, cgroup-v2-slurm-step"
    })
    void the_script_and_java_find_the_same_groups_in_a_recorded_tree(String shell, String tree) throws IOException {
        Tree.unpack(tree, temp);
        Map<String, String> java = probe(Machine.here().below(temp)).texts();
        Map<String, String> script =
                CaptureScript.texts(CaptureScript.run(shell, Map.of(), "-n", "-r", temp.toString()));
        assertThat(script.get("cgroup.txt"))
                .isEqualTo(java.get("cgroup.txt"))
                .contains("memory")
                .doesNotContain(temp.toString());
        assertThat(script.get("sys-pci.txt")).isEqualTo(java.get("sys-pci.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "mksh"})
    void redacted_by_the_script_and_by_java_the_same_names_are_hidden(String shell) {
        Map<String, String> environment = Map.of(
                "NCCL_COMM_ID", "10.11.12.13:4567",
                "CUDA_VISIBLE_DEVICES",
                        "GPU-1b2c3d4e-1111-2222-3333-444455556666,GPU-5895e020-7d50-0c08-6ec8-e543a425c76c",
                "NCCL_TOPO_FILE", "/home/jo/topo.xml",
                "NCCL_P2P_LEVEL", "sys",
                "NCCL_BUFFSIZE", "0x400000 # as tuned",
                "NCCL_ALGO", "hunter2",
                "NCCL_IB_DISABLE", "yes");
        Map<String, String> all = new HashMap<>(System.getenv());
        all.keySet().removeIf(name -> name.startsWith("NCCL_") || name.startsWith("CUDA_"));
        all.putAll(environment);
        Machine machine = new Machine(Path.of("/"), all, new ProcessCommands(all), System.getProperty("user.name"));
        Map<String, String> java = probe(machine).redacted().texts();
        CaptureSource.Whole script = CaptureScript.run(shell, environment, "-t", "20");
        Map<String, String> texts = CaptureScript.texts(script);
        assertThat(script.manifest().redacted()).isTrue();
        assertThat(without(texts, RESTLESS)).isEqualTo(without(withLimitsOf(texts, java), RESTLESS));
        assertThat(texts.getOrDefault("env.txt", "").lines())
                .contains(
                        "NCCL_ALGO=?",
                        "NCCL_BUFFSIZE=0x400000",
                        "NCCL_COMM_ID=?",
                        "NCCL_IB_DISABLE=?",
                        "NCCL_P2P_LEVEL=sys",
                        "NCCL_TOPO_FILE=?")
                .anyMatch(l -> l.matches("CUDA_VISIBLE_DEVICES=GPU-uuid-[0-9a-f]{8},GPU-uuid-[0-9a-f]{8}"));
        assertThat(texts.get("boot-id.txt")).matches("uuid-[0-9a-f]{8}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "mksh"})
    void a_driver_that_hangs_is_named_and_waited_for_once(String shell) throws IOException {
        String path = NvidiaSmi.hanging(temp);
        CaptureSource.Whole script = CaptureScript.run(shell, Map.of("PATH", path), "-t", "1");
        String why = "nvidia-smi topo -m did not answer within 1 s";
        assertThat(script.capture().items().get(CaptureLayout.TOPO_M))
                .isEqualTo(new NotCaptured(CaptureLayout.TOPO_M, why));
        assertThat(script.capture().items().get("nvidia-smi-q.xml"))
                .isEqualTo(new NotCaptured("nvidia-smi-q.xml", "not asked, for " + why));
        assertThat(Files.readAllLines(temp.resolve("calls"))).containsExactly("topo -m");
        assertThat(script.capture().text("mountinfo.txt")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "mksh"})
    void a_driver_that_prints_without_end_is_cut_off_at_a_bound_and_not_waited_for(String shell) throws IOException {
        Path work = Files.createDirectory(temp.resolve("work"));
        String path = NvidiaSmi.endless(temp);
        CaptureSource.Whole script =
                CaptureScript.run(shell, Map.of("PATH", path, "TMPDIR", work.toString()), "-t", "25");
        assertThat(script.capture().items().get(CaptureLayout.TOPO_M))
                .isEqualTo(new NotCaptured(CaptureLayout.TOPO_M, "nvidia-smi topo -m printed more than 8388608 bytes"));
        assertThat(script.capture().text("mountinfo.txt")).isPresent();
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void java_keeps_a_bounded_part_of_what_a_driver_prints_without_end() throws IOException {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.put("PATH", NvidiaSmi.endless(temp));
        CommandResult result = new ProcessCommands(all)
                .run(List.of("nvidia-smi", "topo", "-m"), Duration.ofSeconds(1))
                .orElseThrow();
        assertThat(result.timedOut()).isTrue();
        assertThat(result.output().length()).isBetween(1, 8 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "mksh"})
    void an_error_of_nvml_is_kept_in_its_words(String shell) throws IOException {
        String path = NvidiaSmi.mismatched(temp);
        Map<String, String> all = new HashMap<>(System.getenv());
        all.put("PATH", path);
        Machine machine = new Machine(Path.of("/"), all, new ProcessCommands(all), "root");
        CaptureSource.Whole script = CaptureScript.run(shell, Map.of("PATH", path), "-n", "-t", "20");
        assertThat(CaptureScript.texts(script).get(CaptureLayout.TOPO_M))
                .isEqualTo("Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 550.54\n")
                .isEqualTo(probe(machine).texts().get(CaptureLayout.TOPO_M));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "mksh"})
    void what_nvidia_smi_prints_is_taken_and_its_failures_too(String shell) throws IOException {
        String path = NvidiaSmi.printing(temp);
        Map<String, String> all = new HashMap<>(System.getenv());
        all.put("PATH", path);
        Machine machine = new Machine(Path.of("/"), all, new ProcessCommands(all), "root");
        Map<String, String> java = probe(machine).texts();
        Map<String, String> script =
                CaptureScript.texts(CaptureScript.run(shell, Map.of("PATH", path), "-n", "-t", "20"));
        assertThat(script.get(CaptureLayout.TOPO_M))
                .isEqualTo(java.get(CaptureLayout.TOPO_M))
                .contains("GPU1");
        assertThat(script.get(CaptureLayout.P2P_WRITE))
                .isEqualTo(java.get(CaptureLayout.P2P_WRITE))
                .isEqualTo("half a table\nInvalid combination of input arguments.\n");
        assertThat(script.get("nvidia-smi-q.xml"))
                .isEqualTo(java.get("nvidia-smi-q.xml"))
                .contains("<uuid>GPU-", "<total>81920 MiB</total>")
                .doesNotContain("process_name", "python train.py", "serial");
        assertThat(script).doesNotContainKey(CaptureLayout.P2P_READ);
        assertThat(java).doesNotContainKey(CaptureLayout.P2P_READ);
    }

    @Test
    void the_script_passes_shellcheck() throws IOException, InterruptedException {
        Process check = new ProcessBuilder(
                        RealPart.program("shellcheck").toString(), "-s", "sh", CaptureScript.FILE.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(check.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(check.waitFor()).isZero();
    }
}
