package dev.shmfit.nccl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.ByteCount;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CuMemTest {
    private static CuMem cuMem(String version, int driver, boolean vmm, boolean works, Map<String, String> settings) {
        return CuMem.of(
                NcclVersion.parse(version).orElseThrow(),
                new NcclSettings(settings),
                new NcclPlatform(driver, vmm, works, ByteCount.mebibytes(2), 1, false, false, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2.18.6, 12080, true, false",
        "2.19.1, 12080, true, true",
        "2.19.1, 11080, true, false",
        "2.19.1, 11999, true, false",
        "2.19.1, 12000, true, true",
        "2.30.7, 12080, false, false"
    })
    void device_memory_by_default(String version, int driver, boolean vmm, boolean expected) {
        assertThat(cuMem(version, driver, vmm, true, Map.of()).device()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.17.1, -2, false", "2.18.1, -2, true", "2.18.6, -1, true", "2.19.1, -2, false", "2.19.1, -1, false"})
    void before_2_19_any_value_but_0_asks_for_device_memory_that_is_not_there(
            String version, String value, boolean expected) {
        assertThat(cuMem(version, 11080, false, true, Map.of("NCCL_CUMEM_ENABLE", value))
                        .device())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.23.4, 12080, false",
        "2.24.3, 12050, false",
        "2.24.3, 12060, true",
        "2.30.7, 12059, false",
        "2.30.7, 12060, true"
    })
    void host_memory_by_default(String version, int driver, boolean expected) {
        assertThat(cuMem(version, driver, true, true, Map.of()).host()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.22.3, 12080, false",
        "2.23.4, 12080, true",
        "2.24.3, 12019, false",
        "2.24.3, 12020, true",
        "2.30.7, 12010, false"
    })
    void host_memory_where_it_is_asked_for(String version, int driver, boolean expected) {
        assertThat(cuMem(version, driver, true, true, Map.of("NCCL_CUMEM_HOST_ENABLE", "1"))
                        .host())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.24.3, true, true", "2.26.2, true, true", "2.26.3, false, false", "2.30.7, false, false"})
    void a_container_that_may_not_allocate_fails_until_2_26_3_tries_first(
            String version, boolean host, boolean failsHard) {
        CuMem c = cuMem(version, 12080, true, false, Map.of());
        assertThat(c.host()).isEqualTo(host);
        assertThat(c.hostFailsHard()).isEqualTo(failsHard);
    }

    @ParameterizedTest
    @CsvSource({"2.24.3", "2.30.7"})
    void host_memory_needs_device_memory(String version) {
        assertThat(cuMem(version, 12080, true, true, Map.of("NCCL_CUMEM_ENABLE", "0", "NCCL_CUMEM_HOST_ENABLE", "1"))
                        .host())
                .isFalse();
    }
}
