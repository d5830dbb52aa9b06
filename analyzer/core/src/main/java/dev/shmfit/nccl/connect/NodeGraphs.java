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

    /** What the searches find on an equal node, whose ranks come in the same order. */
    public NodeGraphs of(List<Integer> others) {
        List<Integer> own = ranks.stream().sorted().toList();
        List<Integer> theirs = others.stream().sorted().toList();
        return new NodeGraphs(
                ranks.stream().map(r -> theirs.get(own.indexOf(r))).toList(),
                ring.of(own, theirs),
                tree.of(own, theirs),
                nvls.of(own, theirs));
    }

    /** Channels that both rings and trees have. */
    public int channels() {
        return Math.min(ring.channels(), tree.channels());
    }
}
