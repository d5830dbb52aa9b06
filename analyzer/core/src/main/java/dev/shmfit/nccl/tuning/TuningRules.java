package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.VersionRule;
import java.util.List;

/** Which algorithm and protocol NCCL chooses, by version (src/graph/tuning.cc, src/enqueue.cc). */
public final class TuningRules {
    private TuningRules() {}

    /** Every rule of this package. */
    public static List<VersionRule<?>> all() {
        return List.of(
                AlgoEligibility.KNOWN,
                AlgoEligibility.STRICT_LISTS,
                AlgoEligibility.GATHERING,
                AlgoEligibility.REACH,
                AlgoEligibility.RESCUED,
                AlgoEligibility.NVLS_GATHER_RANKS,
                AlgoEligibility.COLLNET_DIRECT_NAMED,
                AlgoEligibility.PAT_NEEDS_SM60,
                NvlsSupport.RULE,
                GpuGeneration.GROUPING,
                Tuner.FALLBACK,
                Tuner.ERROR_WHEN_SET,
                Ll128Rule.SM,
                Ll128Rule.INTRA,
                Ll128Rule.INTER_SM90,
                Ll128Rule.CUDA118_EXCEPTION,
                BandwidthLimits.ALL,
                LatencyTables.ALL,
                ModelRules.NVLS_GRAPH_IS_RING,
                ModelRules.GRAPH_LIMIT,
                ModelRules.RING_LL,
                ModelRules.RING_LL128_SPARSE,
                ModelRules.PLAIN_TREE,
                ModelRules.PAT_SHARE,
                ModelRules.NVLS_RATE,
                ModelRules.NVLS_RATIO,
                ModelRules.NVLS_TREE_RATIO,
                ModelRules.GATHER_UNDIVIDED,
                ModelRules.SIDE,
                ModelRules.INTER_NODE,
                ModelRules.PAT_LATENCY_TWICE,
                ModelRules.NVLS_TREE_HAS_GRAPH,
                ModelRules.LL128_IF_FORCED,
                ModelRules.LAST_OF_EQUALS,
                ModelRules.LL_INTRA_AMONG_NODES,
                ModelRules.POSTING_COST,
                ModelRules.CROSSINGS_WITHOUT_CLOSURE,
                ModelRules.NVLS_LATENCY_OF_LINK,
                ModelRules.PAT_BASE_IN_FORMULA,
                ModelRules.PLATEAU,
                ModelRules.TINY_UNCORRECTED,
                ModelRules.NVLS_TREE_CORRECTED,
                ModelRules.NEVER);
    }
}
