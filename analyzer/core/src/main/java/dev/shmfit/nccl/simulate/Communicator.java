package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.connect.Channels;
import dev.shmfit.nccl.connect.P2pChannels;
import dev.shmfit.nccl.connect.P2pSchedule;
import dev.shmfit.nccl.graph.TopoSystem;
import dev.shmfit.nccl.plan.ChannelCounts;
import dev.shmfit.nccl.transport.TransportRules.Decision;
import dev.shmfit.nccl.tuning.Tuner;
import java.util.List;
import java.util.Optional;

/**
 * A communicator after init: what NCCL decided once and for all.
 *
 * @param spec its members
 * @param domains the parts of the node; one where everyone reaches everyone
 * @param channels rings and trees
 * @param counts the counts that NCCL prints
 * @param pairs the transport of each pair, and its path
 * @param network by which NICs, and through whose proxies, pairs of different nodes are connected
 * @param eager whether everything was connected during init
 * @param nvls whether NVLS is set up
 * @param tuner chooses algorithms
 * @param resources the connections, shared with other communicators of the family or its own
 * @param schedule which channels send/recv takes between two ranks
 * @param p2pOfRanks the channels of send/recv that each rank counts on
 * @param sharing the parent whose resources it shares, if any
 */
public record Communicator(
        CommunicatorSpec spec,
        List<Domain> domains,
        Channels channels,
        ChannelCounts counts,
        Pairs pairs,
        NetProxies network,
        boolean eager,
        boolean nvls,
        Tuner tuner,
        Resources resources,
        P2pSchedule schedule,
        List<P2pChannels> p2pOfRanks,
        Optional<Communicator> sharing) {
    public int size() {
        return spec.size();
    }

    /** The decision for an ordered pair of different ranks. */
    public Decision decision(int from, int to) {
        return pairs.decision(from, to);
    }

    int worldRank(int rank) {
        return spec.worldRanks().get(rank);
    }

    boolean hasWorldRank(int worldRank) {
        return spec.worldRanks().contains(worldRank);
    }

    /** Channels on which the communicator keeps connections, its own or its family's (src/channel.cc initChannel). */
    int openChannels() {
        return Math.max(Math.max(channels.size(), counts.p2p()), counts.nvls());
    }

    /** Whether the NVLS resources are the parent's: where both have as many ranks on the node. */
    boolean sharesNvls() {
        return sharing.filter(p -> nvls && p.nvls && p.localRanks().equals(localRanks()))
                .isPresent();
    }

    /** The communicator that made the NVLS resources. */
    Communicator nvlsOwner() {
        return sharesNvls() ? sharing.map(Communicator::nvlsOwner).orElse(this) : this;
    }

    /** Whether both use the same NVLS resources; two communicators alike in every respect still have each their own. */
    @SuppressWarnings("ReferenceEquality")
    boolean usesNvlsOf(Communicator other) {
        return nvlsOwner() == other.nvlsOwner();
    }

    /** The system of the domain that {@code rank} is in. */
    TopoSystem systemOf(int rank) {
        return domainOf(rank).system();
    }

    Domain domainOf(int rank) {
        return network.domainOf(rank);
    }

    private List<Integer> localRanks() {
        return domains.stream().map(d -> d.system().gpuCount()).toList();
    }
}
