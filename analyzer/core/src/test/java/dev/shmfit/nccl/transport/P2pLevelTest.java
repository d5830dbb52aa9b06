package dev.shmfit.nccl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.CpuIdentity.Arch;
import dev.shmfit.topology.CpuIdentity.Vendor;
import dev.shmfit.topology.PathType;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class P2pLevelTest {
    private static PathType level(String version, NcclSettings settings, CpuIdentity cpu, int gpus, int cpuNodes) {
        return P2pLevel.of(NcclVersion.parse(version).orElseThrow(), settings, cpu, gpus, cpuNodes)
                .level();
    }

    @ParameterizedTest
    @CsvSource({
        "2.6.4, INTEL, 6, 85, 4, SYS",
        "2.7.3, INTEL, 6, 85, 4, PHB",
        "2.8.4, INTEL, 6, 85, 4, PHB",
        "2.9.6, INTEL, 6, 85, 4, PXB",
        "2.6.4, INTEL, 6, 79, 4, PXB",
        "2.30.7, INTEL, 6, 79, 4, PXB",
        "2.8.3, ZHAOXIN, 7, 91, 4, SYS",
        "2.8.4, ZHAOXIN, 7, 91, 4, PXB",
        "2.22.3, AMD, 143, 49, 2, SYS",
        "2.22.3, AMD, 143, 49, 4, SYS",
        "2.23.4, AMD, 143, 49, 2, SYS",
        "2.23.4, AMD, 143, 49, 3, PXB",
        "2.30.7, AMD, 143, 49, 4, PXB",
        "2.22.3, OTHER, 24, 1, 4, SYS",
        "2.23.4, OTHER, 24, 1, 4, PXB"
    })
    void default_of_an_x86_processor(
            String version, Vendor vendor, int family, int model, int gpus, PathType expected) {
        CpuIdentity cpu = new CpuIdentity(Arch.X86_64, vendor, family, model);
        assertThat(level(version, NcclSettings.NONE, cpu, gpus, 2)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.6.4, ARM64, PXB",
        "2.30.7, ARM64, PXB",
        "2.6.4, PPC64, SYS",
        "2.22.3, PPC64, SYS",
        "2.23.4, PPC64, PXB"
    })
    void default_of_another_architecture(String version, Arch arch, PathType expected) {
        CpuIdentity cpu = new CpuIdentity(arch, Vendor.UNKNOWN, -1, -1);
        assertThat(level(version, NcclSettings.NONE, cpu, 4, 2)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, PXB", "2, PHB"})
    void up_to_2_5_the_number_of_cpu_nodes_decides(int cpuNodes, PathType expected) {
        assertThat(level("2.5.7", NcclSettings.NONE, CpuIdentity.UNKNOWN, 4, cpuNodes))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.27.7, 0, LOC",
        "2.27.7, 1, PIX",
        "2.27.7, 2, PXB",
        "2.27.7, 3, PHB",
        "2.27.7, 4, SYS",
        "2.27.7, 5, SYS",
        "2.27.7, 99, SYS",
        "2.27.7, LOC, LOC",
        "2.27.7, NVL, NVL",
        "2.27.7, SYS, SYS",
        "2.25.1, C2C, PXB",
        "2.26.2, C2C, C2C",
        "2.26.6, P2C, PXB",
        "2.27.3, P2C, P2C",
        "2.7.8, NVB, PHB",
        "2.8.3, NVB, NVB",
        "2.11.4, PXN, PXB",
        "2.12.7, PXN, PXN",
        "2.27.7, sys, PXB",
        "2.27.7, NODE, PXB",
        "2.27.7, NET, PXB"
    })
    void level_by_setting_is_a_name_up_to_sys_or_an_old_number(String version, String text, PathType expected) {
        CpuIdentity skylake = new CpuIdentity(Arch.X86_64, Vendor.INTEL, 6, 85);
        assertThat(level(version, new NcclSettings(Map.of("NCCL_P2P_LEVEL", text)), skylake, 4, 2))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, LOC", "0x1, LOC", "0, SYS", "2, SYS"})
    void p2p_disable_is_exactly_one_and_goes_before_the_level(String text, PathType expected) {
        NcclSettings settings = new NcclSettings(Map.of("NCCL_P2P_DISABLE", text, "NCCL_P2P_LEVEL", "SYS"));
        assertThat(level("2.27.7", settings, CpuIdentity.UNKNOWN, 4, 2)).isEqualTo(expected);
    }
}
