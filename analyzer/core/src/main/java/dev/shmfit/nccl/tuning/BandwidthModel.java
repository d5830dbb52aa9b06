package dev.shmfit.nccl.tuning;

import dev.shmfit.topology.CpuIdentity;
import java.util.Optional;

/**
 * How many GB/s NCCL's cost model expects of an algorithm and protocol, before anything is switched off. In float where
 * NCCL uses float, in double where it does: the results are compared for the smallest, so their rounding counts.
 */
record BandwidthModel(TunerInput in, GpuGeneration generation, BandwidthLimits limits) {
    static BandwidthModel of(TunerInput in) {
        return new BandwidthModel(
                in,
                GpuGeneration.of(in.version(), in.minComputeCapability(), in.maxComputeCapability()),
                BandwidthLimits.at(in.version()));
    }

    /** Bytes of the message per nanosecond; 0 where the combination does not exist. */
    float of(Collective collective, Algorithm algorithm, Protocol protocol) {
        Optional<GraphSummary> graph = in.graphOf(algorithm);
        if (graph.isEmpty() || (algorithm.simpleOnly() && protocol != Protocol.SIMPLE)) {
            return 0f;
        }
        float bus = busBandwidth(collective, algorithm, protocol, graph.get());
        boolean undivided = collective.gathersOrScatters()
                && algorithm != Algorithm.RING
                && ModelRules.GATHER_UNDIVIDED.at(in.version());
        return undivided ? bus : bus * ratio(collective, algorithm);
    }

    private float busBandwidth(Collective collective, Algorithm algorithm, Protocol protocol, GraphSummary graph) {
        boolean nvls = algorithm == Algorithm.NVLS || algorithm == Algorithm.NVLS_TREE;
        if (nvls && rate() == ModelRules.NvlsRate.EFFICIENCY && graph.channels() < 2) {
            return 0f;
        }
        float perChannel = perChannel(algorithm, graph);
        if (nvls) {
            perChannel = nvlsPerChannel(collective, algorithm, graph, perChannel);
        }
        float bus = graph.channels() * perChannel;
        Float limit = ModelRules.GRAPH_LIMIT.at(in.version()).get(generation);
        if (limit != null) {
            bus = Math.min(bus, limit);
        }
        return switch (algorithm) {
            case RING -> ring(collective, protocol, graph.channels(), bus);
            case TREE -> tree(protocol, graph, bus);
            case PAT -> (float) (bus * ModelRules.PAT_SHARE.at(in.version()));
            default -> bus;
        };
    }

    private float perChannel(Algorithm algorithm, GraphSummary graph) {
        boolean byAlgorithm = ModelRules.SIDE.at(in.version()) == ModelRules.Side.BY_ALGORITHM;
        if (byAlgorithm && (algorithm == Algorithm.TREE || algorithm == Algorithm.PAT)) {
            return Math.min(graph.bwInter(), graph.bwIntra());
        }
        int fromInside = byAlgorithm && algorithm == Algorithm.RING ? 1 : 2;
        return in.nodes() <= fromInside ? graph.bwIntra() : graph.bwInter();
    }

    private float ring(Collective collective, Protocol protocol, int channels, float bus) {
        return switch (protocol) {
            case LL -> (float) Math.min(llLimit(), bus * ringLlShare(collective));
            case LL128 -> {
                double share = in.ranksPerNode() < 2 ? ModelRules.RING_LL128_SPARSE.at(in.version()) : 0.92;
                yield (float) Math.min(
                        bus * share, channels * BandwidthLimits.of(limits.ringLl128(), generation, in.nodes()));
            }
            case SIMPLE -> bus;
        };
    }

    private double ringLlShare(Collective collective) {
        if (ModelRules.RING_LL.at(in.version()) == ModelRules.RingLl.HALF) {
            return .5;
        }
        boolean quarter = in.nodes() > 1 || collective == Collective.ALL_REDUCE || collective == Collective.REDUCE;
        return quarter ? 1.0 / 4.0 : 1.0 / 3.0;
    }

    private float tree(Protocol protocol, GraphSummary graph, float bus) {
        int nodes = in.nodes();
        float tree =
                (float) Math.min(bus * .92, graph.channels() * BandwidthLimits.of(limits.tree(), generation, nodes));
        if (protocol == Protocol.LL) {
            tree = (float) Math.min(tree * 1.0 / 3.8, llLimit());
        } else if (protocol == Protocol.LL128) {
            tree = (float) Math.min(
                    tree * (nodes == 1 ? 7.0 / 9.0 : 120.0 / 128.0),
                    graph.channels() * BandwidthLimits.of(limits.treeLl128(), generation, nodes));
        }
        boolean plain = graph.pattern() == GraphSummary.PATTERN_TREE;
        return plain ? (float) (tree * ModelRules.PLAIN_TREE.at(in.version())) : tree;
    }

    /** Between nodes NCCL picks the row by the CPU: AMD's stands where one node has Ampere's, Intel's for Volta's. */
    private double llLimit() {
        GpuGeneration row = in.nodes() == 1
                ? generation
                : in.cpu().vendor() == CpuIdentity.Vendor.AMD || in.mixedVendors()
                        ? GpuGeneration.AMPERE
                        : GpuGeneration.VOLTA;
        return BandwidthLimits.of(limits.ll(), row, in.nodes());
    }

    private ModelRules.NvlsRate rate() {
        return ModelRules.NVLS_RATE.at(in.version());
    }

    private float nvlsPerChannel(Collective collective, Algorithm algorithm, GraphSummary graph, float otherwise) {
        boolean tree = algorithm == Algorithm.NVLS_TREE;
        return switch (rate()) {
            case LIKE_OTHERS -> otherwise;
            case SLOWER_SIDE -> tree ? nvlsTreeSlowerSide(graph) : Math.min(graph.bwIntra(), graph.bwInter());
            case SLOWER_SIDE_BY_COLLECTIVE -> {
                float ppn = in.ranksPerNode();
                yield tree
                        ? nvlsTreeSlowerSide(graph)
                        : collective == Collective.ALL_REDUCE
                                ? Math.min(graph.bwIntra(), graph.bwInter())
                                : Math.min(graph.bwIntra() * (ppn - 1.0f) / ppn, graph.bwInter() * 0.9f);
            }
            case EFFICIENCY -> nvlsByEfficiency(collective, tree, graph);
        };
    }

    private float nvlsTreeSlowerSide(GraphSummary graph) {
        return Math.min(graph.bwIntra(), in.nodes() <= 2 ? graph.bwInter() : graph.bwInter() / 2);
    }

    private float nvlsByEfficiency(Collective collective, boolean tree, GraphSummary graph) {
        float efficiency = ModelRules.NVLS_EFFICIENCY.getOrDefault(generation, 0f);
        float intra = graph.bwIntra() * efficiency * (graph.channels() - 1) / graph.channels();
        if (collective == Collective.ALL_REDUCE) {
            intra *= 2.0f;
        } else {
            float ppn = in.ranksPerNode();
            intra *= (ppn - 1) / ppn;
        }
        float inter = graph.bwInter() * (in.nodes() <= 2 && tree ? 2 : 1);
        float slower = Math.min(intra, inter);
        return tree ? Math.min(slower, (float) BandwidthLimits.of(limits.nvlsTree(), generation, in.nodes())) : slower;
    }

    private float ratio(Collective collective, Algorithm algorithm) {
        float likeRing = (float) (1.0 * in.ranks() / collective.ringSteps(in.ranks()));
        return switch (algorithm) {
            case RING -> likeRing;
            case NVLS -> {
                double ratio = ModelRules.NVLS_RATIO.at(in.version());
                yield ratio < 0 ? likeRing : (float) ratio;
            }
            case NVLS_TREE ->
                switch (ModelRules.NVLS_TREE_RATIO.at(in.version())) {
                    case BY_NODES -> (float) (.70 * in.nodes() / (2 * (in.nodes() - 1)));
                    case FIVE_SIXTHS -> (float) (5.0 / 6.0);
                    case LIKE_RING -> likeRing;
                };
            default -> .5f;
        };
    }
}
