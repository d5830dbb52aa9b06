package dev.shmfit.cli.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.stated.AnalysisRequest;
import dev.shmfit.analysis.stated.StatedFactsParser;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.parse.table.SmiTopoParser;
import dev.shmfit.reports.NodeV1;
import dev.shmfit.reports.ReportMapper;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.SmiHopPathMapping;
import dev.shmfit.topology.StructuralPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each entry's files agree, say where they came from, and leave nothing open where the entry says so. */
class NodeCatalogueTest {
    private static final Set<String> KINDS =
            Set.of("captured", "vendor", "vendor-completed", "built", "unverified", "derived", "stated");

    static Stream<String> ids() {
        return NodeCatalogue.ids().stream();
    }

    @Test
    void the_machines_that_people_ask_about_are_there() {
        assertThat(NodeCatalogue.ids())
                .contains("dgx-1v", "dgx-2", "dgx-a100", "hgx-h100-8", "hgx-h200-8", "hgx-b200-8", "gh200", "gb200-x4")
                .contains("a100-pcie-x4", "h100-pcie-x8-bridged", "l4-x4", "l40s-x8", "a10-x4", "a40-x2-bridged")
                .contains("rtx3090-x2", "rtx4090-x2", "rtx5090-x8-amd", "rtxpro6000-x8", "rtx4090-x8-intel")
                .contains("aws-p4d", "aws-p5", "aws-g5-12xlarge", "aws-g6-48xlarge", "azure-nc96ads-a100-v4")
                .contains("azure-nd96isr-h100-v5", "oci-bm-gpu-h100-8");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void every_file_says_where_it_came_from(String id) {
        NodeCatalogue.Entry entry = NodeCatalogue.entry(id);
        List<CatalogueNode.Source> sources = entry.node().provenance();
        assertThat(sources)
                .extracting(CatalogueNode.Source::file)
                .containsAll(entry.capture().items().keySet());
        assertThat(sources).allSatisfy(s -> {
            assertThat(KINDS).contains(s.kind());
            switch (s.kind()) {
                case "derived" -> assertThat(s.from()).isNotBlank();
                case "unverified" -> {
                    assertThat(s.note()).startsWith("built from general knowledge of ");
                    assertThat(s.source()).isNull();
                }
                case "built", "stated" -> {
                    assertThat(s.shows()).isNotBlank();
                    assertThat(published(s)).isTrue();
                }
                default -> assertThat(published(s)).isTrue();
            }
            if (s.kind().startsWith("vendor")) {
                assertThat(s.licence()).isNotBlank();
                assertThat(s.licenceText()).endsWith(".txt");
            }
        });
        assertThat(entry.node().built())
                .isEqualTo(sources.stream()
                        .anyMatch(s -> List.of("built", "unverified").contains(s.kind())
                                && s.file().endsWith(".xml")));
    }

    /** Has an address, or is a file among the captures that lies in the repository. */
    private static boolean published(CatalogueNode.Source source) {
        String from = String.valueOf(source.from());
        return source.source() != null
                ? source.source().startsWith("https://")
                : from.startsWith("fixtures/captures/")
                        && Files.isRegularFile(Path.of(System.getProperty("shmfit.root"), from));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void facts_that_decide_transports_are_stated_with_their_source(String id) {
        CatalogueNode node = NodeCatalogue.entry(id).node();
        if (node.assume().contains("p2p=none")) {
            assertThat(node.provenance())
                    .anyMatch(s -> s.file().equals("node.json")
                            && String.valueOf(s.note()).contains("p2p=none")
                            && List.of("stated", "unverified").contains(s.kind()));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void table_topology_and_picture_agree(String id) {
        NodeCatalogue.Entry entry = NodeCatalogue.entry(id);
        Analysis analysis = analysis(entry);
        GpuTopology topology = analysis.node().topology();
        assertThat(topology.gpus()).hasSize(entry.node().gpus());
        SmiTopoMatrix table = table(entry);
        assertThat(table.gpus()).hasSize(entry.node().gpus());
        NodeV1 picture = picture(analysis);
        for (Device.Gpu a : topology.gpus()) {
            for (Device.Gpu b : topology.gpus()) {
                if (a.index() == b.index()) {
                    continue;
                }
                SmiLink link = StructuralPaths.smiLink(topology, a.id(), b.id());
                SmiLink cell =
                        table.cells().get(a.index()).get(b.index()).asOptional().orElseThrow();
                assertThat(seen(cell))
                        .as("%s: GPU%d to GPU%d", id, a.index(), b.index())
                        .isEqualTo(seen(link));
                assertThat(drawnAsLinked(picture, a, b)).isEqualTo(seen(link).startsWith("NV"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void an_exact_entry_leaves_nothing_open(String id) {
        NodeCatalogue.Entry entry = NodeCatalogue.entry(id);
        Analysis analysis = analysis(entry);
        assertThat(analysis.findings())
                .noneMatch(f -> f.id().startsWith("matrix-") || f.id().startsWith("topology-contradict"));
        if (entry.node().exact()) {
            assertThat(analysis.uncertain()).isEmpty();
            assertThat(analysis.nccl().communicators()).allSatisfy(c -> {
                assertThat(c.uncertain()).isEmpty();
                assertThat(c.candidates()).allSatisfy(t -> assertThat(t).isEmpty());
            });
        }
        assertThat(analysis.node().gpuNames())
                .hasSize(entry.node().gpus())
                .containsValue(entry.node().gpu());
    }

    private static Analysis analysis(NodeCatalogue.Entry entry) {
        return Analyzer.analyze(AnalysisRequest.of(CaptureParser.parse(entry.capture()))
                .stating(StatedFactsParser.parse(entry.node().assume(), file -> "")));
    }

    private static SmiTopoMatrix table(NodeCatalogue.Entry entry) {
        CapturedItem.Text text = (CapturedItem.Text)
                Objects.requireNonNull(entry.capture().items().get(CaptureFiles.TOPO));
        SmiOutput<SmiTopoMatrix> read =
                SmiTopoParser.parse(text.text(), text.name()).value();
        return ((SmiOutput.Tables<SmiTopoMatrix>) read).tables().get(0);
    }

    /** What NCCL makes of a link: NVLinks by their count, PCIe by its path type. */
    private static String seen(SmiLink link) {
        return link instanceof SmiLink.Pci
                ? SmiHopPathMapping.pathType(link).toString()
                : link.toString().replaceAll(".*?(\\d+).*", "NV$1");
    }

    private static NodeV1 picture(Analysis analysis) {
        return ReportMapper.of(
                        analysis,
                        new ReportV1.Tool("shmfit", "0"),
                        new ReportV1.Origin("node", "catalogue", null, false),
                        List.of())
                .node();
    }

    private static boolean drawnAsLinked(NodeV1 picture, Device.Gpu a, Device.Gpu b) {
        Set<String> switches = Set.copyOf(picture.devices().stream()
                .filter(d -> d.kind() == NodeV1.Kind.NVSWITCH)
                .map(NodeV1.Device::id)
                .toList());
        boolean direct = linked(picture, Set.of(a.id().value()), b.id().value());
        return direct || (linked(picture, switches, a.id().value()) && linked(picture, switches, b.id().value()));
    }

    private static boolean linked(NodeV1 picture, Set<String> ends, String other) {
        return picture.links().stream()
                .filter(l -> l.kind() == NodeV1.LinkKind.NVLINK)
                .anyMatch(l -> (ends.contains(l.from()) && l.to().equals(other))
                        || (ends.contains(l.to()) && l.from().equals(other)));
    }
}
