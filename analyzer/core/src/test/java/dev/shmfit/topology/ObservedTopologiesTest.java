package dev.shmfit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.SmiTopoMatrix;
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
}
