package dev.shmfit.nccl.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.simulate.NcclNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes that are equal share the parts of one system; each has its own ranks. */
class TopoSystemTest {
    private static TopoSystem system() {
        NcclNode node = new Machine(Machine.Cpu.SKYLAKE).numa(Machine.gpus(3)).node("2.21.5");
        return SystemBuilder.build(node.hardware().get(0).topology(), Map.of(0, 2, 1, 0, 2, 1), node.version());
    }

    @Test
    void an_equal_nodes_ranks_take_the_places_that_the_first_nodes_have_by_their_order() {
        TopoSystem first = system();
        TopoSystem second = first.of(List.of(3, 5, 7));
        assertThat(first.gpus().stream().map(first::rankOf)).containsExactly(2, 0, 1);
        assertThat(second.gpus().stream().map(second::rankOf)).containsExactly(7, 3, 5);
        assertThat(second.nvmlIndex(7)).isEqualTo(first.nvmlIndex(2));
        assertThat(second.sharesNodesWith(first)).isTrue();
        assertThat(system().sharesNodesWith(first)).isFalse();
    }

    @Test
    void nodes_that_are_lent_do_not_change() {
        TopoSystem lent = system().of(List.of(3, 4, 5));
        assertThatThrownBy(() -> lent.create(NodeType.NIC, 9, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> lent.remove(lent.gpu(0))).isInstanceOf(IllegalStateException.class);
        TopoSystem own = system();
        own.remove(own.gpu(0));
        assertThat(own.gpus()).hasSize(2);
    }
}
