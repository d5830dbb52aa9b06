package dev.shmfit.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class RandomNodesTest {
    private static final List<SmiHop> HOPS = List.of(SmiHop.values());

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_node_rebuilt_from_its_matrix_prints_the_same_matrix(long seed) {
        SmiTopoMatrix matrix = RandomNode.matrix(seed);
        ReconstructedTopology rebuilt = MatrixTopologyBuilder.build(matrix, TopologyAssumptions.NONE);
        assertThat(rebuilt.inconsistencies()).as("seed %d", seed).isEmpty();
        assertThat(rebuilt.undetermined()).as("seed %d", seed).isEmpty();
        assertThat(MatrixText.print(TopoMatrixOf.of(rebuilt.topology())))
                .as("seed %d", seed)
                .isEqualTo(MatrixText.print(matrix));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rebuilding_what_was_rebuilt_changes_nothing(long seed) {
        GpuTopology once = MatrixTopologyBuilder.build(RandomNode.matrix(seed), TopologyAssumptions.NONE)
                .topology();
        GpuTopology again = MatrixTopologyBuilder.build(TopoMatrixOf.of(once), TopologyAssumptions.NONE)
                .topology();
        assertThat(again).as("seed %d", seed).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_changed_pair_is_reported_exactly_when_no_tree_has_it(long seed) {
        SmiTopoMatrix matrix = withoutAffinities(RandomNode.matrixWithoutNvLinks(seed));
        int size = matrix.devices().size();
        assumeThat(size).isGreaterThan(1);
        Random random = new Random(seed);
        int a = random.nextInt(size);
        int b = (a + 1 + random.nextInt(size - 1)) % size;
        SmiHop hop = HOPS.get(random.nextInt(HOPS.size()));
        SmiTopoMatrix damaged = changed(changed(matrix, a, b, known(hop)), b, a, known(hop));
        ReconstructedTopology rebuilt = MatrixTopologyBuilder.build(damaged, TopologyAssumptions.NONE);
        assertThat(rebuilt.inconsistencies().isEmpty()).as("seed %d", seed).isEqualTo(isTree(damaged));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noise_in_any_cell_never_throws_and_pairs_beside_it_keep_their_cells(long seed) {
        SmiTopoMatrix matrix = RandomNode.matrix(seed);
        Random random = new Random(seed);
        int size = matrix.devices().size();
        SmiTopoMatrix damaged = matrix;
        List<Reading<SmiLink>> noise = List.of(
                Reading.absent("cut off"),
                new Reading.Unreadable<>("NV18*", SourceRef.of("topo.txt"), "not a link"),
                known(SmiHop.PIX),
                known(SmiHop.SYS),
                Reading.known(new SmiLink.NvLinks(random.nextInt(20)), SourceRef.of("topo.txt")),
                Reading.known(new SmiLink.Self(), SourceRef.of("topo.txt")));
        for (int i = 0; i < 1 + seed % 20; i++) {
            damaged = changed(
                    damaged, random.nextInt(size), random.nextInt(size), noise.get(random.nextInt(noise.size())));
        }
        ReconstructedTopology rebuilt = MatrixTopologyBuilder.build(damaged, TopologyAssumptions.NONE);
        assertThat(rebuilt.topology().gpus()).as("seed %d", seed).hasSameSizeAs(matrix.gpus());
        SmiTopoMatrix printed = TopoMatrixOf.of(rebuilt.topology());
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                boolean untouched = matrix.cells()
                                .get(i)
                                .get(j)
                                .equals(damaged.cells().get(i).get(j))
                        && matrix.cells()
                                .get(j)
                                .get(i)
                                .equals(damaged.cells().get(j).get(i));
                if (untouched && rebuilt.inconsistencies().isEmpty()) {
                    assertThat(printed.cells().get(i).get(j).asOptional())
                            .as("seed %d, cell %d %d", seed, i, j)
                            .isEqualTo(matrix.cells().get(i).get(j).asOptional());
                }
            }
        }
    }

    @Test
    void sixty_four_gpus_of_pure_noise_are_told_in_a_bounded_number_of_sentences() {
        Random random = new Random(64);
        int size = 64;
        List<SmiDevice> devices = IntStream.range(0, size)
                .mapToObj(i -> new SmiDevice("GPU" + i, SmiDevice.Kind.GPU))
                .toList();
        SmiHop[][] hops = new SmiHop[size][size];
        List<List<Reading<SmiLink>>> cells = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Reading<SmiLink>> row = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                hops[i][j] = j < i ? hops[j][i] : HOPS.get(random.nextInt(HOPS.size()));
                row.add(i == j ? Reading.known(new SmiLink.Self(), SourceRef.of("topo.txt")) : known(hops[i][j]));
            }
            cells.add(row);
        }
        ReconstructedTopology rebuilt = MatrixTopologyBuilder.build(
                new SmiTopoMatrix(devices, cells, List.of(), Map.of()), TopologyAssumptions.NONE);
        assertThat(rebuilt.topology().gpus()).hasSize(size);
        assertThat(rebuilt.undetermined()).isNotEmpty();
        assertThat(rebuilt.inconsistencies()).hasSizeBetween(1, 40);
    }

    private static Reading<SmiLink> known(SmiHop hop) {
        return Reading.known(new SmiLink.Pci(hop), SourceRef.of("topo.txt"));
    }

    /** The definition, by brute force: of three devices, the two farthest pairs are equally far apart. */
    private static boolean isTree(SmiTopoMatrix matrix) {
        int size = matrix.devices().size();
        return IntStream.range(0, size)
                .allMatch(a -> IntStream.range(0, size)
                        .allMatch(b -> IntStream.range(0, size)
                                .allMatch(c -> a == b
                                        || b == c
                                        || a == c
                                        || hop(matrix, a, b).compareTo(hop(matrix, a, c)) <= 0
                                        || hop(matrix, a, b).compareTo(hop(matrix, b, c)) <= 0)));
    }

    private static SmiHop hop(SmiTopoMatrix matrix, int a, int b) {
        return ((SmiLink.Pci) matrix.cells().get(a).get(b).asOptional().orElseThrow()).hop();
    }

    private static SmiTopoMatrix withoutAffinities(SmiTopoMatrix matrix) {
        return new SmiTopoMatrix(matrix.devices(), matrix.cells(), List.of(), matrix.nicNames());
    }

    private static SmiTopoMatrix changed(SmiTopoMatrix matrix, int row, int column, Reading<SmiLink> cell) {
        List<List<Reading<SmiLink>>> cells = new ArrayList<>();
        matrix.cells().forEach(r -> cells.add(new ArrayList<>(r)));
        cells.get(row).set(column, cell);
        return new SmiTopoMatrix(matrix.devices(), cells, matrix.affinities(), matrix.nicNames());
    }
}
