package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VllmRingsTest {
    /** Each edge: the last release before it and the first from it, with two workers. */
    @ParameterizedTest
    @CsvSource({
        "0.5.1, 24, false",
        "0.7.3, 24, false",
        "v0.8.0, 324, false",
        "0.9.0.1, 324, false",
        "0.9.1, 384, false",
        "0.11.0, 384, false",
        "0.11.1, 664, false",
        "0.26.0, 664, false",
        "0.27.0, 664, true",
        "0.33.0, 664, true",
        "0.34.0rc1, 664, true",
        "1.0, 664, true"
    })
    void an_engine_has_the_rings_of_its_version(String version, long mebibytes, boolean checked) {
        VllmRings rings = VllmRings.of(version, Optional.empty()).orElseThrow();
        assertThat(rings.bytes(2).bytes() >> 20).isEqualTo(mebibytes);
        assertThat(rings.checked()).isEqualTo(checked);
    }

    @ParameterizedTest
    @CsvSource({
        "0.6.4, 1, 24",
        "0.6.5, 1, 324",
        "0.7.3, 1, 324",
        "0.7.3, 0, 24",
        "0.8.0, 0, 24",
        "0.11.0, 0, 24",
        "0.11.1, 0, 664",
        "0.11.0, 1, 384"
    })
    void the_engine_may_be_chosen_where_there_are_two(String version, int useV1, long mebibytes) {
        VllmRings rings = VllmRings.of(version, Optional.of(useV1 == 1)).orElseThrow();
        assertThat(rings.bytes(2).bytes() >> 20).isEqualTo(mebibytes);
    }

    @ParameterizedTest
    @CsvSource({"latest", "nightly", "0.5.0", "0.4.3", "''", "sha256"})
    void text_that_is_no_version_and_releases_without_rings_give_none(String version) {
        assertThat(VllmRings.of(version, Optional.empty())).isEmpty();
    }

    @Test
    void a_single_worker_has_no_ring() {
        assertThat(VllmRings.newest().bytes(1).bytes()).isZero();
    }

    /** Broadcast, group and a ring for each worker's responses; before 0.8.0 the group's alone. */
    @ParameterizedTest
    @CsvSource({"0.7.3, 1, 0", "0.7.3, 2, 1", "0.7.3, 8, 1", "0.8.0, 1, 0", "0.8.0, 2, 4", "0.8.0, 8, 10"})
    void each_ring_is_a_file(String version, long workers, long rings) {
        assertThat(VllmRings.of(version, Optional.empty()).orElseThrow().count(workers))
                .isEqualTo(rings);
    }

    @Test
    void the_ring_of_the_group_has_a_reader_less_than_there_are_workers() {
        assertThat(VllmRings.ofGroup(1).bytes()).isZero();
        assertThat(VllmRings.ofGroup(2)).isEqualTo(OtherTenant.groupRing(1));
        assertThat(VllmRings.ofGroup(8)).isEqualTo(OtherTenant.groupRing(7));
    }
}
