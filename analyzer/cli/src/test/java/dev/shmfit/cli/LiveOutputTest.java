package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.terminal.CommandContext;
import dev.shmfit.cli.terminal.Live;
import dev.shmfit.cli.terminal.WatchText;
import dev.shmfit.fixtures.Golden;
import dev.shmfit.probes.live.Machine;
import dev.shmfit.probes.live.ProcessCommands;
import dev.shmfit.probes.watch.ShmPeaks;
import dev.shmfit.probes.watch.ShmSample;
import dev.shmfit.reports.text.TextStyle;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check, capture and watch print, approved over a recorded machine; and a watch that a person ends with Ctrl-C. */
class LiveOutputTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Path EXPECTED = ROOT.resolve("fixtures/live");
    private static final Path CASE = ROOT.resolve("fixtures/cases/two-socket-x8-pix-node-sys/capture");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final String LOADER = "--loader=workers=8,batch=64,sample=600KiB";

    @TempDir
    private Path temp;

    private static ShmSample sample(long millis, long used, boolean rescanned) {
        List<ShmSample.Owner> owners = used == 0
                ? List.of()
                : List.of(
                        new ShmSample.Owner(4711, "python3", used - 12288, 3, 2),
                        new ShmSample.Owner(0, "", 12288, 1, 0));
        return new ShmSample(millis, used, 64L << 20, owners, rescanned);
    }

    /** A container with 8 GiB of /dev/shm and eight GPUs, as files and a driver's program. */
    private Shell recorded() throws IOException {
        Path root = Files.createDirectories(temp.resolve("root"));
        write(root, "proc/self/cgroup", "0::/\n");
        write(root, "proc/self/mountinfo", """
                700 500 0:50 / / rw,relatime - overlay overlay rw
                711 700 0:61 / /sys/fs/cgroup ro - cgroup2 cgroup rw
                712 700 0:70 / /dev/shm rw,relatime - tmpfs tmpfs rw,size=8388608k
                """);
        write(root, "proc/self/limits", "Limit  Soft Limit  Hard Limit  Units\nMax open files  1024  4096  files\n");
        write(root, "proc/self/status", "Uid:\t0\t0\t0\t0\nCapEff:\t00000000a80425fb\n");
        write(root, "proc/cpuinfo", "vendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 106\n\n");
        write(root, "proc/meminfo", "MemTotal:       131072000 kB\n");
        write(root, "proc/cmdline", "quiet intel_iommu=on\n");
        write(root, "proc/sys/kernel/hostname", "gpu-node-7\n");
        write(root, "proc/sys/kernel/random/boot_id", "3f5c2c1e-0b6a-4c8e-9d57-aaaabbbbcccc\n");
        write(root, "sys/fs/cgroup/memory.max", "1073741824\n");
        write(root, ".dockerenv", "");
        Files.createDirectories(root.resolve("dev/shm"));
        Files.setAttribute(root.resolve("dev/shm"), "unix:mode", 01777);
        Path program = Files.createDirectories(temp.resolve("bin")).resolve("nvidia-smi");
        Files.writeString(
                program,
                "#!/bin/sh\ncase \"$*\" in\n'topo -m') cat '" + CASE + "/nvidia-smi-topo-m.txt' ;;\n"
                        + "'topo -p2p r') cat '" + CASE + "/nvidia-smi-topo-p2p-r.txt' ;;\n'topo -p2p w') cat '" + CASE
                        + "/nvidia-smi-topo-p2p-w.txt' ;;\n*) exit 3 ;;\nesac\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> environment =
                Map.of("PATH", temp.resolve("bin") + ":/usr/bin:/bin", "HOME", "/nowhere", "NCCL_P2P_LEVEL", "PXB");
        Machine machine = new Machine(root, environment, new ProcessCommands(environment), "jo");
        return shell(machine, false);
    }

    private static void write(Path root, String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.resolve("..").normalize());
        Files.writeString(path, text);
    }

    private static Shell shell(Machine machine, boolean terminal) {
        Live live = new Live(machine, CLOCK, false, terminal, false, new ByteArrayOutputStream());
        return new Shell(new CommandContext(InputStream.nullInputStream(), TextStyle.PLAIN, Shell.VERSION, live));
    }

    private void approved(String file, String... command) throws IOException {
        Shell shell = recorded();
        Golden.check(EXPECTED.resolve(file), () -> {
            Ran ran = shell.run(command);
            return ran.out() + ran.err().replace(temp.toString(), "TEMP") + "exit code " + ran.exitCode() + "\n";
        });
    }

    @Test
    void a_check_of_a_recorded_machine_prints_what_was_approved() throws IOException {
        approved("check.txt", "check", LOADER, "--nccl=2.21.5", "--shm-size=64m");
    }

    @Test
    void the_short_forms_of_a_check_print_what_was_approved() throws IOException {
        approved("check-one-line.txt", "check", LOADER, "--nccl=2.21.5", "--shm-size=64m", "--one-line");
        approved("check-quiet.txt", "check", LOADER, "--nccl=2.21.5", "--shm-size=64m", "--quiet");
        for (String profile : List.of("nagios", "slurm", "npd")) {
            approved(
                    "check-" + profile + ".txt",
                    "check",
                    LOADER,
                    "--nccl=2.21.5",
                    "--shm-size=64m",
                    "--exit-profile=" + profile);
        }
    }

    @Test
    void a_capture_of_a_recorded_machine_has_the_files_that_were_approved() throws IOException {
        Shell shell = recorded();
        Path capture = temp.resolve("capture");
        Golden.check(EXPECTED.resolve("capture.txt"), () -> {
            Ran ran = shell.run("capture", "-o", capture.toString());
            return ran.out() + ran.err().replace(temp.toString(), "TEMP") + files(capture);
        });
    }

    /** Names of all files, and the texts of those that do not depend on the machine below. */
    private static String files(Path capture) {
        try (Stream<Path> files = Files.list(capture)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.sorted().toList()) {
                text.append("# ").append(file.getFileName()).append('\n');
                if (List.of("cgroup.txt", "env.txt", "hostname.txt", "boot-id.txt", "mountinfo.txt", "status.txt")
                        .contains(String.valueOf(file.getFileName()))) {
                    text.append(Files.readString(file));
                }
            }
            return text.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_watch_draws_and_tells_what_was_approved() {
        Golden.check(EXPECTED.resolve("watch-terminal.txt"), () -> {
            StringBuilder text = new StringBuilder();
            for (TextStyle style : List.of(TextStyle.PLAIN, new TextStyle(40, false, true))) {
                WatchText watch = new WatchText(style);
                ShmPeaks peaks = new ShmPeaks();
                long[] used = {0, 9_662_464, 38_535_168, 67_108_864, 20_480};
                for (int i = 0; i < used.length; i++) {
                    ShmSample sample = sample(i * 100L, used[i], i % 2 == 0);
                    peaks.add(sample);
                    String line = watch.line(sample, peaks);
                    assertThat(line.length()).isLessThan(style.width());
                    text.append(line).append('\n');
                }
                text.append(WatchText.summary(peaks, 707_919_872));
            }
            return text.toString();
        });
        Golden.check(EXPECTED.resolve("watch.jsonl"), () -> {
            ShmPeaks peaks = new ShmPeaks();
            peaks.add(sample(0, 0, true));
            peaks.add(sample(100, 9_662_464, true));
            return WatchText.json(sample(100, 9_662_464, true)) + "\n" + WatchText.json(peaks, -1) + "\n";
        });
    }

    @Test
    void in_a_terminal_a_watch_leaves_its_summary_only_and_sends_no_escapes() {
        Ran ran = shell(Machine.here(), true).run("watch", "--for", "1");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains("\r   0.", "peak ", "PEAK  ", "FORECAST  none")
                .doesNotContain("\033", "{");
        String last = ran.out().substring(0, ran.out().indexOf("PEAK"));
        assertThat(last).matches("(?s).*\r +\r");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void ctrl_c_ends_a_watch_with_the_summary() throws IOException, InterruptedException {
        MachineParts.orSkip(Files.isExecutable(Path.of("/usr/bin/env")), "there is no /usr/bin/env");
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path errors = temp.resolve("errors");
        // A test that runs in the background of a shell may have been told to ignore the signal.
        Process watch = new ProcessBuilder(
                        "/usr/bin/env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        path,
                        "dev.shmfit.cli.Shmfit",
                        "watch",
                        "--all")
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader out = watch.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            lines.add(String.valueOf(out.readLine()));
            new ProcessBuilder("/bin/kill", "-INT", String.valueOf(watch.pid()))
                    .start()
                    .waitFor();
            lines.addAll(out.lines().collect(Collectors.toList()));
            assertThat(watch.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(lines.get(0)).startsWith("{\"millis\": ");
            assertThat(lines.get(lines.size() - 1))
                    .startsWith("{\"end\": true, ")
                    .endsWith("}");
            assertThat(Files.readString(errors)).contains("PEAK  ", "Sampled ten times a second");
            assertThat(watch.exitValue()).isEqualTo(130);
        } finally {
            watch.destroyForcibly();
        }
    }

    private Path capture(String name, String capabilities, String host) throws IOException {
        Path capture = Files.createDirectories(temp.resolve(name));
        try (Stream<Path> files = Files.list(CASE)) {
            for (Path file : files.toList()) {
                Files.copy(file, capture.resolve(String.valueOf(file.getFileName())));
            }
        }
        Files.writeString(capture.resolve("status.txt"), "CapEff:\t" + capabilities + "\n");
        Files.writeString(capture.resolve("hostname.txt"), host + "\n");
        Files.writeString(capture.resolve("boot-id.txt"), "uuid-1\n");
        Files.writeString(capture.resolve("namespaces.txt"), "ipc=ipc:[402653" + host.length() + "]\n");
        return capture;
    }

    @Test
    void beside_the_host_s_capture_it_says_what_a_container_lacks() throws IOException {
        Path host = capture("host", "000001ffffffffff", "node7");
        Path pod = capture("pod", "00000000a80425fb", "train-0");
        Ran ran = Shell.quiet()
                .run(
                        "analyze",
                        pod.toString(),
                        "--host",
                        host.toString(),
                        "--nccl=2.27.7",
                        "--assume=cuda-driver=12.8",
                        "--assume=cpu=intel",
                        "--shm-size=8g",
                        "--format=json");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains(
                        "container-differs-from-host",
                        "The job needs 0 B of /dev/shm on the host and ",
                        "(CAP_SYS_NICE) yes and no",
                        "host name node7 and train-0",
                        "ipc namespace ",
                        "are on two nodes for NCCL",
                        "--cap-add SYS_NICE");
        Files.writeString(pod.resolve("boot-id.txt"), "uuid-2\n");
        assertThat(Shell.quiet()
                        .run(
                                "analyze",
                                pod.toString(),
                                "--host",
                                host.toString(),
                                "--nccl=2.27.7",
                                "--shm-size=8g",
                                "--details")
                        .out()
                        .replaceAll("\\s+", " "))
                .contains("Their boot ids differ");
    }

    @Test
    void a_stated_cpu_that_contradicts_the_captured_one_is_refused() throws IOException {
        Path capture = capture("cpu", "000001ffffffffff", "node7");
        Files.writeString(
                capture.resolve("lscpu.txt"),
                "Architecture: x86_64\nVendor ID: AuthenticAMD\nCPU family: 25\nModel: 17\n");
        Ran ran = Shell.quiet().run("analyze", capture.toString(), "--assume=cpu=intel");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("--assume cpu=intel contradicts lscpu.txt", "which says amd:17");
        assertThat(Shell.quiet()
                        .run("analyze", capture.toString(), "--assume=cpu=amd")
                        .exitCode())
                .isNotEqualTo(ExitCode.USAGE);
    }
}
