package dev.shmfit.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.MachineParts;
import dev.shmfit.cli.Ran;
import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result is whole or an error, in processes of their own with full disks, closed pipes and a signal that kills. */
@DisabledOnOs(OS.WINDOWS)
class ResultsTest {
    private static final String ANALYZE = "$SHMFIT analyze node:rtx4090-x2 --shm-size 64m --nccl 2.21.5 ";
    /** More than a pipe holds. */
    private static final String LONG =
            "$SHMFIT plan rtx4090-x2 --preset imagenet --sweep workers=1..64 prefetch=1..64 ";

    private static final String FULL = "No space left on device";

    @TempDir
    private Path directory;

    private Ran sh(String script) throws IOException, InterruptedException {
        return Ran.command(directory, environment(), List.of("sh", "-c", script));
    }

    private static Map<String, String> environment() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Map.of(
                "CLASSPATH",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "SHMFIT",
                java + " -Xmx160m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 dev.shmfit.cli.Shmfit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analyze rtx4090-x2 --format text",
                "analyze rtx4090-x2 --format json",
                "analyze rtx4090-x2 --format html",
                "analyze rtx4090-x2 --format markdown",
                "analyze rtx4090-x2 --format junit",
                "analyze rtx4090-x2 --format sarif",
                "analyze rtx4090-x2 --format prometheus",
                "analyze rtx4090-x2 --format github --nccl 2.21.5 --shm-size 1m",
                "analyze rtx4090-x2 --one-line",
                "plan rtx4090-x2 --format text --preset imagenet",
                "plan rtx4090-x2 --format csv --preset imagenet",
                "plan rtx4090-x2 --format json --preset imagenet",
                "plan rtx4090-x2 --format html --preset imagenet",
                "plan rtx4090-x2 --template docker --preset imagenet",
                "explain 9637892",
                "nodes",
                "nodes show rtx4090-x2",
                "workload --example",
                "capture --timeout 1 -o -",
                "watch --for 1",
                "completion",
                "man analyze",
                "--version",
                "analyze --help"
            })
    void a_full_standard_output_is_an_error_with_one_message(String command) throws Exception {
        Ran full = sh("$SHMFIT " + command + " >/dev/full");
        assertThat(full.exitCode()).as(full.err()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(full.err())
                .containsOnlyOnce("cannot write standard output: " + FULL)
                .doesNotContain("\tat ");
    }

    @Test
    void a_standard_output_that_cannot_be_written_is_an_error() throws Exception {
        for (String command : List.of(ANALYZE, "$SHMFIT --version")) {
            Ran closed = sh(command + " 1</dev/null");
            assertThat(closed.exitCode()).as(closed.err()).isEqualTo(ExitCode.UNAVAILABLE);
            assertThat(closed.err()).containsOnlyOnce("cannot write standard output: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analyze rtx4090-x2 --format text",
                "analyze rtx4090-x2 --format json",
                "analyze rtx4090-x2 --format sarif",
                "analyze rtx4090-x2 --format prometheus",
                "plan rtx4090-x2 --preset imagenet --format csv"
            })
    void a_standard_output_that_is_closed_or_has_no_reader_is_never_a_success(String command) throws Exception {
        Ran closed = sh("$SHMFIT " + command + " 1</dev/null");
        assertThat(closed.exitCode()).as(closed.err()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(closed.err()).containsOnlyOnce("cannot write standard output: ");
        // Opened for both, then left without a reader.
        Ran gone = sh("mkfifo f && exec 3<>f 4>f 3>&- && { $SHMFIT " + command + " >&4; echo $?; }");
        assertThat(gone.out()).as(gone.err()).isEqualTo(ExitCode.READER_GONE + "\n");
        assertThat(gone.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void a_reader_that_goes_away_ends_it_as_other_programs_end(String format) throws Exception {
        Ran ran = sh("{ " + LONG + "--format " + format + "; echo $? >code; } | head -1");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).hasSize(1);
        assertThat(directory.resolve("code")).hasContent(String.valueOf(ExitCode.READER_GONE));
    }

    @Test
    void a_watch_stops_when_nobody_reads_it_any_more_even_where_nothing_changes() throws Exception {
        Ran ran = sh("{ $SHMFIT watch; echo $? >code; } | head -1");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("{\"millis\": ");
        assertThat(directory.resolve("code")).hasContent(String.valueOf(ExitCode.READER_GONE));
    }

    @Test
    void a_caller_with_an_exit_profile_hears_the_verdict_s_code_even_so() throws Exception {
        Ran ran = sh(ANALYZE + "--exit-profile nagios --env NCCL_P2P_DISABLE=1 --memory-limit 1m >/dev/full");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("cannot write standard output: " + FULL);
    }

    @Test
    void a_full_disk_leaves_the_old_reports_whole_and_nothing_beside_them() throws Exception {
        MachineParts.orSkip(
                works("unshare -m mount -t tmpfs none /mnt"), "no tmpfs can be mounted in a namespace of its own");
        String within =
                "mkdir d && mount -t tmpfs -o size=64k,mode=0755 none d && echo old >d/r.html && cp d/r.html d/r.csv"
                        + " && cp d/r.html d/r.json; "
                        + ANALYZE + "--format html,json -o d/r; echo $?; "
                        + LONG + "-o d/r.csv; echo $?; "
                        + "cat /dev/zero >d/rest 2>/dev/null; $SHMFIT capture --timeout 1 -o d/r.tar; echo $?; "
                        + "cat d/r.html d/r.csv d/r.json; ls -A d";
        Ran ran = Ran.command(directory, environment(), List.of("unshare", "-m", "sh", "-c", within));
        assertThat(ran.out()).as(ran.err()).isEqualTo("69\n69\n69\nold\nold\nold\nr.csv\nr.html\nr.json\nrest\n");
        assertThat(ran.err())
                .contains(
                        "cannot write d/r.html: " + FULL,
                        "cannot write d/r.csv: " + FULL,
                        "cannot write d/r.tar: " + FULL)
                .doesNotContain("bug", "The report is in");
    }

    @Test
    void a_file_that_is_mounted_by_itself_is_filled_where_it_is() throws Exception {
        MachineParts.orSkip(
                works("unshare -m mount -t tmpfs none /mnt"), "nothing can be mounted in a namespace of its own");
        String within =
                "echo old >a.txt && echo old >b.txt && mount --bind b.txt a.txt; " + ANALYZE + "-o a.txt; echo $?;"
                        + " umount a.txt && cat a.txt && grep needs b.txt >/dev/null && ls -A | grep -c part";
        Ran ran = Ran.command(directory, environment(), List.of("unshare", "-m", "sh", "-c", within));
        assertThat(ran.out()).as(ran.err()).isEqualTo("0\nold\n0\n");
    }

    @Test
    void a_kill_in_the_midst_leaves_the_old_report_whole() throws Exception {
        Path report = Files.writeString(directory.resolve("plan.csv"), "old\n");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec " + LONG + "batch=1..64 -o plan.csv")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile());
        builder.environment().putAll(environment());
        Process plan = builder.start();
        try {
            while (plan.isAlive() && parts().noneMatch(p -> p.toFile().length() > 0)) {
                Thread.sleep(10);
            }
            assertThat(plan.isAlive())
                    .as(Files.readString(directory.resolve("said")))
                    .isTrue();
            new ProcessBuilder("kill", "-9", String.valueOf(plan.pid())).start().waitFor();
            assertThat(plan.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            plan.destroyForcibly();
        }
        assertThat(report).hasContent("old\n");
    }

    private Stream<Path> parts() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(".part")).toList().stream();
        }
    }

    @Test
    void a_link_stays_a_link_and_a_file_keeps_its_mode() throws Exception {
        Path real = Files.writeString(
                Files.createDirectory(directory.resolve("real")).resolve("r.txt"), "old");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(directory.resolve("l.txt"), Path.of("real/r.txt"));
        Files.createSymbolicLink(directory.resolve("new.txt"), Path.of("real/n.txt"));
        Ran ran = sh("umask 027; " + ANALYZE + "-o l.txt && " + ANALYZE + "-o new.txt");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(directory.resolve("l.txt")).isSymbolicLink();
        assertThat(Files.readString(real)).contains("needs ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
        assertThat(Files.readString(directory.resolve("real/n.txt"))).contains("needs ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("real/n.txt"))))
                .isEqualTo("rw-r-----");
        assertThat(parts()).isEmpty();
    }

    @Test
    void pipes_and_standard_output_by_their_names_are_written_to() throws Exception {
        Ran ran = sh("echo first >log; " + ANALYZE + "--one-line -o /dev/stdout >>log; cat log");
        assertThat(ran.out()).as(ran.err()).startsWith("first\ntight: ");
        ran = sh("mkfifo f && { cat f & } && " + ANALYZE + "-o f && wait");
        assertThat(ran.out()).as(ran.err()).contains("needs ");
        ran = sh("exec 7>seven; " + ANALYZE + "-o /dev/fd/7 && cat seven");
        assertThat(ran.out()).as(ran.err()).contains("needs ");
        ran = sh("rm f && mkfifo f && { head -c 1 f >/dev/null & } && " + LONG + "--format csv -o f");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.READER_GONE);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void a_place_that_cannot_be_is_wrong_usage_and_a_device_that_is_full_is_not() throws Exception {
        Files.createDirectory(directory.resolve("d"));
        for (String wrong : List.of("nowhere/r.txt", "d", "''", "d/../log/x")) {
            Ran ran = sh(ANALYZE + "-o " + wrong);
            assertThat(ran.exitCode()).as(wrong + ran.err()).isEqualTo(ExitCode.USAGE);
            assertThat(ran.err()).doesNotContain("\tat ");
        }
        Ran ran = sh(ANALYZE + "-o /dev/full");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(ran.err()).contains("cannot write /dev/full: " + FULL).doesNotContain("The report is in");
    }

    private boolean works(String command) throws IOException, InterruptedException {
        return sh(command + " 2>/dev/null").exitCode() == 0;
    }
}
