package dev.shmfit.nccl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.simulate.NcclNode;
import dev.shmfit.nccl.transport.Places;
import dev.shmfit.nccl.transport.TransportRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a search remembers of its dead ends. */
class DeadEndsTest {
    private static final long PLACE = 1;
    private static final long NICS = 2;

    private LinkState links;
    private DeadEnds deadEnds;

    @BeforeEach
    void one_dead_end_is_known() {
        TopoSystem system = system();
        links = new LinkState(system, new FastPathWalker(system, SearchRules.of(system.version)));
        deadEnds = new DeadEnds(links);
        assertThat(deadEnds.stepsBelow(PLACE, NICS)).isZero();
        DeadEnds.Point point = deadEnds.enter(PLACE, NICS);
        deadEnds.add(point, 7);
        deadEnds.leave();
        assertThat(deadEnds.stepsBelow(PLACE, NICS)).isEqualTo(7);
    }

    private static TopoSystem system() {
        NcclNode node = new Machine(Machine.Cpu.SKYLAKE).numa(Machine.gpus(4)).node("2.21.5");
        List<Integer> gpus = List.of(0, 1, 2, 3);
        TopoSystem system =
                SystemBuilder.build(node.hardware().get(0).topology(), Map.of(0, 0, 1, 1, 2, 2, 3, 3), node.version());
        PathFinder.compute(
                system,
                GraphSettings.of(node.version(), NcclSettings.NONE),
                new TransportRules(
                        node.version(),
                        node.settings(),
                        node.platform(),
                        Places.onOneNode(
                                gpus, node.pods(), node.hardware().get(0).access())));
        return system;
    }

    @Test
    void another_place_and_other_adapters_are_another_point() {
        assertThat(deadEnds.stepsBelow(PLACE + 1, NICS)).isZero();
        assertThat(deadEnds.stepsBelow(PLACE, NICS + 1)).isZero();
    }

    @Test
    void another_search_has_dead_ends_of_its_own() {
        deadEnds.begin();
        assertThat(deadEnds.stepsBelow(PLACE, NICS)).isZero();
    }

    @Test
    void each_link_alone_makes_another_point() {
        for (int link = 0; link < links.size(); link++) {
            int[] before = new int[links.size()];
            links.copyTo(before);
            links.set(link, before[link] + 1);
            assertThat(deadEnds.stepsBelow(PLACE, NICS)).as("link %d", link).isZero();
            links.set(link, before[link]);
        }
        assertThat(deadEnds.stepsBelow(PLACE, NICS)).isEqualTo(7);
    }

    @Test
    void a_dead_end_is_known_by_its_whole_state_and_not_by_the_number_made_of_it() {
        int[] before = new int[links.size()];
        links.copyTo(before);
        long hash = links.hash();
        // Links count k times a factor, plus one: twice link 2 is link 0 and link 4.
        links.set(0, before[0] - 1);
        links.set(2, before[2] + 2);
        links.set(4, before[4] - 1);
        assertThat(links.hash()).isEqualTo(hash);
        assertThat(links.isExactly(before)).isFalse();
        assertThat(deadEnds.stepsBelow(PLACE, NICS)).isZero();
    }

    @Test
    void a_link_that_serves_only_a_gpu_left_behind_does_not_count() {
        links.leaveBehind(1);
        DeadEnds.Point point = deadEnds.enter(PLACE, NICS);
        deadEnds.add(point, 5);
        deadEnds.leave();
        int[] before = new int[links.size()];
        links.copyTo(before);
        links.restore(0, 0);
        int ignored = 0;
        for (int link = 0; link < links.size(); link++) {
            links.set(link, before[link] + 1);
            links.leaveBehind(1);
            ignored += deadEnds.stepsBelow(PLACE, NICS) == 5 ? 1 : 0;
            links.restore(0, 0);
            links.set(link, before[link]);
        }
        // Its own link, up and down.
        assertThat(ignored).isEqualTo(2);
    }

    @Test
    void a_walk_that_left_a_trace_on_a_link_is_no_dead_end() {
        DeadEnds.Point point = deadEnds.enter(PLACE + 1, NICS);
        int[] before = new int[links.size()];
        links.copyTo(before);
        links.set(0, before[0] + 1);
        deadEnds.add(point, 3);
        deadEnds.leave();
        assertThat(deadEnds.stepsBelow(PLACE + 1, NICS)).isZero();
        links.set(0, before[0]);
        assertThat(deadEnds.stepsBelow(PLACE + 1, NICS)).isZero();
    }
}
