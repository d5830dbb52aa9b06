package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.connect.NodeGraphs;
import dev.shmfit.nccl.graph.ChannelGraph;
import dev.shmfit.nccl.graph.GraphSearch;
import dev.shmfit.nccl.graph.GraphSettings;
import dev.shmfit.nccl.graph.PairRules;
import dev.shmfit.nccl.graph.PathFinder;
import dev.shmfit.nccl.graph.Pattern;
import dev.shmfit.nccl.graph.SystemBuilder;
import dev.shmfit.nccl.graph.SystemTrimmer;
import dev.shmfit.nccl.graph.TopoSystem;
import dev.shmfit.nccl.tuning.NvlsSupport;
import dev.shmfit.topology.GpuTopology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The topology part of initTransportsRank (src/init.cc): system, paths, trimming, paths again, and the graphs of rings,
 * trees and NVLS, once for each domain.
 */
final class DomainSearch {
    private final NcclNode node;
    private final CommunicatorSpec spec;
    private final GraphSettings settings;
    private final PairRules rules;

    DomainSearch(NcclNode node, CommunicatorSpec spec, PairRules rules) {
        this.node = node;
        this.spec = spec;
        this.rules = rules;
        this.settings = GraphSettings.of(node.version(), node.settings());
    }

    /** By rank: the system with all ranks of its node, paths as the topology gives them. */
    List<TopoSystem> rawSystems() {
        Map<Integer, List<Integer>> byNode = new LinkedHashMap<>();
        for (int r = 0; r < spec.size(); r++) {
            byNode.computeIfAbsent(spec.nodes().get(r), n -> new ArrayList<>()).add(r);
        }
        Map<Integer, TopoSystem> raw = new LinkedHashMap<>();
        byNode.forEach((n, ranks) -> {
            TopoSystem system = build(ranks);
            PathFinder.computeRaw(system, settings);
            raw.put(n, system);
        });
        return spec.nodes().stream().map(n -> raw.get(n)).toList();
    }

    List<Domain> domains() {
        List<Part> parts = new ArrayList<>();
        for (List<Integer> host : hosts()) {
            TopoSystem whole = withPaths(host);
            for (List<Integer> ranks : SystemTrimmer.domains(whole)) {
                // Trimming changes a system, so each part has its own.
                parts.add(new Part(parts.isEmpty() ? whole : withPaths(host), ranks));
            }
        }
        List<Domain> found = new ArrayList<>();
        for (Part part : parts) {
            found.add(domain(part.system(), part.ranks(), parts.size()));
        }
        // NCCL numbers its nodes in the order in which the ranks come.
        found.sort(java.util.Comparator.comparing(
                d -> d.system().ranks().stream().min(Integer::compare).orElse(0)));
        return found;
    }

    /** How many hosts NCCL sees. */
    int hostCount() {
        return hosts().size();
    }

    /** Ranks that reach each other, and the system of their host, from which NCCL cuts them out. */
    private record Part(TopoSystem system, List<Integer> ranks) {}

    /** A host, to NCCL: a node, or one of the containers on it. */
    private record Host(int node, int pods) {}

    /** The ranks by what NCCL takes for a host. */
    private List<List<Integer>> hosts() {
        Map<Host, List<Integer>> byHost = new LinkedHashMap<>();
        for (int r = 0; r < spec.size(); r++) {
            Host host =
                    new Host(spec.nodes().get(r), node.pods().hostOf(spec.gpus().get(r)));
            byHost.computeIfAbsent(host, h -> new ArrayList<>()).add(r);
        }
        return List.copyOf(byHost.values());
    }

    private TopoSystem withPaths(List<Integer> ranks) {
        TopoSystem system = build(ranks);
        PathFinder.compute(system, settings, rules);
        return system;
    }

    private TopoSystem build(List<Integer> ranks) {
        Map<Integer, Integer> rankOfGpu = new LinkedHashMap<>();
        ranks.forEach(r -> rankOfGpu.put(spec.gpus().get(r), r));
        GpuTopology topology = node.hardwareOf(spec.nodes().get(ranks.get(0))).topology();
        return SystemBuilder.build(topology, rankOfGpu, node.version());
    }

    /** The domain of {@code ranks}, cut out of the whole {@code system}, which has its paths. */
    private Domain domain(TopoSystem system, List<Integer> ranks, int domains) {
        SystemTrimmer.trim(system, ranks.get(0), spec.size());
        PathFinder.compute(system, settings, rules);
        GraphSearch.init(system);
        int max = Settings.maxChannels(node.version());
        ChannelGraph ring = node.searches().compute(system, settings, Pattern.RING, 1, max / 2);
        boolean asManyTrees = SimulateRules.treesAsManyAsRings(node.version());
        ChannelGraph tree = node.searches()
                .compute(system, settings, Pattern.BALANCED_TREE, asManyTrees ? ring.channels() : 1, ring.channels());
        ChannelGraph nvls = nvlsSupported(system, domains)
                ? node.searches().compute(system, settings, Pattern.NVLS, 1, max)
                : GraphSearch.none(Pattern.NVLS, system);
        return new Domain(system, new NodeGraphs(system.ranks(), ring, tree, nvls));
    }

    boolean nvlsSupported(TopoSystem system, int domains) {
        return SimulateRules.NVLS_HAS_GRAPH.at(node.version())
                && NvlsSupport.of(
                        node.version(),
                        system.gpuCount(),
                        domains,
                        node.hardwareOf(spec.nodes().get(system.ranks().get(0))).multicast(),
                        node.settings());
    }
}
