package dev.shmfit.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private static final SourceRef A = SourceRef.line("a.txt", 1);
    private static final SourceRef B = SourceRef.line("b.txt", 2);

    @Test
    void the_first_known_reading_counts() {
        Readings<Integer> r = Readings.<Integer>none(Absence.NOT_CAPTURED, "not asked")
                .then(Readings.of(new Reading.Unreadable<>("x", A, "no number")))
                .then(Readings.of(Reading.known(3, B)))
                .then(Readings.of(Reading.known(4, A)));
        assertThat(r.value()).contains(3);
        assertThat(r.source()).contains(B);
        assertThat(r.disagreeing()).containsExactly(new Reading.Known<>(4, A));
    }

    @Test
    void a_text_that_cannot_be_read_goes_before_silence() {
        Readings<Integer> r = Readings.<Integer>none(Absence.NO_PROGRAM, "there is none")
                .then(Readings.of(new Reading.Unreadable<>("x", A, "no number")));
        assertThat(r.best()).isInstanceOf(Reading.Unreadable.class);
        assertThat(r.isAbsent()).isFalse();
    }

    @Test
    void silence_keeps_its_reason() {
        Readings<Integer> r = Readings.none(Absence.NO_ANSWER, "it did not answer");
        assertThat(r.isAbsent(Absence.NO_ANSWER)).isTrue();
        assertThat(r.isAbsent(Absence.NOT_CAPTURED)).isFalse();
        assertThat(r.value()).isEmpty();
        assertThat(r.disagreeing()).isEmpty();
    }

    @Test
    void sources_that_agree_do_not_disagree() {
        Readings<Integer> r = Readings.of(Reading.known(3, A)).then(Readings.of(Reading.known(3, B)));
        assertThat(r.disagreeing()).isEmpty();
    }

    @Test
    void no_reading_at_all_is_a_mistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Readings<>(List.of()));
    }
}
