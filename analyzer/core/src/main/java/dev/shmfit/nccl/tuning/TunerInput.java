package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.CpuIdentity;
import java.util.Optional;

/**
 * What NCCL's cost model looks at, once for each communicator.
 *
 * @param ranks of the communicator
 * @param nodes as NCCL counts them: more than one on a single machine where the GPUs fall into several domains
 * @param minComputeCapability the least over all ranks, as 10 x major + minor
 * @param maxComputeCapability the greatest
 * @param communicatorChannels {@code N coll channels}; matters between nodes only
 * @param cudaRuntime CUDART_VERSION that NCCL was built with, such as 12040
 * @param cpu of CPU node 0
 * @param mixedVendors whether the ranks' CPUs have several vendors, which then count as none
 * @param ring the ring graph
 * @param tree the tree graph
 * @param nvlsSupported see {@link NvlsSupport}
 * @param nvls the NVLS graph that the search found; there is none before 2.18, which goes by the ring
 * @param settings of which NCCL_ALGO, NCCL_PROTO, NCCL_PAT_ENABLE, NCCL_NET_OVERHEAD and NCCL_LL128_C2C count here
 */
public record TunerInput(
        NcclVersion version,
        int ranks,
        int nodes,
        int minComputeCapability,
        int maxComputeCapability,
        int communicatorChannels,
        int cudaRuntime,
        CpuIdentity cpu,
        boolean mixedVendors,
        GraphSummary ring,
        GraphSummary tree,
        boolean nvlsSupported,
        Optional<GraphSummary> nvls,
        NcclSettings settings) {
    public TunerInput {
        if (ranks < 1 || nodes < 1 || nodes > ranks) {
            throw new IllegalArgumentException(ranks + " ranks on " + nodes + " nodes");
        }
    }

    /** Ring and tree with the channel count of the smaller one, as NCCL makes them before it tunes (init.cc). */
    TunerInput withEqualChannels() {
        int channels = Math.min(ring.channels(), tree.channels());
        return new TunerInput(
                version,
                ranks,
                nodes,
                minComputeCapability,
                maxComputeCapability,
                communicatorChannels,
                cudaRuntime,
                cpu,
                mixedVendors,
                ring.withChannels(channels),
                tree.withChannels(channels),
                nvlsSupported,
                nvls,
                settings);
    }

    /** The graph whose numbers stand for {@code algorithm}: empty where it has none or CollNet would be needed. */
    Optional<GraphSummary> graphOf(Algorithm algorithm) {
        return switch (algorithm) {
            case TREE, PAT -> Optional.of(tree);
            case RING -> Optional.of(ring);
            case NVLS -> nvlsGraph();
            case NVLS_TREE -> nvlsTreeGraph();
            case COLLNET_DIRECT, COLLNET_CHAIN -> Optional.empty();
        };
    }

    private Optional<GraphSummary> nvlsTreeGraph() {
        return ModelRules.NVLS_TREE_HAS_GRAPH.at(version) ? nvlsGraph() : Optional.empty();
    }

    private Optional<GraphSummary> nvlsGraph() {
        if (!nvlsSupported) {
            return Optional.empty();
        }
        return ModelRules.NVLS_GRAPH_IS_RING.at(version) ? Optional.of(ring) : nvls.filter(g -> g.channels() > 0);
    }

    float ranksPerNode() {
        return (float) ranks / nodes;
    }
}
