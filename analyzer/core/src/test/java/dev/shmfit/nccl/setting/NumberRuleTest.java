package dev.shmfit.nccl.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.text.Text;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberRuleTest {
    private static boolean taken(String name, String version, long number) {
        return NumberRule.broken(name, NcclVersion.parse(version).orElseThrow(), number)
                .isEmpty();
    }

    private static LongStream numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong);
    }

    /**
     * The last number that is taken and the first that is not, on each side (src/graph/tuning.cc getNthreads,
     * src/graph/connect.cc ncclMinNchannels and ncclMaxNchannels, src/transport/shm.cc initShmLocality, src/init.cc
     * envConfigOverride and devCommSetup, at the version's tag).
     */
    @ParameterizedTest
    @CsvSource({
        "NCCL_P2P_DISABLE, 2.30.7, 0 1, -1 2",
        "NCCL_SHM_DISABLE, 2.30.7, 0 1, -1 2",
        "NCCL_NTHREADS, 2.21.5, 64 96 512 0 -1, 32 63 65 544",
        "NCCL_LL128_NTHREADS, 2.21.5, 160 192 640 0, 128 159 672",
        "NCCL_MIN_NCHANNELS, 2.21.5, -2 0 32, -3 -1 33",
        "NCCL_MIN_NRINGS, 2.21.5, -2 0 32, -3 -1 33",
        "NCCL_MAX_NCHANNELS, 2.21.5, -2 1 32, -1 0 33",
        "NCCL_MAX_NRINGS, 2.30.7, -2 1 64, -1 0 65",
        "NCCL_SHM_LOCALITY, 2.13.4, 1 2, 0 3",
        "NCCL_WORK_FIFO_DEPTH, 2.21.5, 1 65536, 0 -1 3 65535",
        "NCCL_WORK_FIFO_BYTES, 2.22.3, 1 1048576, 0 3 1048575",
        "NCCL_COMM_BLOCKING, 2.14.3, 0 1, -1 2",
        "NCCL_CGA_CLUSTER_SIZE, 2.17.1, 0 8, -1 9",
        "NCCL_MIN_CTAS, 2.17.1, 0 32, 33",
        "NCCL_MAX_CTAS, 2.24.3, 0 32, 33",
        "NCCL_MIN_CTAS, 2.25.1, 1 64, 0 65",
        "NCCL_MAX_CTAS, 2.25.1, 1 64, 0 65",
        "NCCL_NCHANNELS_PER_NET_PEER, 2.28.3, 1, 0 -1",
        "NCCL_NVLINK_UTIL_CENTRIC_SCHED_ENABLE, 2.28.3, 0 1, 2",
        "NCCL_GRAPH_MIXING_SUPPORT, 2.29.2, 0 1, 2",
        "NCCL_NUM_RMA_CTX, 2.29.2, 0 1, -1",
        "NCCL_P2P_MAX_PEERS, 2.30.3, 1, 0 -1",
        "NCCL_GRAPH_STREAM_ORDERING, 2.30.7, 0 1, -1 2"
    })
    void nccl_takes_the_numbers_within_a_settings_bounds_and_no_others(
            String name, String version, String taken, String not) {
        assertThat(numbers(taken)).as("taken").allMatch(n -> taken(name, version, n));
        assertThat(numbers(not)).as("not taken").noneMatch(n -> taken(name, version, n));
    }

    /** A setting that a version does not read has no bounds there. */
    @ParameterizedTest
    @CsvSource({
        "NCCL_SHM_LOCALITY, 2.12.12, 7",
        "NCCL_COMM_BLOCKING, 2.13.4, 7",
        "NCCL_MIN_CTAS, 2.16.5, 99",
        "NCCL_WORK_FIFO_DEPTH, 2.22.3, 3",
        "NCCL_WORK_FIFO_BYTES, 2.21.5, 3",
        "NCCL_NCHANNELS_PER_NET_PEER, 2.27.7, 0",
        "NCCL_NUM_RMA_CTX, 2.28.9, -1",
        "NCCL_P2P_MAX_PEERS, 2.29.7, 0",
        "NCCL_GRAPH_STREAM_ORDERING, 2.30.4, 2",
        "NCCL_BUFFSIZE, 2.30.7, 3",
        "P2P_DISABLE, 2.30.7, 2"
    })
    void a_setting_has_no_bounds_before_its_version_or_without_a_rule(String name, String version, long number) {
        assertThat(taken(name, version, number)).isTrue();
    }

    @Test
    void what_happens_to_another_number_is_said_with_the_versions_own_most_and_its_source() {
        assertThat(NumberRule.broken("NCCL_MIN_NCHANNELS", NcclVersion.of(2, 21, 5), 99))
                .contains(new NumberRule.Broken(
                        Text.of("setting/nearest", "least", "0", "most", "32"),
                        "src/graph/connect.cc ncclMinNchannels"));
        assertThat(NumberRule.broken("NCCL_NTHREADS", NcclVersion.of(2, 21, 5), 63))
                .contains(new NumberRule.Broken(
                        Text.of("setting/nearest-multiple", "least", "64", "most", "512"),
                        "src/graph/tuning.cc getNthreads"));
        assertThat(NumberRule.broken("NCCL_WORK_FIFO_BYTES", NcclVersion.of(2, 30, 7), 3))
                .hasValueSatisfying(b -> assertThat(b.otherwise().english()).startsWith("takes its default, 1048576"));
    }

    @Test
    void the_rules_of_a_version_are_listed_by_setting() {
        assertThat(NumberRule.NUMBERS.at(NcclVersion.of(2, 12, 7)))
                .hasToString("LL128_NTHREADS: a multiple of 32 from 160 to 640; MAX_NCHANNELS: 1 to MAXCHANNELS; "
                        + "MAX_NRINGS: 1 to MAXCHANNELS; MIN_NCHANNELS: 0 to MAXCHANNELS; "
                        + "MIN_NRINGS: 0 to MAXCHANNELS; NTHREADS: a multiple of 32 from 64 to 512; "
                        + "P2P_DISABLE: 0 or 1; SHM_DISABLE: 0 or 1");
    }
}
