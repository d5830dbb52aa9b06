package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code shm} and its twin {@code probes/shm.sh}, over a recorded machine. */
class ShmCommandTest {
    private static final Path SCRIPT = Path.of(System.getProperty("shmfit.root"), "probes", "shm.sh");

    @TempDir
    private Path root;

    private Path shm;

    /** A process that maps one file, another that only has a name in a file, and a file of nobody's. */
    @BeforeEach
    void machine() throws IOException {
        shm = Files.createDirectories(root.resolve("dev/shm"));
        Path held = old("nccl-Held01", 9000);
        old("nccl-Gone01", 5000);
        old("torch_815_1_0", 4096);
        old("torch_4711_2_0", 4096);
        Files.write(shm.resolve("psm_f49f4149"), new byte[100]);
        Path proc = Files.createDirectories(root.resolve("proc/4711/fd"));
        Files.writeString(proc.resolveSibling("comm"), "train\n");
        Files.writeString(
                proc.resolveSibling("maps"),
                "7f0000000000-7f0000003000 rw-s 00000000 00:00 " + Files.getAttribute(held, "unix:ino")
                        + "    /dev/shm/nccl-Held01\n");
    }

    private Path old(String name, int bytes) throws IOException {
        Path file = Files.write(shm.resolve(name), new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7200)));
        return file;
    }

    private Ran run(String... more) {
        List<String> args = new ArrayList<>(List.of("shm", "--root", root.toString()));
        args.addAll(List.of(more));
        return Shell.quiet().run(args.toArray(String[]::new));
    }

    private String script(String shell, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(shell.split(" ", -1)));
        command.addAll(List.of(SCRIPT.toString(), "-r", root.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        return out;
    }

    @Test
    void each_file_is_held_waits_or_is_stale() throws Exception {
        for (String out : List.of(run("--alone").out(), script("sh", "--alone"))) {
            assertThat(out)
                    .containsPattern("held +\\S.*nccl-Held01.*4711")
                    .containsPattern("stale +\\S.*nccl-Gone01.*no process has it")
                    .containsPattern("stale +\\S.*torch_815_1_0.*process 815 of its name is gone")
                    .containsPattern("waiting +\\S.*torch_4711_2_0.*process 4711 of its name lives")
                    .containsPattern("waiting +\\S.*psm_f49f4149.*s old");
        }
    }

    @Test
    void where_other_containers_cannot_be_seen_nothing_is_stale() throws Exception {
        for (String out : List.of(run("--stale").out(), script("sh", "--stale"))) {
            assertThat(out).contains("unknown", "--alone").doesNotContain("stale ");
        }
    }

    @Test
    void clean_is_a_dry_run_until_yes_and_then_removes_the_stale_ones_alone() throws Exception {
        Ran dry = run("--clean", "--alone");
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.out()).contains("Nothing was removed").doesNotContain("nccl-Held01");
        assertThat(names()).hasSize(5);

        assertThat(run("--clean", "--yes", "--alone").out()).contains("Removed 2 files");

        assertThat(names()).containsExactlyInAnyOrder("nccl-Held01", "torch_4711_2_0", "psm_f49f4149");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "busybox sh", "mksh", "bash --posix"})
    void the_script_removes_the_same(String shell) throws Exception {
        Assumptions.assumeTrue(installed(shell), shell + " is not installed");
        assertThat(script(shell, "--clean", "--alone")).contains("Nothing was removed");
        assertThat(script(shell, "--clean", "--yes", "--alone")).contains("Removed 2 file(s)");

        assertThat(names()).containsExactlyInAnyOrder("nccl-Held01", "torch_4711_2_0", "psm_f49f4149");
    }

    private static boolean installed(String shell) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + shell.split(" ", 2)[0])
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** A segment of this very process's, in the machine's own /dev/shm: its name is gone, and no listing of names shows it. */
    @Test
    void a_segment_whose_name_is_gone_is_listed_with_who_keeps_it() throws Exception {
        Path file = Path.of("/dev/shm/shmfit-test-" + ProcessHandle.current().pid());
        Assumptions.assumeTrue(Files.isWritable(file.getParent()) && Files.isReadable(Path.of("/proc/self/maps")));
        try (FileChannel open = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            open.write(ByteBuffer.allocate(20_000));
            Files.delete(file);
            String held = "held +\\S.*" + file.getFileName() + " \\(unlinked\\).*"
                    + ProcessHandle.current().pid();
            Process script = new ProcessBuilder("sh", SCRIPT.toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .containsPattern(held)
                    .containsPattern("held +20480 +" + file.getFileName());
            assertThat(Shell.quiet().run("shm").out()).containsPattern(held);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void odd_names_are_told_apart_and_a_line_end_in_a_name_removes_nothing_elsewhere() throws Exception {
        Path victim = Files.createDirectories(root.resolve("victim")).resolve("passwd");
        Files.writeString(victim, "data");
        Path trap = Files.createDirectories(shm.resolve("x\n26 9 8 8 512 0 0 600 100 " + victim.getParent()));
        Files.writeString(trap.resolve("passwd"), "data");
        old("nccl-Held01 ", 100);
        old("nccl-Held01\r", 100);
        Path linked = shm.resolve("linked");
        Files.createSymbolicLink(linked, victim.getParent());

        assertThat(run("--clean", "--yes", "--alone", "--older-than", "0").out())
                .contains("Removed 5 files");

        assertThat(victim).exists();
        assertThat(trap.resolve("passwd")).exists();
        assertThat(shm.resolve("nccl-Held01")).exists();
        assertThat(linked).isSymbolicLink();
    }

    @Test
    void yes_without_clean_is_a_wrong_command_line() {
        assertThat(run("--yes").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(shm)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
