package dev.shmfit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** NVLinks that are too many for wires, in a table where most pairs show none. */
class DeniedSwitchTest {
    private static GpuTopology build(String text, OpenChoices open) {
        return MatrixTopologyBuilder.build(MatrixText.read(text), TopologyAssumptions.NONE.withOpen(open))
                .topology();
    }

    private static boolean hasSwitch(GpuTopology node) {
        return node.devices().stream().anyMatch(Device.NvSwitch.class::isInstance);
    }

    @Test
    void both_readings_can_be_had() {
        String text = """
                GPU0 X NV18 NV18 NODE | | 0
                GPU1 NV18 X NODE NODE | | 0
                GPU2 NV18 NODE X NODE | | 0
                GPU3 NODE NODE NODE X | | 0
                """;
        String fewer = """
                GPU0 X NV18 NV18 NV18 NV18 | | 0
                GPU1 NV18 X NODE NODE NODE | | 0
                GPU2 NV18 NODE X NODE NODE | | 0
                GPU3 NV18 NODE NODE X NODE | | 0
                GPU4 NV18 NODE NODE NODE X | | 0
                """;
        assertThat(hasSwitch(build(fewer, OpenChoices.SMALLEST))).isTrue();
        assertThat(hasSwitch(build(fewer, OpenChoices.SMALLEST.deniedAsWires())))
                .isFalse();
        // Of three joined GPUs one pair shows none: one wrong cell, and the switch stays.
        assertThat(hasSwitch(build(text, OpenChoices.SMALLEST.deniedAsWires()))).isTrue();
    }
}
