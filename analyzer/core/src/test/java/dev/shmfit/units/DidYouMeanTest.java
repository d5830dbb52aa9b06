package dev.shmfit.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
    private static final List<String> KEYS = List.of("workers", "prefetch", "batch", "batches");

    @Test
    void a_slip_of_the_finger_finds_its_word() {
        assertThat(DidYouMean.among(KEYS, "worker")).contains("workers");
        assertThat(DidYouMean.among(KEYS, "wrokers")).contains("workers");
        assertThat(DidYouMean.among(KEYS, "BATCH")).contains("batch");
        assertThat(DidYouMean.among(KEYS, "pre")).contains("prefetch");
        assertThat(DidYouMean.hint(KEYS, "bacth")).isEqualTo("; did you mean batch?");
    }

    @Test
    void a_stranger_finds_none() {
        assertThat(DidYouMean.among(KEYS, "learning_rate")).isEmpty();
        assertThat(DidYouMean.hint(KEYS, "")).isEmpty();
    }
}
