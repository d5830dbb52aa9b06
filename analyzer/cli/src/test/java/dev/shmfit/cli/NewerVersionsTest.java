package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is newer than all that is known is answered with the newest known facts, and the answer says so. */
class NewerVersionsTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root", "../.."));
    private static final Path A6000 = ROOT.resolve("fixtures/captures/labelled/a6000_x4_intel_2socket__all_shm");
    private static final String STANDS_IN = "NCCL 2.99.1 is newer than all whose rules are known; those of 2.";

    private static Ran analyze(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "analyze";
        all[1] = A6000.resolve("topo_dump.xml").toString();
        System.arraycopy(args, 0, all, 2, args.length);
        return Shell.quiet().run(all);
    }

    @Test
    void analyze_says_which_rules_stand_in() {
        assertThat(analyze("--nccl", "2.99.1").out().replaceAll("\\s+", " ")).contains(STANDS_IN);
    }

    @Test
    void verify_says_which_rules_stand_in() {
        Ran ran = Shell.quiet()
                .run(
                        "verify",
                        A6000.resolve("topo_dump.xml").toString(),
                        "--nccl-log",
                        A6000.resolve("nccl.txt").toString(),
                        "--nccl",
                        "2.99.1");
        assertThat(ran.out().replaceAll("\\s+", " ")).contains(STANDS_IN);
    }

    @Test
    void explain_says_which_rules_stand_in() {
        String log = """
                host:1:1 [0] NCCL INFO NCCL version 2.99.1+cuda13.2
                host:1:1 [0] misc/shmutils.cc:87 NCCL WARN Error: failed to extend /dev/shm/nccl-Abc123 to 9637892 bytes
                """;
        assertThat(Shell.with(log).run("explain").out().replaceAll("\\s+", " ")).contains("line 1: " + STANDS_IN);
    }

    @Test
    void a_log_alone_and_one_without_a_failure_say_so_too() {
        String log = """
                host:1:1 [0] NCCL INFO NCCL version 2.99.1+cuda13.2
                host:1:1 [0] NCCL INFO Channel 00 : 0[0] -> 1[1] via SHM/direct/direct
                """;
        assertThat(Shell.with(log).run("explain").out().replaceAll("\\s+", " ")).contains(STANDS_IN);
        assertThat(Shell.with(log).run("verify", "--nccl-log", "-").out().replaceAll("\\s+", " "))
                .contains(STANDS_IN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch=2.15.0", "torch=2.16.0", "torch=3.0.0", "torch=2.11.0+cu126"})
    void a_newer_pytorch_is_no_error(String torch) {
        assertThat(analyze("--assume", torch).exitCode()).isLessThan(2);
    }

    @Test
    void a_newer_pytorch_in_a_workload_file_is_said_to_be_one(@TempDir Path dir) throws IOException {
        Path workload = dir.resolve("job.yaml");
        Files.writeString(workload, "version: 1\ntorch: 2.16.0\n");
        assertThat(analyze("--details", "--workload", workload.toString()).out().replaceAll("\\s+", " "))
                .contains("PyTorch 2.16.0 is newer than the newest known, 2.15.0, whose NCCL is taken.");
    }

    @Test
    void an_older_pytorch_is_refused_with_what_is_known() {
        Ran ran = analyze("--assume", "torch=1.6.0");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("PyTorch 1.6.0", "known are 1.7.0 to 2.15.0");
    }
}
