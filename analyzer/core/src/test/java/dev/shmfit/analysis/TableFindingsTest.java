package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.analysis.machine.NotAssessable;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.verdict.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of tables that are incomplete, contradict themselves, or answer another question. */
class TableFindingsTest {
    private static final String CROSS = "\tGPU0\tGPU1\nGPU0\tX\tPIX\nGPU1\tPIX\tX\n";

    private static Analysis analyze(Map<String, String> files) {
        List<CapturedItem> items = new ArrayList<>();
        files.forEach((name, text) -> items.add(new CapturedItem.Text(name, text)));
        return Analyzer.analyze(AnalysisRequest.of(CaptureParser.parse(Capture.of("node", items))));
    }

    private static Finding finding(Analysis a, String id) {
        return a.findings().stream()
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding " + id + " among "
                        + a.findings().stream().map(Finding::id).toList()));
    }

    private static List<Transport> transports(Analysis a) {
        return a.nccl().communicators().get(0).forecast().pairs().stream()
                .map(PairForecast::transport)
                .toList();
    }

    @Test
    void a_pair_that_reads_differently_in_its_two_directions_is_a_finding() {
        Analysis a = analyze(Map.of(CaptureFiles.TOPO, "\tGPU0\tGPU1\nGPU0\tX\tPIX\nGPU1\tSYS\tX\n"));
        Finding f = finding(a, "matrix-asymmetric");
        assertThat(f.summary().english()).contains("GPU0", "GPU1", "PIX", "SYS");
        assertThat(f.evidence())
                .extracting(Object::toString)
                .containsExactly("nvidia-smi-topo-m.txt:2:8", "nvidia-smi-topo-m.txt:3:6");
    }

    @Test
    void links_that_no_tree_has_are_a_finding() {
        // GPU0 and GPU1 share a switch, and so do GPU1 and GPU2; then GPU0 and GPU2 do, too.
        Analysis a = analyze(Map.of(
                CaptureFiles.TOPO, "\tGPU0\tGPU1\tGPU2\nGPU0\tX\tPIX\tSYS\nGPU1\tPIX\tX\tPIX\nGPU2\tSYS\tPIX\tX\n"));
        assertThat(finding(a, "matrix-not-a-tree").summary().english()).contains("no PCIe tree has");
    }

    @Test
    void a_gpu_that_lost_its_nvlinks_is_a_finding_with_its_line() {
        Analysis a = analyze(Map.of(CaptureFiles.TOPO, """
                \tGPU0\tGPU1\tGPU2\tGPU3
                GPU0\tX\tNV12\tNV12\tSYS
                GPU1\tNV12\tX\tNV12\tSYS
                GPU2\tNV12\tNV12\tX\tSYS
                GPU3\tSYS\tSYS\tSYS\tX
                """));
        Finding f = finding(a, "nvlink-lost");
        assertThat(f.summary().english()).contains("GPU3");
        assertThat(f.evidence()).extracting(e -> e.line()).contains(5);
    }

    @Test
    void gpus_that_the_table_skips_are_a_finding() {
        Analysis a = analyze(Map.of(CaptureFiles.TOPO, "\tGPU0\tGPU2\nGPU0\tX\tPIX\nGPU2\tPIX\tX\n"));
        assertThat(finding(a, "gpus-missing").summary().english()).contains("GPU1");
    }

    @Test
    void a_status_with_a_direction_is_a_finding() {
        Analysis a = analyze(
                Map.of(CaptureFiles.TOPO, CROSS, CaptureFiles.P2P_READ, "\tGPU0\tGPU1\nGPU0\tX\tOK\nGPU1\tCNS\tX\n"));
        assertThat(finding(a, "p2p-asymmetric").summary().english()).contains("OK", "CNS");
    }

    @Test
    void of_several_tables_in_one_text_each_answers_its_own_question() {
        String paste = CROSS + "$ nvidia-smi topo -p2p n\n\tGPU0\tGPU1\nGPU0\tX\tNS\nGPU1\tNS\tX\n"
                + "$ nvidia-smi topo -p2p w\n\tGPU0\tGPU1\nGPU0\tX\tOK\nGPU1\tOK\tX\n"
                + "$ nvidia-smi topo -p2p r\n\tGPU0\tGPU1\nGPU0\tX\tOK\nGPU1\tOK\tX\n";
        Analysis a =
                analyze(Map.of(CaptureFiles.TOPO, paste, CaptureFiles.P2P_READ, paste, CaptureFiles.P2P_WRITE, paste));
        assertThat(transports(a)).containsOnly(Transport.P2P);
    }

    @Test
    void a_table_about_something_else_is_left_out_and_named() {
        Analysis a = analyze(Map.of(
                CaptureFiles.TOPO,
                CROSS,
                CaptureFiles.P2P_READ,
                "$ nvidia-smi topo -p2p n\n\tGPU0\tGPU1\nGPU0\tX\tNS\nGPU1\tNS\tX\n"));
        assertThat(transports(a)).containsOnly(Transport.UNKNOWN);
        assertThat(finding(a, "input-not-understood").explanation().english()).contains("topo -p2p n", "topo -p2p r");
    }

    @Test
    void one_row_of_a_larger_table_is_no_node_of_one_gpu() {
        for (String row : List.of("GPU0 X SYS SYS\n", "GPU0 X SYS SYS\n".repeat(1000))) {
            assertThatThrownBy(() -> analyze(Map.of(CaptureFiles.TOPO, row)))
                    .isInstanceOf(NotAssessable.class)
                    .hasMessageContaining("too little of it is left");
        }
        assertThat(analyze(Map.of(CaptureFiles.TOPO, "\tGPU0\nGPU0\tX\n"))
                        .need()
                        .ranks())
                .isEqualTo(1);
    }

    @Test
    void a_p2p_table_alone_does_not_tell_how_gpus_are_connected() {
        assertThatThrownBy(() -> analyze(Map.of(CaptureFiles.P2P_READ, "\tGPU0\tGPU1\nGPU0\tX\tOK\nGPU1\tOK\tX\n")))
                .isInstanceOf(NotAssessable.class)
                .hasMessageContaining("not how the GPUs are connected");
    }

    @Test
    void a_topology_without_gpus_is_no_node() {
        String vendor = "<system version=\"1\"><cpu numaid=\"0\" affinity=\"ff\" arch=\"x86_64\""
                + " vendor=\"GenuineIntel\" familyid=\"6\" modelid=\"85\"/></system>";
        assertThatThrownBy(() -> analyze(Map.of(CaptureFiles.NCCL_XML, vendor)))
                .isInstanceOf(NotAssessable.class)
                .hasMessageContaining("names no GPU");
        assertThat(analyze(Map.of(CaptureFiles.NCCL_XML, vendor, CaptureFiles.TOPO, CROSS))
                        .need()
                        .ranks())
                .isEqualTo(2);
    }

    @Test
    void nvlinks_that_lead_back_to_their_gpu_lead_nowhere() {
        String xml = """
                <system version="1"><cpu numaid="0" affinity="ff" arch="x86_64" vendor="AuthenticAMD" familyid="143" modelid="49">
                <pci busid="0000:01:00.0" class="0x030200" link_speed="16.0 GT/s PCIe" link_width="16">
                <gpu dev="0" sm="80" rank="0" gdr="1"><nvlink target="0000:01:00.0" count="4" tclass="0x030200"/></gpu></pci>
                <pci busid="0000:02:00.0" class="0x030200" link_speed="16.0 GT/s PCIe" link_width="16">
                <gpu dev="1" sm="80" rank="1" gdr="1"/></pci></cpu></system>
                """;
        assertThat(analyze(Map.of(CaptureFiles.NCCL_XML, xml)).need().ranks()).isEqualTo(2);
    }
}
