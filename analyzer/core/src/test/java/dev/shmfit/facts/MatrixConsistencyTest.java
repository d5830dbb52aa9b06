package dev.shmfit.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatrixConsistencyTest {
    /** A matrix from rows of words; {@code .} is absent. */
    private static SmiTopoMatrix matrix(String... rows) {
        List<SmiDevice> devices = new ArrayList<>();
        List<List<Reading<SmiLink>>> cells = new ArrayList<>();
        List<SmiTopoMatrix.Affinity> affinities = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            devices.add(new SmiDevice("GPU" + i, SmiDevice.Kind.GPU));
            affinities.add(new SmiTopoMatrix.Affinity(Reading.absent(""), Reading.absent(""), Reading.absent("")));
            List<Reading<SmiLink>> row = new ArrayList<>();
            int column = 1;
            for (String word : rows[i].split(" ", -1)) {
                row.add(
                        word.equals(".")
                                ? Reading.absent("")
                                : Reading.known(link(word), new SourceRef("m", i, column++)));
            }
            cells.add(row);
        }
        return new SmiTopoMatrix(devices, cells, affinities, Map.of());
    }

    private static SmiLink link(String word) {
        if (word.startsWith("NV")) {
            return new SmiLink.NvLinks(Integer.parseInt(word, 2, word.length(), 10));
        }
        return word.equals("X") ? new SmiLink.Self() : new SmiLink.Pci(SmiHop.valueOf(word));
    }

    private static List<String> ids(SmiTopoMatrix m) {
        return MatrixConsistency.of(m).stream().map(MatrixRemark::id).toList();
    }

    @Test
    void a_whole_symmetric_matrix_has_no_remarks() {
        assertThat(ids(matrix("X NV4 SYS", "NV4 X SYS", "SYS SYS X"))).isEmpty();
    }

    @Test
    void a_pair_that_differs_by_direction_is_a_remark_with_both_places() {
        MatrixRemark remark = MatrixConsistency.of(matrix("X PIX", "SYS X")).get(0);
        assertThat(remark.id()).isEqualTo("matrix-asymmetric");
        assertThat(remark.evidence()).hasSize(2);
        assertThat(remark.gpus()).containsExactly(0, 1);
    }

    @Test
    void a_gpu_without_nvlinks_among_gpus_that_all_have_them_has_lost_its_own() {
        MatrixRemark remark = MatrixConsistency.of(
                        matrix("X NV18 NV18 SYS", "NV18 X NV18 SYS", "NV18 NV18 X NODE", "SYS SYS NODE X"))
                .get(0);
        assertThat(remark.id()).isEqualTo("nvlinks-lost");
        assertThat(remark.gpus()).containsExactly(3);
    }

    @Test
    void bridges_between_pairs_and_a_cube_mesh_are_no_lost_nvlinks() {
        assertThat(ids(matrix("X NV4 SYS SYS", "NV4 X SYS SYS", "SYS SYS X NV4", "SYS SYS NV4 X")))
                .isEmpty();
        assertThat(ids(matrix("X NV4 SYS", "NV4 X SYS", "SYS SYS X"))).isEmpty();
    }

    @Test
    void two_islands_of_equal_size_are_no_lost_nvlinks() {
        assertThat(ids(matrix(
                        "X NV4 NV4 SYS SYS SYS",
                        "NV4 X NV4 SYS SYS SYS",
                        "NV4 NV4 X SYS SYS SYS",
                        "SYS SYS SYS X NV4 NV4",
                        "SYS SYS SYS NV4 X NV4",
                        "SYS SYS SYS NV4 NV4 X")))
                .isEmpty();
    }

    @Test
    void a_pair_read_in_one_direction_only_is_determined() {
        assertThat(ids(matrix("X .", "SYS X"))).isEmpty();
        assertThat(ids(matrix("X .", ". X"))).containsExactly("cells-undetermined");
    }

    @Test
    void a_p2p_answer_may_not_depend_on_the_direction_either() {
        List<List<Reading<P2pStatus>>> cells = List.of(
                List.of(Reading.known(P2pStatus.OK, SourceRef.of("m")), Reading.known(P2pStatus.OK, SourceRef.of("m"))),
                List.of(
                        Reading.known(P2pStatus.NS, SourceRef.of("m")),
                        Reading.known(P2pStatus.OK, SourceRef.of("m"))));
        assertThat(MatrixConsistency.of(new SmiP2pMatrix("r", List.of(0, 2), cells)).stream()
                        .map(MatrixRemark::id))
                .containsExactly("gpus-missing", "matrix-asymmetric");
    }
}
