package dev.shmfit.nccl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.CpuIdentity.Arch;
import dev.shmfit.topology.CpuIdentity.Vendor;
import dev.shmfit.topology.PathType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphConstantsTest {
    private static NcclVersion version(String text) {
        return NcclVersion.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "2.7.8, 86, 21",
        "2.8.3, 86, 12",
        "2.9.9, 80, 21",
        "2.10.3, 80, 22",
        "2.17.1, 90, 22",
        "2.18.1, 90, 20",
        "2.19.4, 90, 20",
        "2.20.3, 90, 20.6",
        "2.24.3, 100, 20.6",
        "2.25.1, 100, 40.0",
        "2.27.3, 100, 40.0",
        "2.27.5, 100, 40.1",
        "2.30.7, 89, 20",
        "2.30.7, 60, 18",
        "2.30.7, 52, 20"
    })
    void an_nvlink_by_generation(String version, int computeCapability, float expected) {
        assertThat(GraphConstants.of(version(version)).nvLinkBw(computeCapability))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.17.1, INTEL, 6, 85, 9",
        "2.18.1, INTEL, 6, 85, 10",
        "2.26.6, INTEL, 6, 79, 6",
        "2.25.1, INTEL, 6, 143, 10",
        "2.26.2, INTEL, 6, 143, 22",
        "2.26.2, INTEL, 6, 207, 40",
        "2.15.5, AMD, 143, 49, 5000",
        "2.16.2, AMD, 143, 49, 16",
        "2.16.5, AMD, 143, 49, 5000",
        "2.18.6, AMD, 143, 49, 5000",
        "2.19.1, AMD, 143, 49, 16",
        "2.30.7, ZHAOXIN, 7, 91, 9",
        "2.30.7, ZHAOXIN, 7, 59, 6"
    })
    void between_sockets(String version, Vendor vendor, int family, int model, float expected) {
        CpuIdentity cpu = new CpuIdentity(Arch.X86_64, vendor, family, model);
        assertThat(GraphConstants.of(version(version)).interCpuBw(cpu)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2.24.3, 32", "2.25.1, 64"})
    void most_channels(String version, int expected) {
        assertThat(GraphConstants.of(version(version)).maxChannels()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.9.9, 80, 42, 18",
        "2.10.3, 80, 44, 13",
        "2.16.2, 90, 44, 13",
        "2.16.5, 90, 66, 8",
        "2.17.1, 80, 44, 13",
        "2.18.1, 80, 40, 13",
        "2.18.1, 90, 60, 9",
        "2.19.1, 90, 60, 10",
        "2.21.5, 90, 60, 11",
        "2.24.3, 100, 60, 11",
        "2.25.1, 100, 90, 10",
        "2.27.3, 100, 90, 11",
        "2.29.2, 100, 90, 12"
    })
    void speeds_tried_inside_a_node(String version, int computeCapability, float first, int count) {
        float[] speeds = GraphConstants.of(version(version)).speeds(false, computeCapability);
        assertThat(speeds[0]).isEqualTo(first);
        assertThat(speeds).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({
        "'2.5 GT/s PCIe', 16, 3",
        "'8.0 GT/s PCIe', 16, 12",
        "'8 GT/s', 8, 6",
        "'16.0 GT/s PCIe', 16, 24",
        "'32.0 GT/s PCIe', 4, 12",
        "'64.0 GT/s PCIe', 16, 96",
        "'', 0, 12",
        "'unknown', 16, 12"
    })
    void a_pcie_link(String speed, int width, float expected) {
        assertThat(GraphConstants.pciBw(speed, width)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2.7.8, SYS, 5, NVB, -1",
        "2.8.3, NVB, 2, PIX, 3",
        "2.11.4, PHB, 5, PXN, -1",
        "2.12.7, PXN, 5, PHB, 6",
        "2.17.1, SYS, 7, NET, -1",
        "2.18.1, NET, 8, DIS, 9",
        "2.25.1, C2C, -1, PIX, 3",
        "2.26.2, C2C, 3, PIX, 4",
        "2.26.6, P2C, -1, PHB, 7",
        "2.27.3, PXN, 6, P2C, 7",
        "2.27.5, P2C, 6, PXN, 7"
    })
    void numbers_of_path_types(String version, PathType a, int numberOfA, PathType b, int numberOfB) {
        PathOrder order = PathOrder.of(version(version));
        assertThat(order.code(a)).isEqualTo(numberOfA);
        assertThat(order.code(b)).isEqualTo(numberOfB);
    }
}
