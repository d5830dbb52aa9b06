package dev.shmfit.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadSoFarTest {
    @Test
    void each_step_is_told_once_and_all_bytes_are_handed_on() {
        List<String> told = new ArrayList<>();
        List<Integer> handed = new ArrayList<>();
        ReadSoFar sink = new ReadSoFar("-", (bytes, count) -> handed.add(count), told::add, 2048);
        for (int i = 0; i < 5; i++) {
            sink.accept(new byte[1000], 1000);
        }
        assertThat(handed).containsExactly(1000, 1000, 1000, 1000, 1000);
        assertThat(told)
                .containsExactly("2.0 KiB of standard input read so far", "4.0 KiB of standard input read so far");
    }
}
