package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.connect.Channels;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Communicators of one {@link NcclNode} whose decisions were made before. A job is looked at from several of its nodes and
 * containers; what NCCL decides is the same each time, what exists starts from nothing each time. For one thread.
 */
public final class DecidedCommunicators {
    private final NcclNode node;
    private final Map<CommunicatorSpec, Communicator> decided = new HashMap<>();

    /** None yet. */
    public DecidedCommunicators(NcclNode node) {
        this.node = node;
    }

    NcclNode node() {
        return node;
    }

    /**
     * A communicator with resources of its own, of which nothing exists yet.
     *
     * @throws dev.shmfit.nccl.transport.NcclInitFailure where NCCL gives up
     */
    Communicator make(CommunicatorSpec spec) {
        Communicator c = decided.get(spec);
        if (c == null) {
            c = new CommunicatorInit(node, spec, Optional.empty()).run();
            decided.put(spec, c);
        }
        Channels channels = c.channels();
        return new Communicator(
                spec,
                c.domains(),
                channels,
                c.counts(),
                c.pairs(),
                c.network(),
                c.eager(),
                c.nvls(),
                c.tuner(),
                new Resources(channels.size(), c.counts().p2p()),
                c.schedule(),
                c.p2pOfRanks(),
                Optional.empty());
    }
}
