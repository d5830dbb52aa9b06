package dev.shmfit.nccl.simulate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What exists so far of one communicator, or of a family of communicators that share (ncclSharedResources in
 * src/include/comm.h): connections by world ranks, channel and connIndex; proxies with a pool; the memory behind them.
 */
public final class Resources {
    /** A directed connection. */
    record Connection(int from, int to, int channel, int connIndex) {
        private static final int MOST_RANKS = 1 << 24;

        /** Four for each channel. */
        private static final int MOST_CONNECTORS = 1 << 10;

        /** A number for each: a job over many nodes asks for many of them. */
        private long key() {
            return ((long) from * MOST_RANKS + to) * MOST_CONNECTORS + channel * 4L + connIndex;
        }
    }

    private final Set<Communicator> alive = Collections.newSetFromMap(new IdentityHashMap<>());
    private final LongSet connections = new LongSet();
    private final BitSet pools = new BitSet();
    private final List<Holding> holdings = new ArrayList<>();
    private final List<Holding> forgotten = new ArrayList<>();
    final int channels;
    final int p2pChannels;

    /**
     * Limits for children.
     *
     * @param channels the owner's channels
     * @param p2pChannels the owner's channels for send/recv
     */
    Resources(int channels, int p2pChannels) {
        this.channels = channels;
        this.p2pChannels = p2pChannels;
    }

    void join(Communicator c) {
        alive.add(c);
    }

    /** Whether the connection was missing, and is there now. */
    boolean connect(Connection c) {
        return connections.add(c.key());
    }

    /** Whether the pool of the rank was missing, and is there now. */
    boolean addPool(int worldRank) {
        boolean missing = !pools.get(worldRank);
        pools.set(worldRank);
        return missing;
    }

    void hold(Holding holding) {
        holdings.add(holding);
    }

    /** Loses track of what is held and matches: it is never released. */
    void forget(Predicate<Holding> which) {
        holdings.stream().filter(which).forEach(forgotten::add);
        holdings.removeIf(which);
    }

    /** Everything held, in the order in which it came. */
    List<Holding> held() {
        List<Holding> all = new ArrayList<>(forgotten);
        all.addAll(holdings);
        return all;
    }

    /** Whether {@code c} has not been destroyed yet. */
    boolean isAlive(Communicator c) {
        return alive.contains(c);
    }

    /** Takes a communicator out, and answers with what no other needs. */
    List<Holding> leave(Communicator c) {
        alive.remove(c);
        Predicate<Holding> unneeded = h -> alive.stream().noneMatch(h.neededBy());
        List<Holding> freed = holdings.stream().filter(unneeded).toList();
        holdings.removeIf(unneeded);
        pools.stream()
                .filter(r -> alive.stream().noneMatch(o -> o.hasWorldRank(r)))
                .forEach(pools::clear);
        return freed;
    }
}
