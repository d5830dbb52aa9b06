package dev.shmfit.nccl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.observed.ObservedNode;
import dev.shmfit.nccl.simulate.NcclNode;
import dev.shmfit.nccl.simulate.RandomMachine;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.nccl.transport.TransportRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search with its shortcuts finds what the search as NCCL's source has it finds, and leaves the same on the links. */
class FastChannelSearchTest {
    private static final List<String> VERSIONS =
            List.of("2.8.4", "2.17.1", "2.18.3", "2.19.3", "2.21.5", "2.27.3", "2.27.7", "2.30.7");
    private static final int MAX_GPUS = 8;
    private static final int MAX_CHANNELS = 32;

    /** What a search finds, and what it leaves behind. */
    private record Found(List<String> graphs, List<Float> links) {}

    static LongStream seeds() {
        return LongStream.range(0, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void on_drawn_nodes(long seed) {
        Random random = new Random(seed);
        Machine machine = RandomMachine.of(random, MAX_GPUS);
        int gpus = machine.gpuCount();
        GpuAccess access = RandomMachine.access(random, machine);
        for (String version : VERSIONS) {
            NcclNode node = machine.node(version, access);
            same(node, gpus, gpus, "seed " + seed);
            same(node, gpus, 2 * gpus, "seed " + seed + ", several nodes");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "F8_dgx1v",
                "G8_h100_nvsw",
                "E8_pairs_phb",
                "D8_intel_4sw_p2p",
                "N8sw_intel_400g_gdr1",
                "N8hgx_h100_400g_gdr1",
                "N4sw_amd_400g_gdr1"
            })
    void on_observed_nodes_with_and_without_adapters(String name) {
        ObservedNode observed = ObservedNode.load(name);
        Machine any = new Machine(Machine.Cpu.values()[0]).numa(Machine.gpus(observed.gpus()));
        for (String version : List.of("2.18.3", "2.21.5", "2.27.7", "2.30.7")) {
            NcclNode like = any.node(version);
            NcclNode node = new NcclNode(
                    observed.topology(), observed.access(), like.platform(), like.version(), like.settings());
            same(node, observed.gpus(), observed.gpus(), name);
            same(node, observed.gpus(), 2 * observed.gpus(), name + ", several nodes");
        }
    }

    @Test
    void a_dead_end_is_known_by_its_whole_state_and_not_by_a_number_made_of_it() {
        TopoSystem system = system(
                new Machine(Machine.Cpu.values()[0]).numa(Machine.gpus(4)).node("2.21.5"), 4, 4);
        FastPathWalker walker = new FastPathWalker(system, SearchRules.of(system.version));
        DeadEnds deadEnds = new DeadEnds(system, walker);
        ChannelGraph graph = new ChannelGraph(Pattern.RING, 1, 4, 4);
        deadEnds.forget();
        DeadEnds.Point point = deadEnds.enter(graph, system.gpu(0), 0, 0, -1);
        deadEnds.add(point, 7);
        assertThat(deadEnds.stepsBelow(point)).isEqualTo(7);
        // Every number that a point consists of, changed alone: the slot stays, as if two points shared one hash.
        for (int i = 0; i < point.numbers().length; i++) {
            point.numbers()[i] ^= 1;
            assertThat(deadEnds.stepsBelow(point)).as("number %d", i).isZero();
            point.numbers()[i] ^= 1;
        }
        assertThat(deadEnds.stepsBelow(point)).isEqualTo(7);
    }

    private static void same(NcclNode node, int gpus, int ranks, String what) {
        Found fast = search(node, gpus, ranks, SearchMode.FAST);
        assertThat(fast)
                .as("%s, NCCL %s", what, node.version())
                .isEqualTo(search(node, gpus, ranks, SearchMode.AS_WRITTEN));
    }

    private static TopoSystem system(NcclNode node, int gpus, int ranks) {
        GraphSettings settings = GraphSettings.of(node.version(), node.settings());
        List<Integer> all = IntStream.range(0, gpus).boxed().toList();
        TransportRules rules =
                new TransportRules(node.version(), node.settings(), node.platform(), node.access(), node.pods(), all);
        Map<Integer, Integer> rankOfGpu = new LinkedHashMap<>();
        all.forEach(g -> rankOfGpu.put(g, g));
        TopoSystem system = SystemBuilder.build(node.topology(), rankOfGpu, node.version());
        PathFinder.compute(system, settings, rules);
        SystemTrimmer.trim(system, 0, ranks);
        PathFinder.compute(system, settings, rules);
        GraphSearch.init(system);
        return system;
    }

    private static Found search(NcclNode node, int gpus, int ranks, SearchMode mode) {
        TopoSystem system = system(node, gpus, ranks);
        GraphSettings settings = GraphSettings.of(node.version(), node.settings());
        List<String> graphs = new ArrayList<>();
        ChannelGraph ring = GraphSearch.compute(system, settings, Pattern.RING, 1, MAX_CHANNELS / 2, mode);
        graphs.add(text(ring));
        graphs.add(text(
                GraphSearch.compute(system, settings, Pattern.BALANCED_TREE, ring.channels(), ring.channels(), mode)));
        graphs.add(text(GraphSearch.compute(system, settings, Pattern.SPLIT_TREE, 1, MAX_CHANNELS, mode)));
        if (system.hasNvSwitch() && node.version().compareTo(NcclVersion.of(2, 18, 1)) >= 0) {
            graphs.add(text(GraphSearch.compute(system, settings, Pattern.NVLS, 1, MAX_CHANNELS, mode)));
        }
        List<Float> links = new ArrayList<>();
        system.forEachLink(l -> links.add(l.bw));
        return new Found(graphs, links);
    }

    private static String text(ChannelGraph g) {
        StringBuilder text = new StringBuilder();
        text.append(g.pattern()).append(' ').append(g.bwIntra()).append(' ').append(g.bwInter());
        text.append(' ')
                .append(g.typeIntra())
                .append(' ')
                .append(g.typeInter())
                .append(' ')
                .append(g.crossNic());
        text.append(' ').append(g.sameChannels()).append(' ').append(g.hops);
        for (int c = 0; c < g.channels(); c++) {
            text.append('\n')
                    .append(g.order(c))
                    .append(' ')
                    .append(g.inter[c * 2])
                    .append('-')
                    .append(g.inter[c * 2 + 1]);
        }
        return text.toString();
    }
}
