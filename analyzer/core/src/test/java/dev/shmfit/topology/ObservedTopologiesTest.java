package dev.shmfit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.nccl.observed.ObservedTopology;
import dev.shmfit.parse.file.NcclXmlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nodes over whose emulated GPUs NCCL's host code was run, rebuilt from the matrix alone. */
class ObservedTopologiesTest {
    static List<ObservedTopology> matrices() {
        return ObservedTopology.designed().stream()
                .filter(t -> t.topoM().isPresent())
                .toList();
    }

    @Test
    void there_are_matrices_to_rebuild() {
        assertThat(ObservedTopology.designed()).hasSize(94);
        assertThat(matrices()).hasSize(61);
    }

    /** The one node that documents name, so that its commands can be copied. */
    @Test
    void the_plain_file_is_the_line_of_the_compressed_one() throws IOException {
        Path plain = Path.of(System.getProperty("shmfit.root"), "fixtures", "observed", "G8_h100_nvsw.xml");
        assertThat(Files.readString(plain))
                .isEqualTo(ObservedTopology.named("G8_h100_nvsw").xml());
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void the_rebuilt_node_prints_the_same_matrix(ObservedTopology node) {
        SmiTopoMatrix matrix = matrix(node);
        ReconstructedTopology rebuilt = MatrixTopologyBuilder.build(matrix, TopologyAssumptions.NONE);
        assertThat(rebuilt.inconsistencies()).isEmpty();
        assertThat(rebuilt.undetermined()).isEmpty();
        assertThat(MatrixText.print(TopoMatrixOf.of(rebuilt.topology()))).isEqualTo(MatrixText.print(matrix));
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void gpus_come_in_the_order_of_their_indices_within_each_numa_node(ObservedTopology node) {
        SmiTopoMatrix matrix = matrix(node);
        GpuTopology topology =
                MatrixTopologyBuilder.build(matrix, TopologyAssumptions.NONE).topology();
        for (Device.NumaNode numa : topology.numaNodes()) {
            assertThat(topology.gpus().stream()
                            .filter(g -> topology.numaNodeOf(g.id())
                                    .filter(numa::equals)
                                    .isPresent())
                            .map(Device.Gpu::index))
                    .isSorted();
        }
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void the_node_of_the_xml_prints_as_nvidia_smi_would(ObservedTopology node) {
        GpuTopology exact = exact(node);
        SmiTopoMatrix matrix = matrix(node);
        assertThat(MatrixText.print(TopoMatrixOf.of(exact))).isEqualTo(MatrixText.print(matrix));
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void path_types_are_those_of_the_xml(ObservedTopology node) {
        GpuTopology exact = exact(node);
        GpuTopology rebuilt = MatrixTopologyBuilder.build(matrix(node), TopologyAssumptions.NONE)
                .topology();
        assertThat(rebuilt.gpus()).extracting(Device.Gpu::index).isEqualTo(indices(exact));
        for (Device.Gpu a : exact.gpus()) {
            for (Device.Gpu b : exact.gpus()) {
                assertThat(StructuralPaths.pathType(rebuilt, a.id(), b.id()))
                        .as("%s to %s", a.id(), b.id())
                        .isEqualTo(StructuralPaths.pathType(exact, a.id(), b.id()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void paths_behind_nvlinks_are_those_of_the_xml_in_one_of_the_worlds(ObservedTopology node) {
        GpuTopology exact = exact(node);
        List<ReconstructedTopology> worlds = MatrixTopologyBuilder.candidates(matrix(node), TopologyAssumptions.NONE);
        assertThat(worlds).anyMatch(w -> hops(w.topology()).equals(hops(exact)));
    }

    private static List<Integer> indices(GpuTopology topology) {
        return topology.gpus().stream().map(Device.Gpu::index).toList();
    }

    private static List<SmiHop> hops(GpuTopology topology) {
        List<DeviceId> gpus = topology.gpus().stream().map(Device.Gpu::id).toList();
        return gpus.stream()
                .flatMap(a -> gpus.stream().filter(b -> !b.equals(a)).map(b -> StructuralPaths.smiHop(topology, a, b)))
                .toList();
    }

    private static SmiTopoMatrix matrix(ObservedTopology node) {
        return MatrixText.readPrinted(node.topoM().orElseThrow());
    }

    private static GpuTopology exact(ObservedTopology node) {
        NcclXmlParser.Result read = NcclXmlParser.parse(node.name(), node.xml());
        assertThat(read).isInstanceOf(NcclXmlParser.Result.Topology.class);
        return XmlTopologyBuilder.build(((NcclXmlParser.Result.Topology) read).xml());
    }
}
