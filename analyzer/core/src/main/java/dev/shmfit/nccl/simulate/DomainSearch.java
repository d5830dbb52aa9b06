package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.connect.NodeGraphs;
import dev.shmfit.nccl.graph.ChannelGraph;
import dev.shmfit.nccl.graph.CliqueTopology;
import dev.shmfit.nccl.graph.GraphSearch;
import dev.shmfit.nccl.graph.GraphSettings;
import dev.shmfit.nccl.graph.PathFinder;
import dev.shmfit.nccl.graph.Pattern;
import dev.shmfit.nccl.graph.SystemBuilder;
import dev.shmfit.nccl.graph.SystemTrimmer;
import dev.shmfit.nccl.graph.TopoSystem;
import dev.shmfit.nccl.transport.TransportRules;
import dev.shmfit.nccl.transport.TransportRules.Decision;
import dev.shmfit.nccl.tuning.NvlsSupport;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.PathType;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final EqualNodes equal;
    private final Cliques cliques;
    private final GraphSettings settings;
    private final TransportRules rules;
    private final Map<Long, Raw> raw = new HashMap<>();

    /** A pair of ranks, as the topology's paths have it. */
    record Raw(Decision decision, PathType path) {}

    DomainSearch(NcclNode node, CommunicatorSpec spec, EqualNodes equal, Cliques cliques, TransportRules rules) {
        this.node = node;
        this.spec = spec;
        this.equal = equal;
        this.cliques = cliques;
        this.rules = rules;
        this.settings = GraphSettings.of(node.version(), node.settings());
    }

    /**
     * What the paths of the topology alone say of two ranks of one node, before any transport had a say: of the first node
     * of its kind. Asked for after {@link #domains}.
     */
    Raw raw(int from, int to) {
        Raw found = raw.get(key(from, to));
        if (found == null) {
            throw new IllegalStateException("ranks " + from + " and " + to + " are not on the first node of a kind");
        }
        return found;
    }

    private long key(int from, int to) {
        return (long) from * spec.size() + to;
    }

    private void look(TopoSystem system, List<Integer> ranks) {
        for (int a : ranks) {
            for (int b : ranks) {
                if (a != b) {
                    raw.computeIfAbsent(
                            key(a, b),
                            k -> new Raw(
                                    rules.decide(system, a, b), system.order().type(system.pathType(a, b))));
                }
            }
        }
    }

    /** Ranks of a node that NCCL takes for several hosts: the raw paths are those among all of them. */
    private void lookAcrossHosts() {
        for (int n : equal.nodes()) {
            if (equal.firstLike(n) == n && hosts(n).size() > 1) {
                List<Integer> ranks = equal.ranksOf(n);
                TopoSystem system = build(ranks);
                PathFinder.computeRaw(system, settings);
                look(system, ranks);
            }
        }
    }

    List<Domain> domains() {
        List<Domain> found = cliques.joined() ? joinedDomains() : domainsOfNodes();
        // NCCL numbers its nodes in the order in which the ranks come.
        found.sort(java.util.Comparator.comparing(
                d -> d.system().ranks().stream().min(Integer::compare).orElse(0)));
        return found;
    }

    private List<Domain> joinedDomains() {
        List<Part> parts = new ArrayList<>();
        for (List<Integer> nodes : cliques.groups()) {
            cut(equal.ranksOf(nodes), parts);
        }
        List<Domain> found = new ArrayList<>();
        parts.forEach(p -> found.add(domain(p.system(), p.ranks(), parts.size())));
        return found;
    }

    private List<Domain> domainsOfNodes() {
        Map<Integer, List<Part>> parts = new LinkedHashMap<>();
        for (int n : equal.nodes()) {
            if (equal.firstLike(n) == n) {
                parts.put(n, parts(n));
            }
        }
        int count = equal.nodes().stream()
                .mapToInt(n -> parts.getOrDefault(equal.firstLike(n), List.of()).size())
                .sum();
        Map<Integer, List<Domain>> searched = new HashMap<>();
        parts.forEach((n, all) -> searched.put(
                n, all.stream().map(p -> domain(p.system(), p.ranks(), count)).toList()));
        List<Domain> found = new ArrayList<>();
        for (int n : equal.nodes()) {
            int like = equal.firstLike(n);
            for (Domain d : searched.getOrDefault(like, List.of())) {
                found.add(like == n ? d : d.of(equal.ranksOf(like), equal.ranksOf(n)));
            }
        }
        lookAcrossHosts();
        return found;
    }

    /** The domains of a node, each with a system of its own, since trimming changes it. */
    private List<Part> parts(int number) {
        List<Part> parts = new ArrayList<>();
        hosts(number).forEach(host -> cut(host, parts));
        return parts;
    }

    private void cut(List<Integer> host, List<Part> parts) {
        TopoSystem whole = withPaths(host);
        boolean first = true;
        for (List<Integer> ranks : SystemTrimmer.domains(whole)) {
            parts.add(new Part(first ? whole : withPaths(host), ranks));
            first = false;
        }
    }

    /** How many hosts NCCL sees. */
    int hostCount() {
        return cliques.joined()
                ? cliques.groups().size()
                : equal.nodes().stream().mapToInt(n -> hosts(n).size()).sum();
    }

    /** Ranks that reach each other, and the system of their host, from which NCCL cuts them out. */
    private record Part(TopoSystem system, List<Integer> ranks) {}

    /** The ranks of a node by what NCCL takes for a host: the node, or one of the containers on it. */
    private List<List<Integer>> hosts(int number) {
        Map<Integer, List<Integer>> byHost = new LinkedHashMap<>();
        for (int r : equal.ranksOf(number)) {
            byHost.computeIfAbsent(node.pods().hostOf(spec.gpus().get(r)), h -> new ArrayList<>())
                    .add(r);
        }
        return List.copyOf(byHost.values());
    }

    private TopoSystem withPaths(List<Integer> ranks) {
        TopoSystem system = build(ranks);
        PathFinder.computeFrom(system, settings, rules, () -> {
            if (cliques.joined()
                    || ranks.size()
                            == equal.ranksOf(spec.nodes().get(ranks.get(0))).size()) {
                look(system, ranks);
            }
        });
        return system;
    }

    private TopoSystem build(List<Integer> ranks) {
        Map<Integer, Integer> rankOfGpu = new LinkedHashMap<>();
        if (cliques.joined()) {
            List<Integer> nodes = cliques.groups().get(cliques.of(spec.nodes().get(ranks.get(0))));
            ranks.forEach(r -> rankOfGpu.put(
                    CliqueTopology.number(
                            nodes.indexOf(spec.nodes().get(r)), spec.gpus().get(r)),
                    r));
            GpuTopology all = CliqueTopology.of(
                    nodes.stream().map(n -> node.hardwareOf(n).topology()).toList());
            return SystemBuilder.build(all, rankOfGpu, node.version(), node.settings());
        }
        ranks.forEach(r -> rankOfGpu.put(spec.gpus().get(r), r));
        GpuTopology topology = node.hardwareOf(spec.nodes().get(ranks.get(0))).topology();
        return SystemBuilder.build(topology, rankOfGpu, node.version(), node.settings());
    }

    /** The domain of {@code ranks}, cut out of the whole {@code system}, which has its paths. */
    private Domain domain(TopoSystem system, List<Integer> ranks, int domains) {
        if (SystemTrimmer.trim(system, ranks.get(0), spec.size())) {
            PathFinder.compute(system, settings, rules);
        }
        GraphSearch.init(system);
        int max = TransferSettings.maxChannels(node.version());
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
