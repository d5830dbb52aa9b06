package dev.shmfit.analysis.stated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.analysis.stated.TorchBundles.Answer;
import dev.shmfit.analysis.stated.TorchBundles.Bundle;
import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.units.MalformedText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchBundlesTest {
    private static Answer answer(String torch) {
        return TorchBundles.of(TorchRelease.parse(torch).orElseThrow()).orElseThrow();
    }

    /** Requires-Dist of the wheels on the package index. */
    @ParameterizedTest
    @CsvSource({
        "1.13.1, 2.14.3",
        "2.0.1, 2.14.3",
        "2.1.2, 2.18.1",
        "2.2.2, 2.19.3",
        "2.3.1, 2.20.5",
        "2.4.1, 2.20.5",
        "2.5.1, 2.21.5",
        "2.6.0, 2.21.5",
        "2.7.1, 2.26.2",
        "2.8.0, 2.27.3",
        "2.9.1, 2.27.5",
        "2.10.0, 2.27.5",
        "2.11.0, 2.28.9",
        "2.14.1, 2.30.7",
        "2.15.0, 2.30.7"
    })
    void each_release_brings_what_its_wheel_requires(String torch, String nccl) {
        assertThat(answer(torch).nccl()).hasToString(nccl);
        assertThat(answer(torch).isKnown()).isTrue();
    }

    @Test
    void releases_ascend_and_every_row_says_where_it_was_read() {
        List<Bundle> all = TorchBundles.ALL;
        assertThat(all.stream().map(Bundle::torch)).isSorted().doesNotHaveDuplicates();
        assertThat(all).allSatisfy(b -> {
            assertThat(b.source()).contains("nccl");
            assertThat(b.nccl()).isBetween(KnownVersions.OLDEST, KnownVersions.NEWEST);
        });
        assertThat(TorchBundles.OTHERS).allSatisfy(o -> {
            assertThat(o.source()).contains("pytorch/pytorch");
            assertThat(o.nccl()).isBetween(KnownVersions.OLDEST, KnownVersions.NEWEST);
        });
        assertThat(TorchBundles.NEWEST)
                .isGreaterThanOrEqualTo(all.get(all.size() - 1).torch());
    }

    @Test
    void a_newer_release_takes_the_newest_known_facts_and_says_so() {
        Answer next = answer("3.1.0");
        assertThat(next.nccl()).isEqualTo(answer(TorchBundles.NEWEST.toString()).nccl());
        assertThat(next.isKnown()).isFalse();
        assertThat(next.why().english()).contains("newer than the newest known, " + TorchBundles.NEWEST);
    }

    @Test
    void an_older_release_is_not_guessed() {
        assertThat(TorchBundles.of(TorchRelease.parse("1.6.0").orElseThrow())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.1+cu124, true, ''",
        "2.11.0+cu130, true, ''",
        "2.15.0+cu126, false, The build cu126 of PyTorch 2.15.0 was not read; that of 2.14.0 brings it",
        "2.11.0+cu129, false, The build for CUDA 12",
        "2.5.0a0+e000cf0ad9.nv24.10, false, Build e000cf0ad9.nv24.10 is not PyTorch's own"
    })
    void a_build_for_another_cuda_or_by_someone_else_is_an_assumption(String torch, boolean known, String why) {
        assertThat(answer(torch).isKnown()).isEqualTo(known);
        assertThat(answer(torch).why().english()).contains(why);
    }

    /** RELEASE.md of pytorch/pytorch; before 2.10 the requirements in its generate_binary_build_matrix.py. */
    @ParameterizedTest
    @CsvSource({
        "2.1.0+cu118, 2.18.5",
        "2.4.1+cu118, 2.20.5",
        "2.7.1+cu118, 2.21.5",
        "2.7.1+cu126, 2.26.2",
        "2.8.0+cu129, 2.27.3",
        "2.9.1+cu128, 2.27.5",
        "2.9.1+cu130, 2.27.7",
        "2.10.0+cu126, 2.27.5",
        "2.10.0+cu130, 2.28.9",
        "2.11.0+cu126, 2.28.9",
        "2.11.0+cu128, 2.28.9",
        "2.12.1+cu126, 2.29.3",
        "2.14.1+cu126, 2.29.3",
        "2.14.1+cu132, 2.30.7"
    })
    void a_build_for_another_cuda_brings_what_its_release_says_of_it(String torch, String nccl) {
        assertThat(answer(torch).nccl()).hasToString(nccl);
        assertThat(answer(torch).isKnown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.6.0+cpu", "2.6.0+rocm6.2", "2.7.0+xpu"})
    void a_build_without_nccl_is_refused_where_it_is_stated(String torch) {
        assertThatThrownBy(() -> StatedFactsParser.parse(List.of("torch=" + torch), f -> ""))
                .isInstanceOf(MalformedText.class)
                .hasMessageContaining("brings no NCCL");
    }

    @Test
    void a_pre_release_counts_as_the_release_that_it_precedes() {
        TorchRelease release = TorchRelease.parse("2.9.0.dev20250801+cu128").orElseThrow();
        assertThat(release.number()).isEqualTo(NcclVersion.of(2, 9, 0));
        assertThat(release.build()).isEqualTo("cu128");
        assertThat(TorchRelease.parse("latest")).isEmpty();
    }
}
