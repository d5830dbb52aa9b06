package dev.shmfit.nccl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.parse.file.NcclXmlParser;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.XmlTopologyBuilder;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedTopologyTest {
    private static String gpu(String busId, int index) {
        return function(busId, "0x030200", "<gpu dev=\"" + index + "\" sm=\"80\" rank=\"" + index + "\"/>");
    }

    private static String pciSwitch(String busId, String below) {
        return function(busId, "0x060400", below);
    }

    private static String function(String busId, String kind, String below) {
        return "<pci busid=\"" + busId + "\" class=\"" + kind + "\" link_speed=\"16.0 GT/s PCIe\" link_width=\"16\">"
                + below + "</pci>";
    }

    private static GpuTopology topology(String... cpus) {
        StringBuilder xml = new StringBuilder("<system version=\"1\">");
        for (int i = 0; i < cpus.length; i++) {
            xml.append("<cpu numaid=\"")
                    .append(i)
                    .append("\" arch=\"x86_64\" vendor=\"AuthenticAMD\" familyid=\"175\" modelid=\"17\">")
                    .append(cpus[i])
                    .append("</cpu>");
        }
        var parsed = NcclXmlParser.parse("node.xml", xml + "</system>");
        return XmlTopologyBuilder.build(((NcclXmlParser.Result.Topology) parsed).xml());
    }

    private static String order(GpuTopology topology) {
        return topology.devices().stream().map(d -> d.id().value()).collect(Collectors.joining(" "));
    }

    private static final GpuTopology REVERSED = topology(pciSwitch("0000:10:00.0", gpu("0000:11:00.0", 1))
            + pciSwitch("0000:20:00.0", gpu("0000:21:00.0", 2) + gpu("0000:22:00.0", 0)));

    @ParameterizedTest
    @CsvSource({
        "2.21.5, numa:0 pci:0000:10:00.0 gpu:1 pci:0000:20:00.0 gpu:2 gpu:0",
        "2.22.3, numa:0 pci:0000:20:00.0 gpu:0 gpu:2 pci:0000:10:00.0 gpu:1"
    })
    void the_order_is_that_of_the_file_and_from_2_22_on_that_of_the_ranks(String version, String expected) {
        GpuTopology fused = FusedTopology.of(
                REVERSED, Map.of(0, 0, 1, 1, 2, 2), NcclVersion.parse(version).orElseThrow());
        assertThat(order(fused)).isEqualTo(expected);
    }

    @Test
    void what_no_rank_needs_is_left_out_but_the_first_cpu() {
        GpuTopology two = topology(gpu("0000:11:00.0", 0), pciSwitch("0000:20:00.0", gpu("0000:21:00.0", 1)));
        NcclVersion version = NcclVersion.parse("2.27.7").orElseThrow();
        assertThat(order(FusedTopology.of(two, Map.of(0, 0), version))).isEqualTo("numa:0 gpu:0");
        assertThat(order(FusedTopology.of(two, Map.of(1, 0), version)))
                .isEqualTo("numa:0 numa:1 pci:0000:20:00.0 gpu:1");
    }

    @Test
    void links_follow_their_devices() {
        GpuTopology fused = FusedTopology.of(
                REVERSED, Map.of(0, 0, 2, 1), NcclVersion.parse("2.27.7").orElseThrow());
        assertThat(fused.gpus()).extracting(Device.Gpu::index).containsExactly(0, 2);
        assertThat(fused.links()).hasSize(6);
    }
}
