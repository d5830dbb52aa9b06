package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.VersionRule;
import java.util.Map;

/** The formulas of NCCL's cost model that changed between versions; the constants are in the two tables. */
final class ModelRules {
    private static final String TUNE = "src/graph/tuning.cc ncclTopoTuneModel@";
    private static final String TIME = "src/graph/tuning.cc ncclTopoGetAlgoTime@";

    private ModelRules() {}

    /** Whether NVLS is rated by the ring's graph, as it has no search of its own. */
    static final VersionRule<Boolean> NVLS_GRAPH_IS_RING = VersionRule.of(
                    "tuning-nvls-graph", "whether NVLS is timed with the ring graph")
            .since(12, 7, true, "src/graph/tuning.cc ncclTopoTuneModel@v2.17.1-1 (no NVLS before)")
            .then(18, 1, false, "src/init.cc initTransportsRank@v2.18.1-1");

    /** An upper bound for a graph's bandwidth over all channels, GB/s. */
    static final VersionRule<Map<GpuGeneration, Float>> GRAPH_LIMIT = VersionRule.of(
                    "tuning-graph-limit", "the most bandwidth of an NVLS channel")
            .since(12, 7, Map.of(GpuGeneration.AMPERE, 235f), TUNE + "v2.12.7-1")
            .then(17, 1, Map.of(GpuGeneration.AMPERE, 235f, GpuGeneration.HOPPER, 370f), TUNE + "v2.17.1-1")
            .then(18, 1, Map.of(), TUNE + "v2.18.1-1");

    /** The share of the ring's bandwidth that LL reaches. */
    enum RingLl {
        /** A quarter between nodes and where data is reduced, else a third. */
        QUARTER_OR_THIRD,
        HALF
    }

    static final VersionRule<RingLl> RING_LL = VersionRule.of(
                    "tuning-ring-ll", "how much of its bandwidth a ring has with LL")
            .since(12, 7, RingLl.QUARTER_OR_THIRD, TUNE + "v2.12.7-1")
            .then(21, 5, RingLl.HALF, TUNE + "v2.21.5-1");

    /** The share of the ring's bandwidth that LL128 reaches with fewer than two ranks per node. */
    static final VersionRule<Double> RING_LL128_SPARSE = VersionRule.of(
                    "tuning-ring-ll128", "how much of its bandwidth a ring has with LL128")
            .since(12, 7, 0.7, TUNE + "v2.12.7-1")
            .then(23, 4, 0.92, TUNE + "v2.23.4-1");

    /** The factor for a tree graph whose pattern is the plain tree (3), in place of the balanced one. */
    static final VersionRule<Double> PLAIN_TREE = VersionRule.of(
                    "tuning-tree-simple", "how much of its bandwidth a tree has with Simple")
            .since(12, 7, 1.0, TUNE + "v2.12.7-1")
            .then(18, 3, .85, TUNE + "v2.18.3-1");

    static final VersionRule<Double> PAT_SHARE = VersionRule.of("tuning-pat", "how much of its bandwidth PAT has")
            .since(12, 7, 0.0, TUNE + "v2.12.7-1 (no PAT)")
            .then(23, 4, .85, TUNE + "v2.23.4-1")
            .unseenBefore("there is no PAT")
            .then(24, 3, .75, TUNE + "v2.24.3-1");

    /** How NVLS and NVLS tree are rated per channel. */
    enum NvlsRate {
        LIKE_OTHERS,
        /** The slower of inside and between the nodes. */
        SLOWER_SIDE,
        /** As before for all-reduce; all-gather and reduce-scatter leave out the own part. */
        SLOWER_SIDE_BY_COLLECTIVE,
        /** From the NVLink bandwidth and an efficiency of the GPU's generation. */
        EFFICIENCY
    }

    static final VersionRule<NvlsRate> NVLS_RATE = VersionRule.of(
                    "tuning-nvls-rate", "which bandwidth NVLS is timed with")
            .since(12, 7, NvlsRate.LIKE_OTHERS, TUNE + "v2.17.1-1")
            .then(19, 1, NvlsRate.SLOWER_SIDE, TUNE + "v2.19.1-1")
            .then(27, 3, NvlsRate.SLOWER_SIDE_BY_COLLECTIVE, TUNE + "v2.27.3-1")
            .then(28, 3, NvlsRate.EFFICIENCY, TUNE + "v2.28.3-1");

    /** The share of NVLink's bandwidth that NVLS reaches, 2.28.3 and later; none before Hopper. */
    static final Map<GpuGeneration, Float> NVLS_EFFICIENCY =
            Map.of(GpuGeneration.HOPPER, 0.85f, GpuGeneration.BLACKWELL, 0.74f);

    /** From bus bandwidth to algorithm bandwidth for NVLS; negative: as for a ring. */
    static final VersionRule<Double> NVLS_RATIO = VersionRule.of(
                    "tuning-nvls-ratio", "how much of its bandwidth NVLS has")
            .since(12, 7, .75, TUNE + "v2.17.1-1")
            .then(18, 3, 5.0 / 6.0, TUNE + "v2.18.3-1")
            .then(28, 3, -1.0, TUNE + "v2.28.3-1");

    /** From bus bandwidth to algorithm bandwidth for NVLS tree. */
    enum NvlsTreeRatio {
        BY_NODES,
        FIVE_SIXTHS,
        LIKE_RING
    }

    static final VersionRule<NvlsTreeRatio> NVLS_TREE_RATIO = VersionRule.of(
                    "tuning-nvls-tree-ratio", "how much of its bandwidth NVLS-Tree has")
            .since(12, 7, NvlsTreeRatio.BY_NODES, TUNE + "v2.18.1-1")
            .then(19, 1, NvlsTreeRatio.FIVE_SIXTHS, TUNE + "v2.19.1-1")
            .then(28, 3, NvlsTreeRatio.LIKE_RING, TUNE + "v2.28.3-1");

    /** Whether all-gather and reduce-scatter by anything but a ring count their bandwidth undivided. */
    static final VersionRule<Boolean> GATHER_UNDIVIDED = VersionRule.of(
                    "tuning-gather", "whether NVLS counts its whole bandwidth for all-gather and reduce-scatter")
            .since(12, 7, false, TUNE + "v2.12.7-1")
            .then(23, 4, true, TUNE + "v2.23.4-1");

    /** The latency of a hop between nodes. */
    enum InterNode {
        /** The graph's, or that of the table where the graph has none. */
        GRAPH_ELSE_TABLE,
        /** The table's plus the graph's, the latter twice with Simple. */
        SUM,
        /** The same, with the tree's row of the table where each node has one rank. */
        SUM_TREE_WHEN_SPARSE
    }

    /** Which of a graph's two bandwidths, inside a node and between nodes, an algorithm has. */
    enum Side {
        /** That inside a node for up to two nodes, else that between them. */
        BY_NODES,
        /** The ring has that between nodes as soon as there are two; tree and PAT have the slower one, on one node too. */
        BY_ALGORITHM
    }

    static final VersionRule<Side> SIDE = VersionRule.of(
                    "tuning-side", "which of its graph's bandwidths an algorithm is given")
            .since(12, 7, Side.BY_NODES, TUNE + "v2.12.7-1")
            .then(31, 0, Side.BY_ALGORITHM, "src/tuning/tree.cc ncclTuningTreeModelInit@v2.31.0a7");

    static final VersionRule<InterNode> INTER_NODE = VersionRule.of(
                    "tuning-inter-node", "which latency a step among nodes has")
            .since(12, 7, InterNode.GRAPH_ELSE_TABLE, TUNE + "v2.12.7-1")
            .then(18, 1, InterNode.SUM, TUNE + "v2.18.1-1")
            .then(23, 4, InterNode.SUM_TREE_WHEN_SPARSE, TUNE + "v2.23.4-1")
            .then(31, 0, InterNode.SUM, "src/tuning/ring.cc ncclTuningRingModelInit@v2.31.0a7");

    /** Whether the latency of the network counts twice for PAT, as for all that goes by Simple. */
    static final VersionRule<Boolean> PAT_LATENCY_TWICE = VersionRule.of(
                    "tuning-pat-latency", "whether PAT counts the latency of the network twice")
            .since(12, 7, true, TUNE + "v2.23.4-1")
            .then(31, 0, false, "src/tuning/pat.cc ncclTuningPatModelInit@v2.31.0a7")
            .unseenBefore("a step among nodes has the latency of the tree or of the table (tuning-inter-node)");

    /** Whether NVLS tree is timed at all: where its graph is not handed on, it has no channels. */
    static final VersionRule<Boolean> NVLS_TREE_HAS_GRAPH = VersionRule.of(
                    "tuning-nvls-tree-graph", "whether NVLS-Tree is timed with the graph of NVLS")
            .since(12, 7, true, TUNE + "v2.18.1-1")
            .then(31, 0, false, "src/init.cc initTransportsRank@v2.31.0a7");

    /** Whether LL128 is asked for its links only where NCCL_ALGO or NCCL_PROTO speaks of the collective. */
    static final VersionRule<Boolean> LL128_IF_FORCED = VersionRule.of(
                    "tuning-ll128-forced", "whether LL128 is off by its links only where settings name algorithms")
            .since(12, 7, false, TUNE + "v2.12.7-1")
            .then(31, 0, true, "src/tuning/cost_model.cc ncclTuningCostModelInit@v2.31.0a7");

    /** Which of two equal estimates is taken. */
    static final VersionRule<Boolean> LAST_OF_EQUALS = VersionRule.of(
                    "tuning-ties", "whether the last of equal estimates is taken")
            .since(12, 7, false, "src/enqueue.cc getAlgoInfo@v2.12.7-1")
            .then(31, 0, true, "src/tuning/tuning.cc ncclTuningComputeAllTunings@v2.31.0a7")
            .unseenBecause(
                    "estimates of two algorithms differ in their latencies, so that they are not equal to the last bit");

    /** The factor for a hop inside a node with LL where there are several nodes. */
    static final VersionRule<Double> LL_INTRA_AMONG_NODES = VersionRule.of(
                    "tuning-ll-intra", "the latency of LL within a node when there are several")
            .since(12, 7, 1.8, TUNE + "v2.12.7-1")
            .then(18, 1, 1.0, TUNE + "v2.18.1-1");

    /** Whether each step of a ring over several nodes costs at least the time to post to the network. */
    static final VersionRule<Boolean> POSTING_COST = VersionRule.of(
                    "tuning-posting", "whether posting to the network costs latency")
            .since(12, 7, false, TUNE + "v2.12.7-1")
            .then(18, 1, true, TUNE + "v2.18.1-1");

    /** Whether a ring over n nodes is counted as crossing them n - 1 times in each direction, before: n times. */
    static final VersionRule<Boolean> CROSSINGS_WITHOUT_CLOSURE = VersionRule.of(
                    "tuning-crossings", "whether the way back from the last node is left out")
            .since(12, 7, false, TUNE + "v2.12.7-1")
            .then(23, 4, true, TUNE + "v2.23.4-1");

    /** Whether the latency of NVLS comes from the link, and no longer from the base table. */
    static final VersionRule<Boolean> NVLS_LATENCY_OF_LINK = VersionRule.of(
                    "tuning-nvls-latency", "whether NVLS has the latency of a link")
            .since(12, 7, false, TUNE + "v2.17.1-1")
            .then(19, 1, true, TUNE + "v2.19.1-1");

    /** Whether the base latency of PAT stands in the formula (8 us), later in the table. */
    static final VersionRule<Boolean> PAT_BASE_IN_FORMULA = VersionRule.of(
                    "tuning-pat-base", "whether the base latency of PAT is part of its formula")
            .since(12, 7, true, TUNE + "v2.23.4-1")
            .then(28, 3, false, TUNE + "v2.28.3-1")
            .unseenFrom("the table's base latency is that of the formula before, 8 microseconds");

    /** When a ring all-reduce with Simple over several nodes is charged more latency. */
    enum Plateau {
        /** From 4096 bytes per rank on: 1.9 times. */
        BY_RANK,
        /** The same, 1.5 times on sm90. */
        BY_RANK_SM90,
        /** From 64 bytes per rank and channel on: 1.9 times, 1.4 times from sm80. */
        BY_CHANNEL
    }

    static final VersionRule<Plateau> PLATEAU = VersionRule.of(
                    "tuning-plateau", "by what the plateau of mid-sized messages is corrected")
            .since(12, 7, Plateau.BY_RANK, TIME + "v2.12.7-1")
            .then(17, 1, Plateau.BY_RANK_SM90, TIME + "v2.17.1-1")
            .then(18, 1, Plateau.BY_CHANNEL, TIME + "v2.18.1-1");

    /** Whether messages under 64 bytes are spared the tree's correction (the logarithm of 0 was 0, then -1). */
    static final VersionRule<Boolean> TINY_UNCORRECTED = VersionRule.of(
                    "tuning-tiny", "whether messages under 64 bytes are left uncorrected")
            .since(12, 7, false, TIME + "v2.12.7-1")
            .then(22, 3, true, "src/include/utils.h log2i@v2.22.3-1");

    /** Whether NVLS tree is corrected like a tree on Blackwell with an x86 CPU. */
    static final VersionRule<Boolean> NVLS_TREE_CORRECTED = VersionRule.of(
                    "tuning-nvls-tree-correction", "whether NVLS-Tree is corrected like a tree")
            .since(12, 7, false, TIME + "v2.12.7-1")
            .then(29, 2, true, TIME + "v2.29.2-1");

    /** An estimate from this many microseconds on is never chosen. */
    static final VersionRule<Float> NEVER = VersionRule.of("tuning-never", "the time that stands for never")
            .since(12, 7, 3600000000.0f, "src/enqueue.cc getAlgoInfo@v2.12.7-1")
            .then(29, 2, Float.MAX_VALUE, "src/enqueue.cc topoGetAlgoInfo@v2.29.2-1");
}
