package dev.shmfit.nccl.tuning;

import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PathType;
import java.util.Optional;

/** The latency in microseconds that NCCL's cost model charges for an algorithm and protocol, whatever the size. */
record LatencyModel(TunerInput in, LatencyTables tables) {
    static LatencyModel of(TunerInput in) {
        LatencyTables tables = LatencyTables.at(in.version());
        return new LatencyModel(in, in.cpu().arch() == CpuIdentity.Arch.PPC64 ? tables.onPower() : tables);
    }

    float of(Collective collective, Algorithm algorithm, Protocol protocol) {
        Optional<GraphSummary> found = in.graphOf(algorithm);
        if (found.isEmpty()) {
            return 0f;
        }
        GraphSummary graph = found.get();
        float base = tables.base().at(algorithm, protocol);
        float intra = inside(graph).at(algorithm, protocol);
        if (in.nodes() > 1 && protocol == Protocol.LL) {
            intra = (float) (intra * ModelRules.LL_INTRA_AMONG_NODES.at(in.version()));
        }
        float inter = between(graph, algorithm, protocol);
        return switch (algorithm) {
            case RING ->
                base
                        + (collective.hasRoot()
                                ? chain(collective, protocol, graph)
                                : ring(collective, protocol, intra, inter));
            case TREE -> base + 2 * ((in.ranks() / in.nodes() - 1) * intra + log2(in.nodes()) * inter);
            case NVLS -> nvls(base, intra, inter, protocol);
            case NVLS_TREE -> nvlsTree(base, intra, inter, protocol);
            case PAT -> pat(base, inter);
            case COLLNET_DIRECT, COLLNET_CHAIN -> 0f;
        };
    }

    /** The row of the table for hops inside a node; only a path of NVLink alone counts as NVLink. */
    private LatencyRow inside(GraphSummary graph) {
        return graph.typeIntra() == PathType.NVL ? tables.nvlink() : tables.pci();
    }

    private float between(GraphSummary graph, Algorithm algorithm, Protocol protocol) {
        float table = tables.net().at(algorithm, protocol);
        return switch (ModelRules.INTER_NODE.at(in.version())) {
            case GRAPH_ELSE_TABLE -> graph.latencyInter() == 0f ? table : graph.latencyInter();
            case SUM -> sum(table, graph, patOnce(algorithm) ? Protocol.LL : protocol);
            case SUM_TREE_WHEN_SPARSE ->
                sum(in.ranksPerNode() == 1f ? tables.net().at(Algorithm.TREE, protocol) : table, graph, protocol);
        };
    }

    private boolean patOnce(Algorithm algorithm) {
        return algorithm == Algorithm.PAT && !ModelRules.PAT_LATENCY_TWICE.at(in.version());
    }

    private static float sum(float table, GraphSummary graph, Protocol protocol) {
        float once = table + graph.latencyInter();
        return protocol == Protocol.SIMPLE ? once + graph.latencyInter() : once;
    }

    private float chain(Collective collective, Protocol protocol, GraphSummary graph) {
        LatencyRow row = in.nodes() == 1 ? inside(graph) : tables.net();
        if (graph.sameChannels()) {
            return row.at(Algorithm.RING, protocol);
        }
        Algorithm perChunk = protocol == Protocol.SIMPLE ? Algorithm.TREE : Algorithm.RING;
        return collective.ringSteps(in.ranks()) * row.at(perChunk, protocol);
    }

    private float ring(Collective collective, Protocol protocol, float intra, float inter) {
        int steps = collective.ringSteps(in.ranks());
        int crossings = crossings(collective);
        float step = ModelRules.POSTING_COST.at(in.version()) ? Math.max(intra, posting(protocol)) : intra;
        return (steps - crossings) * step + crossings * inter;
    }

    private int crossings(Collective collective) {
        int nodes = in.nodes();
        boolean allReduce = collective == Collective.ALL_REDUCE;
        if (nodes == 1) {
            return 0;
        }
        if (ModelRules.CROSSINGS_WITHOUT_CLOSURE.at(in.version())) {
            return allReduce ? 2 * (nodes - 1) : nodes - 1;
        }
        return allReduce ? 2 * nodes : nodes - 1;
    }

    /** Microseconds to hand an operation to the network. */
    private float posting(Protocol protocol) {
        if (in.nodes() == 1) {
            return 0f;
        }
        CpuIdentity cpu = in.cpu();
        boolean amd = cpu.arch() == CpuIdentity.Arch.X86_64 && cpu.vendor() == CpuIdentity.Vendor.AMD;
        long set = in.settings().number("NET_OVERHEAD", -2);
        float once = set != -2 ? (float) (set * .001) : amd ? 2.0f : 1.0f;
        return protocol == Protocol.SIMPLE ? once * 3 : once;
    }

    private float nvls(float base, float intra, float inter, Protocol protocol) {
        if (ModelRules.NVLS_LATENCY_OF_LINK.at(in.version())) {
            return in.nodes() > 1 ? intra + inter : intra;
        }
        return in.nodes() > 1 ? base + tables.net().at(Algorithm.NVLS, protocol) : base;
    }

    private float nvlsTree(float base, float intra, float inter, Protocol protocol) {
        if (ModelRules.NVLS_LATENCY_OF_LINK.at(in.version())) {
            return base + (intra + 2 * log2(in.nodes()) * inter);
        }
        return base + 2 * (in.nodes() - 1) * tables.net().at(Algorithm.NVLS_TREE, protocol);
    }

    private float pat(float base, float inter) {
        double logarithmic = log2(in.nodes()) * (inter / 3.5);
        double linear = in.ranks() * 2.8;
        return ModelRules.PAT_BASE_IN_FORMULA.at(in.version())
                ? (float) (8 + logarithmic + linear)
                : (float) (base + (logarithmic + linear));
    }

    private static int log2(int positive) {
        return 31 - Integer.numberOfLeadingZeros(positive);
    }
}
