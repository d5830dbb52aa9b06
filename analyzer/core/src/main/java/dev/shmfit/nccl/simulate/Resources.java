package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.plan.Transport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What exists so far of one communicator, or of a family of communicators that share: connections by world ranks,
 * channel and connIndex; proxies with a pool; NVLS groups.
 */
public final class Resources {
    /** A directed connection. */
    public record Connection(int from, int to, int channel, int connIndex) {}

    private final Map<Connection, Transport> connections = new HashMap<>();
    private final Set<Integer> pools = new HashSet<>();
    private final Set<Set<Integer>> nvlsGroups = new HashSet<>();
    final int channels;
    final int p2pChannels;
    final int nvlsChannels;

    /**
     * Limits for children.
     *
     * @param channels the owner's channels
     * @param p2pChannels the owner's channels for send/recv
     * @param nvlsChannels the owner's NVLS channels; -1 where it has no NVLS
     */
    Resources(int channels, int p2pChannels, int nvlsChannels) {
        this.channels = channels;
        this.p2pChannels = p2pChannels;
        this.nvlsChannels = nvlsChannels;
    }

    /** Whether the connection was missing, and is there now. */
    boolean connect(Connection c, Transport transport) {
        return connections.putIfAbsent(c, transport) == null;
    }

    /** Whether the pool of the rank was missing, and is there now. */
    boolean addPool(int worldRank) {
        return pools.add(worldRank);
    }

    boolean addNvlsGroup(Set<Integer> worldRanks) {
        return nvlsGroups.add(worldRanks);
    }

    boolean hasNvlsGroupOfSize(int size) {
        return nvlsGroups.stream().anyMatch(g -> g.size() == size);
    }
}
