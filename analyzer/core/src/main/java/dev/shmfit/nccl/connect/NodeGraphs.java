package dev.shmfit.nccl.connect;

import dev.shmfit.nccl.graph.ChannelGraph;
import java.util.List;

/**
 * The search results of one domain of a communicator; NCCL calls a domain a node.
 *
 * @param ranks the domain's ranks
 * @param ring the rings found
 * @param tree the trees found
 * @param nvls the NVLS heads found; without channels where NVLS does not apply
 */
public record NodeGraphs(List<Integer> ranks, ChannelGraph ring, ChannelGraph tree, ChannelGraph nvls) {
    public NodeGraphs {
        ranks = List.copyOf(ranks);
    }

    /** Channels that both rings and trees have. */
    public int channels() {
        return Math.min(ring.channels(), tree.channels());
    }
}
