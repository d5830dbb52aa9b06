package dev.shmfit.explain.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "* Avoid \"Bus error (core dumped)\" with Python 3.12 on aarch64.",
                "- Handle SIGBUS in the crash reporter.",
                "#4512 Fix \"Bus error\" when the data set is larger than /dev/shm",
                "2. Retry after \"No space left on device\" while a checkpoint is written",
                "**Bus error (core dumped)**: the container's shared memory is too small.",
                "+        raise ShmFullError(\"No space left on device: /dev/shm\")"
            })
    void a_sentence_about_an_error_is_a_mention(String line) {
        assertThat(new Mentions().mentions(line, 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- Bus error (core dumped)",
                "* worker 3 died: Bus error",
                "- bash: line 1: 4711 Bus error (core dumped) python train.py",
                "worker 3 failed with \"Bus error\" and is started again",
                "{\"message\": \"Bus error (core dumped)\", \"level\": \"error\"}",
                "OSError: [Errno 28] No space left on device: '/dev/shm/a'",
                "python3 Bus error (core dumped)",
                "I get a `[Errno 28] No space left on device.` error",
                "srun: error: node1: task 3: Bus error (core dumped)",
                "1. rank 0: Segmentation fault (core dumped)"
            })
    void what_a_program_prints_is_none(String line) {
        assertThat(new Mentions().mentions(line, 1)).isFalse();
    }

    @Test
    void a_line_that_raises_is_source_below_the_head_of_a_block_and_part_of_a_traceback_below_a_frame() {
        String raises = "        raise RuntimeError(\"No space left on device: /dev/shm is full\") from e";
        Mentions prose = new Mentions();
        assertThat(prose.mentions(raises, 2)).isFalse();

        prose.above("    if e.errno == errno.ENOSPC:", 3);
        assertThat(prose.mentions(raises, 4)).isTrue();

        prose.above("Traceback (most recent call last):", 5);
        assertThat(prose.mentions(raises, 6)).isFalse();
    }
}
