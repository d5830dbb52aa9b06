package dev.shmfit.nccl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NCCL_NETDEVS_POLICY as src/graph/topo.cc getNetDevsPolicyOnce@v2.28.3-1 reads it. */
class NetDevsPolicyTest {
    private static NetDevsPolicy policy(String version, String value) {
        return NetDevsPolicy.of(
                NcclVersion.parse(version).orElseThrow(), new NcclSettings(Map.of("NCCL_NETDEVS_POLICY", value)));
    }

    /** Of 4 nearest NICs that 2 GPUs share. */
    @ParameterizedTest
    @CsvSource({
        "2.28.3, AUTO, 2",
        "2.28.3, all, 4",
        "2.28.3, max:1, 1",
        "2.28.3, MAX: 3x, 3",
        "2.28.3, MAX:9, 4",
        // atoi finds no positive number, or the word is none: AUTO.
        "2.28.3, MAX:0, 2",
        "2.28.3, MAX:-1, 2",
        "2.28.3, MAX:, 2",
        "2.28.3, ALLE, 2",
        "2.27.7, ALL, 2"
    })
    void a_gpu_uses_as_many_nics_as_the_policy_says(String version, String value, int nics) {
        assertThat(policy(version, value).perGpu(4, 2)).isEqualTo(nics);
    }

    @Test
    void max_bounds_the_search_from_2_28_7_for_each_gpu_that_is_asked_about() {
        NcclVersion before = NcclVersion.of(2, 28, 3);
        NcclVersion from = NcclVersion.of(2, 28, 7);
        assertThat(policy("2.28.3", "MAX:2").mostTried(before, 8)).isEqualTo(Integer.MAX_VALUE);
        assertThat(policy("2.28.7", "MAX:2").mostTried(from, 8)).isEqualTo(16);
        assertThat(policy("2.28.7", "MAX:2").mostTried(from, 1)).isEqualTo(2);
        assertThat(policy("2.28.7", "ALL").mostTried(from, 1)).isEqualTo(Integer.MAX_VALUE);
    }
}
