package dev.shmfit.shm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.shm.VllmCommunicators.Experts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VllmCommunicatorsTest {
    @ParameterizedTest
    @CsvSource({
        "0.7.3, NONE, true",
        "v0.8.5.post1, NONE, true",
        "0.9.0, ALL, true",
        "0.13.0, ALL, true",
        "0.14.0, MIXTURES, true",
        "0.24.0, MIXTURES, true",
        "0.25.0, MIXTURES, false",
        "0.33.0, MIXTURES, false",
        "1.0, MIXTURES, false"
    })
    void each_change_holds_from_its_release_on(String version, Experts experts, boolean torchGathers) {
        VllmCommunicators made = VllmCommunicators.of(VllmRelease.parse(version).orElseThrow());
        assertThat(made.experts()).isEqualTo(experts);
        assertThat(made.torchGathers()).isEqualTo(torchGathers);
        assertThat(made.source()).startsWith("vllm/");
    }

    @Test
    void what_is_no_version_is_no_release() {
        assertThat(VllmRelease.parse("latest")).isEmpty();
        assertThat(VllmRelease.parse("0.9.0").orElseThrow().before(new VllmRelease(0, 9, 1)))
                .isTrue();
        assertThat(new VllmRelease(0, 10, 0).before(new VllmRelease(0, 9, 1))).isFalse();
    }
}
