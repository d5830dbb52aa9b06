package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A text whose line ends were lost, or that was made to keep a reader busy: one line of three MiB. Each command answers, and
 * says what it did not read. The limit of time is for what would take hours.
 */
class LongLinesTest {
    private static final Duration HANGS = Duration.ofMinutes(5);
    private static final int LONG = 3 << 20;

    private static Ran ran(String text, String... arguments) {
        return assertTimeoutPreemptively(HANGS, () -> Shell.with(text).run(arguments));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npu-smi ",
                "amd-smi rocm-smi mx-smi ",
                "GPU0 X NV1 ",
                "| GPU0 | X | NV1 ",
                "\u001b[31mGPU0\u001b[0m\t",
                "a:1:2 [0] NCCL INFO Channel 00 : 0[0] -> 1[1] via SHM ",
                "-rw------- 1 a a 1 Nov 1 10:11 nccl-abcdef ",
                "image: a/b pods \"x\" --cluster y user=z ",
                "srun -A x -p y ",
                "\\040\\n",
                "{\"a\":"
            })
    void every_command_answers(String piece) {
        String text = piece.repeat(LONG / piece.length());
        for (List<String> command : List.of(
                List.of("analyze", "-"),
                List.of("explain", "-"),
                List.of("explain", "--redact", "-"),
                List.of("lint", "-"),
                List.of("verify", "--nccl-log", "-"))) {
            Ran ran = ran(text, command.toArray(String[]::new));
            assertThat(ran.exitCode()).as(command + " on " + piece).isLessThan(60);
            assertThat(ran.err()).doesNotContain("bug in shmfit");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"npu-smi ", "GPU0 X NV1 "})
    void analyze_says_that_the_line_is_too_long(String piece) {
        Ran ran = ran(piece.repeat(LONG / piece.length()), "analyze", "-");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("line 1 has 31457", "lines of at most 65536 are read");
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, LONG})
    void a_note_says_which_line_beside_a_table_was_not_read(int length) {
        Ran ran = ran(
                "\tGPU0\tGPU1\tCPU Affinity\nGPU0\t X \tSYS\t0-7\nGPU1\tSYS\t X \t0-7\n" + "y".repeat(length) + "\n",
                "analyze",
                "-",
                "--format",
                "json");
        assertThat(ran.out())
                .contains("the line has " + length + " characters", "nothing but a table of GPUs is looked for");
    }
}
