package dev.shmfit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.parse.NcclXmlParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The nodes on which NCCL was observed, rebuilt from the matrix alone. */
class ObservedTopologiesTest {
    private static final Path FOLDER = Path.of(System.getProperty("shmfit.root"), "fixtures", "observed", "topologies");

    static List<Path> matrices() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".topo-m.txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void there_are_matrices_to_rebuild() {
        assertThat(matrices()).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void the_rebuilt_node_prints_the_same_matrix(Path file) throws IOException {
        SmiTopoMatrix matrix = MatrixText.readPrinted(Files.readString(file));
        ReconstructedTopology rebuilt = MatrixTopologyBuilder.build(matrix, TopologyAssumptions.NONE);
        assertThat(rebuilt.inconsistencies()).isEmpty();
        assertThat(rebuilt.undetermined()).isEmpty();
        assertThat(MatrixText.print(TopoMatrixOf.of(rebuilt.topology()))).isEqualTo(MatrixText.print(matrix));
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void gpus_come_in_the_order_of_their_indices_within_each_numa_node(Path file) throws IOException {
        SmiTopoMatrix matrix = MatrixText.readPrinted(Files.readString(file));
        GpuTopology topology =
                MatrixTopologyBuilder.build(matrix, TopologyAssumptions.NONE).topology();
        for (Device.NumaNode node : topology.numaNodes()) {
            assertThat(topology.gpus().stream()
                            .filter(g -> topology.numaNodeOf(g.id())
                                    .filter(node::equals)
                                    .isPresent())
                            .map(Device.Gpu::index))
                    .isSorted();
        }
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void the_node_of_the_xml_prints_as_nvidia_smi_would(Path file) throws IOException {
        GpuTopology exact = exact(file);
        SmiTopoMatrix matrix = MatrixText.readPrinted(Files.readString(file));
        assertThat(MatrixText.print(TopoMatrixOf.of(exact))).isEqualTo(MatrixText.print(matrix));
    }

    @ParameterizedTest
    @MethodSource("matrices")
    void path_types_are_those_of_the_xml(Path file) throws IOException {
        GpuTopology exact = exact(file);
        GpuTopology rebuilt = MatrixTopologyBuilder.build(
                        MatrixText.readPrinted(Files.readString(file)), TopologyAssumptions.NONE)
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
    void paths_behind_nvlinks_are_those_of_the_xml_in_one_of_the_worlds(Path file) throws IOException {
        GpuTopology exact = exact(file);
        List<ReconstructedTopology> worlds =
                MatrixTopologyBuilder.worlds(MatrixText.readPrinted(Files.readString(file)), TopologyAssumptions.NONE);
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

    private static GpuTopology exact(Path matrix) throws IOException {
        String name = matrix.getFileName().toString().replace(".topo-m.txt", ".xml");
        NcclXmlParser.Result read = NcclXmlParser.parse(name, Files.readString(matrix.resolveSibling(name)));
        assertThat(read).isInstanceOf(NcclXmlParser.Result.Topology.class);
        return XmlTopologyBuilder.build(((NcclXmlParser.Result.Topology) read).xml());
    }
}
