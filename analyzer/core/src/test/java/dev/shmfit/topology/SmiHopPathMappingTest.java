package dev.shmfit.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmiHopPathMappingTest {
    @ParameterizedTest
    @CsvSource({"PIX, PIX", "PXB, PXB", "PHB, PHB", "NODE, PHB", "SYS, SYS"})
    void since_2_6_all_host_bridges_of_a_numa_node_are_phb(SmiHop hop, PathType expected) {
        assertThat(SmiHopPathMapping.pathType(new SmiLink.Pci(hop))).isEqualTo(expected);
    }

    @Test
    void nvlinks_are_nvl_and_the_device_itself_is_loc() {
        assertThat(SmiHopPathMapping.pathType(new SmiLink.NvLinks(1))).isEqualTo(PathType.NVL);
        assertThat(SmiHopPathMapping.pathType(new SmiLink.NvLinks(18))).isEqualTo(PathType.NVL);
        assertThat(SmiHopPathMapping.pathType(new SmiLink.Self())).isEqualTo(PathType.LOC);
    }

    @ParameterizedTest
    @CsvSource({
        "PIX, 3, PIX", "PXB, 3, PXB", "PHB, 3, PHB", "NODE, 3, SOC", "SYS, 3, SOC",
        "PIX, 4, PIX", "PXB, 4, PXB", "PHB, 4, PHB", "NODE, 4, NODE", "SYS, 4, SYS",
        "NODE, 5, NODE", "SYS, 5, SYS"
    })
    void before_2_6_distances_hold_node_apart_but_2_3_does_not(SmiHop hop, int minor, PciDistance expected) {
        assertThat(SmiHopPathMapping.distanceBefore26(hop, minor)).isEqualTo(expected);
    }

    @Test
    void there_is_no_distance_from_2_6_on() {
        assertThatThrownBy(() -> SmiHopPathMapping.distanceBefore26(SmiHop.PIX, 6))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
