package dev.shmfit.probes.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code capture.sh} ends where it is stopped, or has no room: with a code and a word, and without a trace. */
class CaptureEndsTest {
    private static final List<String> SHELLS = List.of("dash", "busybox sh", "mksh");

    /** Mounts a full-sized or a small file system of its own over every place where something can be written. */
    private static final String EVERYWHERE =
            "cd /proc; for d in /var/tmp /run /dev/shm; do mount -t tmpfs -o size=64k none $d;"
                    + " done; mount -t tmpfs -o size=%s none /tmp; TMPDIR=/tmp \"$@\"; code=$?; ls /tmp >&2; exit $code";

    @TempDir
    private Path temp;

    private Path work;

    @BeforeEach
    void directory() throws IOException {
        work = Files.createDirectory(temp.resolve("work"));
    }

    static Stream<Arguments> signals() {
        return SHELLS.stream()
                .flatMap(shell -> Stream.of(
                        Arguments.of(shell, "HUP", 129),
                        Arguments.of(shell, "INT", 130),
                        Arguments.of(shell, "TERM", 143),
                        Arguments.of(shell, "PIPE", 141)));
    }

    @ParameterizedTest
    @MethodSource("signals")
    void a_signal_ends_it_with_the_code_of_the_signal_and_nothing_is_left(String shell, String signal, int code)
            throws IOException, InterruptedException {
        Path archive = temp.resolve("node.tar");
        List<String> command = new ArrayList<>(RealPart.shell(shell));
        command.addAll(List.of(CaptureScript.FILE.toString(), "-t", "30", "-o", archive.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(temp.resolve("said").toFile());
        builder.environment().put("TMPDIR", work.toString());
        builder.environment().put("PATH", NvidiaSmi.hanging(temp));
        Process process = builder.start();
        await(() -> Files.exists(temp.resolve("calls")));
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(code);
        assertThat(work).isEmptyDirectory();
        assertThat(archive).doesNotExist();
    }

    /** The programs that write would take it for an option. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "mksh"})
    void a_name_that_begins_with_a_dash_is_a_name_and_a_dash_alone_is_standard_output(String shell)
            throws IOException, InterruptedException {
        for (String name : List.of("-node.tar.gz", "-")) {
            List<String> command = new ArrayList<>(RealPart.shell(shell));
            command.addAll(List.of(CaptureScript.FILE.toString(), "-t", "30", "-o", name));
            ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
            builder.redirectError(temp.resolve("said").toFile());
            File archive = temp.resolve("out").toFile();
            builder.redirectOutput(archive);
            Process process = builder.start();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            boolean named = name.length() > 1;
            assertThat(named ? work.resolve(name).toFile() : archive).isNotEmpty();
            assertThat(work.resolve("-")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "mksh"})
    void without_room_anywhere_it_says_so_and_how_to_get_some(String shell) throws IOException, InterruptedException {
        Ended ended = inside(shell, EVERYWHERE.formatted("64k"));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.archive()).isZero();
        assertThat(ended.said()).contains("no directory here has 256 KiB", "set TMPDIR", "docker run --tmpfs /tmp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "mksh"})
    void where_the_room_runs_out_on_the_way_it_counts_what_it_lost(String shell)
            throws IOException, InterruptedException {
        Ended ended = inside(shell, EVERYWHERE.formatted("280k"));
        assertThat(ended.code()).isZero();
        assertThat(ended.archive()).isPositive();
        // Files and losses together are all that there is, whatever found room.
        assertThat(ended.said()).containsPattern("capture\\.sh: \\d files in \\d+ ms; 2\\d things could not be taken");
        assertThat(ended.said()).doesNotContain("shmfit-capture.");
    }

    private record Ended(int code, long archive, String said) {}

    private Ended inside(String shell, String set) throws IOException, InterruptedException {
        RealPart.root();
        List<String> command =
                new ArrayList<>(List.of(RealPart.program("unshare").toString(), "-m", "sh", "-c", set, "sh"));
        command.addAll(RealPart.shell(shell));
        command.addAll(List.of("-s", "--", "-t", "20"));
        File archive = temp.resolve("node.tar").toFile();
        Path said = temp.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectInput(CaptureScript.FILE.toFile())
                .redirectOutput(archive)
                .redirectError(said.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), archive.length(), Files.readString(said));
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
