package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.connect.Channels;
import dev.shmfit.nccl.plan.ChannelCounts;
import dev.shmfit.nccl.transport.TransportRules.Decision;
import dev.shmfit.nccl.tuning.Tuner;
import dev.shmfit.topology.PathType;
import java.util.List;
import java.util.Optional;

/**
 * A communicator after init: what NCCL decided once and for all.
 *
 * @param spec its members
 * @param domains the parts of the node; one where everyone reaches everyone
 * @param channels rings and trees
 * @param counts the counts that NCCL prints
 * @param decisions the transport from row to column; empty on the diagonal
 * @param rawPaths the path type from row to column, before any transport had a say
 * @param eager whether everything was connected during init
 * @param nvls whether NVLS is set up
 * @param tuner chooses algorithms
 * @param resources the connections, shared with other communicators of the family or its own
 * @param sharesParent whether the resources are a parent's
 */
public record Communicator(
        CommunicatorSpec spec,
        List<Domain> domains,
        Channels channels,
        ChannelCounts counts,
        List<List<Optional<Decision>>> decisions,
        List<List<PathType>> rawPaths,
        boolean eager,
        boolean nvls,
        Tuner tuner,
        Resources resources,
        boolean sharesParent) {
    public int size() {
        return spec.size();
    }

    /** The decision for an ordered pair of different ranks. */
    public Decision decision(int from, int to) {
        return decisions.get(from).get(to).orElseThrow();
    }

    int worldRank(int rank) {
        return spec.worldRanks().get(rank);
    }
}
