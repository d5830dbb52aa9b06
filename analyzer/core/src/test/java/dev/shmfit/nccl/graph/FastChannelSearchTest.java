package dev.shmfit.nccl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.analysis.stated.CpuNames;
import dev.shmfit.analysis.stated.PciLinks;
import dev.shmfit.nccl.Machine;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.observed.ObservedNode;
import dev.shmfit.nccl.observed.ObservedTopology;
import dev.shmfit.nccl.simulate.NcclNode;
import dev.shmfit.nccl.simulate.RandomMachine;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.nccl.transport.NcclInitFailure;
import dev.shmfit.nccl.transport.Places;
import dev.shmfit.nccl.transport.TransportRules;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.PciLink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The search with its shortcuts finds what the search as NCCL's source has it finds, in as many steps, and leaves the same
 * on links and NICs.
 */
class FastChannelSearchTest {
    private static final List<String> VERSIONS = List.of(
            "2.8.4", "2.17.1", "2.18.1", "2.18.3", "2.19.3", "2.20.3", "2.21.5", "2.27.3", "2.27.7", "2.28.9",
            "2.30.7");
    private static final int DRAWS = Integer.getInteger("shmfit.tests.draws", 1);
    private static final List<CpuIdentity> CPUS = Stream.of(
                    "intel:skylake", "intel:broadwell", "intel:sapphirerapids", "intel:emeraldrapids", "amd:zen4")
            .map(CpuNames::parse)
            .toList();
    private static final List<PciLink> LINKS = Stream.of("gen3x16", "gen4x16", "gen5x16", "gen3x8", "gen3x4")
            .map(PciLinks::parse)
            .toList();
    private static final int MAX_GPUS = 8;
    private static final int MAX_CHANNELS = 32;

    @Test
    void on_drawn_nodes() {
        for (long seed = 0; seed < 24L * DRAWS; seed++) {
            Random random = new Random(seed);
            Machine machine = RandomMachine.of(random, MAX_GPUS);
            GpuAccess access = RandomMachine.access(random, machine);
            NcclNode node = machine.node(VERSIONS.get(random.nextInt(VERSIONS.size())), access);
            same(node, machine.gpuCount(), random, "seed " + seed);
        }
    }

    /** Nodes that are the same but for the width of their links: what was searched in one is not searched again in another. */
    @Test
    void on_nodes_that_share_what_was_searched() {
        int shared = 0;
        int alone = 0;
        for (long seed = 100; seed < 100 + 12L * DRAWS; seed++) {
            Random random = new Random(seed);
            Machine machine = RandomMachine.of(random, MAX_GPUS);
            GpuAccess access = RandomMachine.access(random, machine);
            KnownAttempts known = new KnownAttempts();
            for (int i = 0; i < 8; i++) {
                String version = VERSIONS.get(VERSIONS.size() - 1 - random.nextInt(4));
                NcclNode like = machine.node(version, access);
                GpuTopology node = machine.topology()
                        .withCpu(CPUS.get(random.nextInt(CPUS.size())))
                        .withPciLinks(LINKS.get(random.nextInt(LINKS.size())));
                NcclNode other = new NcclNode(node, access, like.platform(), like.version(), like.settings());
                String name = "seed %d, node %d".formatted(seed, i);
                same(other, machine.gpuCount(), new Random(seed), name, known);
                KnownAttempts fresh = new KnownAttempts();
                same(other, machine.gpuCount(), new Random(seed), name, fresh);
                alone += fresh.size();
            }
            shared += known.size();
        }
        assertThat(shared).isLessThan(alone * 3 / 4);
    }

    /** Of those on which NCCL's host code was run, with adapters and without, drawn by chance. */
    @Test
    @Tag("slow")
    void on_observed_nodes() {
        List<ObservedTopology> all = new ArrayList<>(ObservedTopology.all());
        Collections.shuffle(all, new Random(7));
        int compared = 0;
        for (ObservedTopology topology : all.subList(0, Math.min(all.size(), 60 * DRAWS))) {
            Random random = new Random(topology.name().hashCode());
            String version = VERSIONS.get(random.nextInt(VERSIONS.size()));
            try {
                observed(topology.name(), version, random);
                compared++;
            } catch (NcclInitFailure e) {
                // NVLink whose P2P is broken: NCCL stops before it searches.
                assertThat(e).hasMessageContaining("P2P is disabled");
            }
        }
        assertThat(compared).isGreaterThan(50 * DRAWS);
    }

    /** Wide links, pairs, unequal ways, NVSwitches, adapters by the GPU: one of each. */
    @ParameterizedTest
    @Tag("slow")
    @ValueSource(strings = {"F8_dgx1v", "G8_h100_nvsw", "E8_pairs_phb", "D8_intel_4sw_p2p", "N8hgx_h100_400g_gdr1"})
    void on_nodes_whose_search_spends_its_budget(String name) {
        for (String version : List.of("2.18.3", "2.27.7", "2.30.7")) {
            observed(name, version, new Random(1));
        }
    }

    private static void observed(String name, String version, Random random) {
        ObservedNode observed = ObservedNode.load(name);
        NcclNode like = new Machine(Machine.Cpu.SKYLAKE)
                .numa(Machine.gpus(observed.gpus()))
                .node(version);
        NcclNode node =
                new NcclNode(observed.topology(), observed.access(), like.platform(), like.version(), like.settings());
        same(node, observed.gpus(), random, name);
    }

    private static void same(NcclNode node, int gpus, Random random, String name) {
        same(node, gpus, random, name, new KnownAttempts());
    }

    private static void same(NcclNode node, int gpus, Random random, String name, KnownAttempts known) {
        for (int ranks : new int[] {gpus, 2 * gpus}) {
            long seed = random.nextLong();
            List<String> fast = found(node, gpus, ranks, SearchMode.FAST, seed, known);
            List<String> asWritten = found(node, gpus, ranks, SearchMode.AS_WRITTEN, seed, new KnownAttempts());
            assertThat(fast).hasSameSizeAs(asWritten);
            for (int i = 0; i < fast.size(); i++) {
                assertThat(fast.get(i))
                        .as("%s, %d of %d ranks, NCCL %s, search %d", name, gpus, ranks, node.version(), i)
                        .isEqualTo(asWritten.get(i));
            }
        }
    }

    /** What the whole search finds for each pattern, what drawn single searches find and spend, and what each leaves. */
    private static List<String> found(
            NcclNode node, int gpus, int ranks, SearchMode mode, long seed, KnownAttempts known) {
        TopoSystem system = system(node, gpus, ranks);
        GraphSettings settings = GraphSettings.of(node.version(), node.settings());
        List<String> found = new ArrayList<>();
        ChannelGraph rings = whole(system, settings, Pattern.RING, 1, MAX_CHANNELS / 2, mode, known);
        found.add(text(rings) + left(system));
        int channels = rings.channels();
        found.add(text(whole(system, settings, Pattern.BALANCED_TREE, channels, channels, mode, known)) + left(system));
        if (system.hasNvSwitch() && node.version().compareTo(NcclVersion.of(2, 18, 1)) >= 0) {
            found.add(text(whole(system, settings, Pattern.NVLS, 1, MAX_CHANNELS, mode, known)) + left(system));
        }
        Random random = new Random(seed);
        for (int i = 0; i < 6; i++) {
            found.add(one(system, drawn(system, random), mode) + left(system));
        }
        return found;
    }

    private static ChannelGraph whole(
            TopoSystem system,
            GraphSettings settings,
            Pattern pattern,
            int minChannels,
            int maxChannels,
            SearchMode mode,
            KnownAttempts known) {
        return GraphSearch.counted(system, settings, pattern, minChannels, maxChannels, mode, known)
                .graph();
    }

    private static ChannelGraph drawn(TopoSystem system, Random random) {
        List<Pattern> patterns = List.of(Pattern.RING, Pattern.BALANCED_TREE, Pattern.SPLIT_TREE, Pattern.TREE);
        float[] speeds = system.constants.speeds(system.searchesInter(), system.minComputeCapability());
        PathOrder order = system.order;
        ChannelGraph graph = new ChannelGraph(
                patterns.get(random.nextInt(patterns.size())), 1, 1 + random.nextInt(8), system.gpuCount());
        graph.bwIntra = speeds[random.nextInt(speeds.length)];
        graph.bwInter = random.nextBoolean() ? graph.bwIntra : speeds[random.nextInt(speeds.length)];
        graph.typeIntra = random.nextBoolean() ? order.sys : order.phb;
        graph.typeInter = random.nextBoolean() ? order.sys : order.phb;
        graph.sameChannels = random.nextBoolean();
        graph.crossNic = random.nextInt(3);
        return graph;
    }

    private static String one(TopoSystem system, ChannelGraph attempt, SearchMode mode) {
        ChannelGraph best = attempt.copy();
        ChannelSearch search = ChannelSearch.of(mode, system, SearchRules.of(system.version), attempt, best);
        int left = search.run(1 << 12);
        return text(best) + "\n" + left + " steps left";
    }

    private static String text(ChannelGraph g) {
        StringBuilder text = new StringBuilder();
        text.append(g.pattern()).append(' ').append(g.bwIntra()).append(' ').append(g.bwInter());
        text.append(' ')
                .append(g.latencyInter())
                .append(' ')
                .append(g.typeIntra())
                .append(' ')
                .append(g.typeInter());
        text.append(' ')
                .append(g.crossNic())
                .append(' ')
                .append(g.sameChannels())
                .append(' ')
                .append(g.hops);
        for (int c = 0; c < g.channels(); c++) {
            text.append('\n').append(g.order(c));
            text.append(' ').append(g.inter[c * 2]).append('-').append(g.inter[c * 2 + 1]);
        }
        return text.toString();
    }

    private static String left(TopoSystem system) {
        StringBuilder left = new StringBuilder("\nlinks");
        // A sum of NVLinks stands a little beside its thousandths until something is taken off it.
        // What rounding leaves on a link that nothing fills, nobody reads.
        system.forEachLink(l -> left.append(' ').append(l.type == LinkType.LOC ? "-" : PathWalker.subtract(l.bw, 0)));
        left.append("\nadapters");
        for (TopoNode net : system.nodes(NodeType.NET)) {
            left.append(' ').append(net.bw).append('/').append(net.maxChannels);
        }
        return left.toString();
    }

    private static TopoSystem system(NcclNode node, int gpus, int ranks) {
        GraphSettings settings = GraphSettings.of(node.version(), node.settings());
        List<Integer> all = IntStream.range(0, gpus).boxed().toList();
        TransportRules rules = new TransportRules(
                node.version(),
                node.settings(),
                node.platform(),
                Places.onOneNode(all, node.pods(), node.hardware().get(0).access()));
        Map<Integer, Integer> rankOfGpu = new LinkedHashMap<>();
        all.forEach(g -> rankOfGpu.put(g, g));
        TopoSystem system = SystemBuilder.build(node.hardware().get(0).topology(), rankOfGpu, node.version());
        PathFinder.compute(system, settings, rules);
        SystemTrimmer.trim(system, 0, ranks);
        PathFinder.compute(system, settings, rules);
        GraphSearch.init(system);
        return system;
    }
}
