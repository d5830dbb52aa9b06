package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.units.MalformedText;
import dev.shmfit.units.TimeText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepTimesTest {
    /** 60 samples of 3 ms, steps of 300 ms. */
    private static final StepTimes TIMES = new StepTimes(3_000_000, 300_000_000);

    @Test
    void without_workers_a_batch_is_made_between_the_steps() {
        assertThat(TIMES.cycleNanos(0, 60)).isEqualTo(480_000_000);
        assertThat(TIMES.busyPercent(0, 60)).isEqualTo(62);
        assertThat(TIMES.slowerPercent(0, 4, 60)).isEqualTo(60);
    }

    @Test
    void with_workers_the_slower_side_sets_the_pace() {
        assertThat(TIMES.cycleNanos(1, 60)).isEqualTo(300_000_000);
        assertThat(TIMES.cycleNanos(1, 200)).isEqualTo(600_000_000);
        assertThat(TIMES.busyPercent(1, 200)).isEqualTo(50);
        assertThat(TIMES.enoughWorkers(200)).isEqualTo(2);
        assertThat(TIMES.enoughWorkers(100)).isEqualTo(1);
        assertThat(TIMES.enoughWorkers(101)).isEqualTo(2);
    }

    /** The figures of the story: 60 to 70 % without workers, 95 % with four, training 30 to 40 % slower. */
    @ParameterizedTest
    @ValueSource(ints = {130, 140, 150, 160, 170, 180, 190, 200})
    void a_gpu_busy_two_thirds_of_the_time_without_workers_is_busy_nearly_always_with_four(int loadingMillis) {
        StepTimes t = new StepTimes(loadingMillis * 1_000_000L, 300_000_000);
        assertThat(t.busyPercent(0, 1)).isBetween(60, 70);
        assertThat(t.busyPercent(4, 1)).isGreaterThanOrEqualTo(95);
        assertThat(t.lostPercent(0, 4, 1)).isBetween(30L, 40L);
    }

    @ParameterizedTest
    @CsvSource({
        "12ms, 12000000, 12 ms",
        "0.25s, 250000000, 250 ms",
        "800us, 800000, 800 us",
        "2 min, 120000000000, 120 s",
        "1.5s, 1500000000, 1.5 s",
        "7ns, 7, 7 ns"
    })
    void times_are_written_with_their_unit(String text, long nanos, String shown) {
        assertThat(TimeText.nanos(text)).isEqualTo(nanos);
        assertThat(TimeText.of(nanos)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "", "-1ms", "1e3ms", "0ms", "0.1ns", "100000000s", "5 hours", "12MS"})
    void what_is_no_time_is_refused(String text) {
        assertThatThrownBy(() -> TimeText.nanos(text)).isInstanceOf(MalformedText.class);
    }
}
