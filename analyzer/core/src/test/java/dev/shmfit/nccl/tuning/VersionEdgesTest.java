package dev.shmfit.nccl.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.PathType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each change at the last version before it and the first that has it. */
class VersionEdgesTest {
    private static NcclVersion v(String text) {
        return NcclVersion.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "2.14.3, 90, 90, VOLTA", "2.15.1, 90, 90, HOPPER", "2.16.5, 86, 86, VOLTA", "2.17.1, 86, 86, AMPERE",
        "2.16.5, 80, 90, VOLTA", "2.17.1, 80, 90, AMPERE", "2.24.3, 100, 100, HOPPER", "2.25.1, 100, 100, BLACKWELL",
        "2.30.7, 75, 75, VOLTA", "2.12.7, 80, 80, AMPERE"
    })
    void the_row_of_a_gpu(String version, int min, int max, GpuGeneration expected) {
        assertThat(GpuGeneration.of(v(version), min, max)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.13.4, 28", "2.14.3, 9.6", "2.17.1, 9.6", "2.18.1, 14", "2.30.7, 14"})
    void the_latency_of_a_ring_step_over_the_network(String version, float expected) {
        assertThat(LatencyTables.at(v(version)).net().at(Algorithm.RING, Protocol.SIMPLE))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.17.1, 28, .52",
        "2.18.1, 28, .6",
        "2.18.3, 6, .6",
        "2.18.6, 6, .6",
        "2.19.1, 28, .6",
        "2.22.3, 28, .6",
        "2.23.4, 4, .6"
    })
    void the_latency_of_trees(String version, float simpleOverPci, float llOverNvlink) {
        LatencyTables tables = LatencyTables.at(v(version));
        assertThat(tables.pci().at(Algorithm.TREE, Protocol.SIMPLE)).isEqualTo(simpleOverPci);
        assertThat(tables.nvlink().at(Algorithm.TREE, Protocol.LL)).isEqualTo(llOverNvlink);
    }

    @ParameterizedTest
    @CsvSource({"2.18.6, 0, 23", "2.19.1, 23, 0", "2.20.5, 23, 0", "2.21.5, 25, 0"})
    void the_latency_of_nvls(String version, float link, float base) {
        LatencyTables tables = LatencyTables.at(v(version));
        assertThat(tables.nvlink().at(Algorithm.NVLS, Protocol.SIMPLE)).isEqualTo(link);
        assertThat(tables.base().at(Algorithm.NVLS, Protocol.SIMPLE)).isEqualTo(base);
    }

    @ParameterizedTest
    @CsvSource({"2.24.3, 36.7", "2.25.1, 73.4", "2.28.9, 73.4", "2.29.2, 34.5", "2.29.3, 34.5", "2.29.7, 40.0"})
    void what_a_blackwell_ring_channel_carries_with_ll128(String version, double expected) {
        assertThat(BandwidthLimits.of(BandwidthLimits.at(v(version)).ringLl128(), GpuGeneration.BLACKWELL, 1))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.14.3, 24.0", "2.16.5, 24.0", "2.17.1, 38.7"})
    void what_a_hopper_tree_channel_carries(String version, double expected) {
        assertThat(BandwidthLimits.of(BandwidthLimits.at(v(version)).tree(), GpuGeneration.HOPPER, 1))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.20.5, 87.7", "2.21.5, 141.0"})
    void what_hopper_carries_with_ll(String version, double expected) {
        assertThat(BandwidthLimits.of(BandwidthLimits.at(v(version)).ll(), GpuGeneration.HOPPER, 1))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.26.6, 86, 86, NVL, PIX, false",
        "2.27.3, 86, 86, NVL, PIX, true",
        "2.18.1, 70, 70, NVB, PIX, false",
        "2.18.3, 70, 70, NVB, PIX, true",
        "2.14.3, 90, 90, NVL, PIX, false",
        "2.15.1, 90, 90, NVL, PIX, true",
        "2.24.3, 100, 100, NVL, PIX, false",
        "2.25.1, 100, 100, NVL, PIX, true",
        "2.29.7, 90, 100, NVL, PIX, false",
        "2.30.3, 90, 100, NVL, PIX, true",
        "2.30.3, 80, 90, NVL, PIX, false",
        "2.16.5, 90, 90, NVL, PXN, false",
        "2.17.1, 90, 90, NVL, PXN, true",
        "2.17.1, 80, 80, NVL, PXN, false",
        "2.27.3, 60, 60, NVL, PIX, false",
        "2.30.7, 90, 90, PHB, PIX, false",
        "2.30.7, 90, 90, NVL, PHB, false"
    })
    void where_ll128_is_trusted(String version, int min, int max, PathType intra, PathType inter, boolean expected) {
        TunerInput in = Node.at(version).sm(min, max).paths(intra, inter).input();
        assertThat(Ll128Rule.of(in, Collective.ALL_REDUCE, Algorithm.RING, in.ring()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.26.6, true", "2.27.3, true", "2.27.5, false"})
    void without_c2c_sm90_loses_pxn_from_2_27_5_on(String version, boolean expected) {
        TunerInput in = Node.at(version)
                .sm(90, 90)
                .paths(PathType.NVL, PathType.PXN)
                .set("NCCL_LL128_C2C", "0")
                .input();
        assertThat(Ll128Rule.of(in, Collective.ALL_REDUCE, Algorithm.RING, in.ring()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.15.1, true", "2.15.5, false", "2.30.7, false"})
    void a_build_for_cuda_11_8_spares_a_ring_of_two_hoppers(String version, boolean expected) {
        TunerInput in = Node.at(version)
                .sm(90, 90)
                .ranks(2, 1)
                .paths(PathType.NVL, PathType.PIX)
                .input();
        TunerInput cuda118 = new TunerInput(
                in.version(),
                in.ranks(),
                in.nodes(),
                in.minComputeCapability(),
                in.maxComputeCapability(),
                in.communicatorChannels(),
                11080,
                in.cpu(),
                false,
                in.ring(),
                in.tree(),
                in.nvlsSupported(),
                in.nvls(),
                in.settings());
        assertThat(Ll128Rule.of(cuda118, Collective.ALL_REDUCE, Algorithm.RING, in.ring()))
                .isEqualTo(expected);
        assertThat(Ll128Rule.of(cuda118, Collective.ALL_REDUCE, Algorithm.TREE, in.tree()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2.16.5, 8, 1, false", "2.17.1, 8, 1, true", "2.17.1, 2, 1, true", "2.18.1, 2, 1, false", "2.18.1, 3, 1, true",
        "2.19.4, 8, 2, true", "2.20.3, 8, 2, true", "2.21.5, 8, 2, true", "2.28.3, 2, 1, false", "2.28.7, 2, 1, true",
        "2.28.7, 1, 1, false"
    })
    void which_communicators_look_for_nvls(String version, int gpus, int nodes, boolean expected) {
        assertThat(NvlsSupport.of(v(version), gpus, nodes, true, NcclSettings.NONE))
                .isEqualTo(expected);
    }

    @Test
    void nvls_can_be_switched_off_and_be_insisted_on() {
        assertThat(NvlsSupport.of(v("2.27.7"), 8, 1, true, NcclSettings.NONE.with("NCCL_NVLS_ENABLE", "0")))
                .isFalse();
        assertThat(NvlsSupport.of(v("2.27.7"), 8, 1, false, NcclSettings.NONE.with("NCCL_NVLS_ENABLE", "2")))
                .isFalse();
        assertThat(NvlsSupport.of(v("2.27.7"), 8, 1, false, NcclSettings.NONE.with("NCCL_NVLS_ENABLE", "1")))
                .isTrue();
        assertThat(NvlsSupport.of(v("2.17.1"), 8, 1, false, NcclSettings.NONE.with("NCCL_NVLS_ENABLE", "1")))
                .isFalse();
    }

    @Test
    void every_table_entry_says_where_it_was_read() {
        assertThat(LatencyTables.versions().entries())
                .allSatisfy(e ->
                        assertThat(e.source()).contains("src/graph/tuning.cc").endsWith("@v" + e.from() + "-1"));
        assertThat(BandwidthLimits.versions().entries())
                .allSatisfy(e ->
                        assertThat(e.source()).contains("src/graph/tuning.cc").endsWith("@v" + e.from() + "-1"));
    }
}
