package dev.shmfit.nccl.connect;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In which round of send/recv a rank turns to a peer, and from which channel on that round works. Only where two
 * communicators share their connections does it matter: the number of channels per peer does not depend on it.
 *
 * <p>Up to 2.21 the round follows from the distance of the two ranks (src/include/channel.h ncclChannelComputeBase;
 * before 2.13 src/enqueue.cc ncclSaveP2p). From 2.22.3 a schedule is written down (src/init.cc, p2pSchedule): nodes,
 * and inside them ranks, in an order of quadratic distances. From 2.28.7 it is groups of ranks in that order, and
 * plainly ascending distances inside a group (ncclP2pSchedule); from 2.28.9 a single node is a single group.
 */
public final class P2pSchedule {
    private static final int BATCH = 8;

    private final NcclVersion version;
    private final List<List<Integer>> nodes;
    private final int ranks;
    private final int maxLocalRanks;
    private final int groupSize;
    private final ConnectRules.Schedule schedule;

    /** By node: how many groups the nodes before it have. */
    private final int[] groupsBefore;

    /** Whether nodes differ in size. */
    private final boolean flat;

    /** By rank. */
    private final Place[] places;

    /** By how many take turns, and the distance: the round. */
    private final Map<Integer, int[]> rounds = new ConcurrentHashMap<>();

    /** Where a rank sits. */
    private record Place(int node, int local) {}

    /**
     * @param nodes the ranks of each node as NCCL sees nodes, ascending
     */
    public P2pSchedule(NcclVersion version, NcclSettings settings, List<List<Integer>> nodes) {
        this.version = version;
        this.nodes = nodes.stream().map(List::copyOf).toList();
        this.ranks = nodes.stream().mapToInt(List::size).sum();
        this.maxLocalRanks = nodes.stream().mapToInt(List::size).max().orElse(1);
        this.flat = nodes.stream().anyMatch(n -> n.size() != maxLocalRanks);
        this.groupSize = groupSize(version, settings, this.nodes, maxLocalRanks);
        this.schedule = ConnectRules.SCHEDULE.at(version);
        this.groupsBefore = new int[this.nodes.size()];
        this.places = new Place[ranks];
        for (int n = 0; n < this.nodes.size(); n++) {
            List<Integer> node = this.nodes.get(n);
            groupsBefore[n] =
                    n == 0 ? 0 : groupsBefore[n - 1] + this.nodes.get(n - 1).size() / groupSize;
            for (int local = 0; local < node.size(); local++) {
                places[node.get(local)] = new Place(n, local);
            }
        }
    }

    private static int groupSize(
            NcclVersion version, NcclSettings settings, List<List<Integer>> nodes, int maxLocalRanks) {
        boolean wholeNode = ConnectRules.GROUP_IS_NODE.at(version) && nodes.size() == 1;
        int size = wholeNode ? maxLocalRanks : Math.max(1, (int) settings.number("P2P_SCHEDULE_GROUP_SIZE", BATCH));
        for (List<Integer> node : nodes) {
            if (node.size() % size != 0) {
                size = gcd(size, node.size());
            }
        }
        return size;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The channels through which {@code from} sends to {@code to}, by part of the message. */
    public List<Integer> channels(P2pChannels p2p, int from, int to) {
        int base = base(from, to);
        List<Integer> all = new ArrayList<>();
        for (int part = 0; part < p2p.perPeer(); part++) {
            all.add(p2p.channel(version, base, part));
        }
        return all;
    }

    private int base(int from, int to) {
        if (schedule == ConnectRules.Schedule.BY_DISTANCE) {
            return Math.floorMod(to - from, ranks);
        }
        Place a = place(from);
        Place b = place(to);
        if (schedule == ConnectRules.Schedule.BY_NODE) {
            int step = Math.floorMod(b.local - a.local, maxLocalRanks);
            return nodes.size() > 1 ? Math.floorMod(b.node - a.node, nodes.size()) + step / BATCH : step;
        }
        boolean grouped = schedule == ConnectRules.Schedule.GROUPED;
        int round = grouped ? groupedRound(a, b) : quadraticRound(from, to, a, b);
        if (nodes.size() == 1) {
            return round;
        }
        int size = grouped ? groupSize : maxLocalRanks;
        return round / size * ((size + BATCH - 1) / BATCH) + round % size / BATCH;
    }

    private Place place(int rank) {
        return places[rank];
    }

    /** Nodes of different size are taken for one. */
    private int quadraticRound(int from, int to, Place a, Place b) {
        if (flat) {
            return quadratic(Math.floorMod(to - from, ranks), ranks);
        }
        int nodeRound = quadratic(Math.floorMod(b.node - a.node, nodes.size()), nodes.size());
        return nodeRound * maxLocalRanks + quadratic(Math.floorMod(b.local - a.local, maxLocalRanks), maxLocalRanks);
    }

    private int groupedRound(Place a, Place b) {
        int groups = ranks / groupSize;
        int groupRound = quadratic(Math.floorMod(group(b) - group(a), groups), groups);
        return groupRound * groupSize + Math.floorMod(b.local - a.local, groupSize);
    }

    private int group(Place p) {
        return groupsBefore[p.node] + p.local / groupSize;
    }

    private int quadratic(int delta, int count) {
        return rounds.computeIfAbsent(count, P2pSchedule::quadraticOrder)[delta];
    }

    /** By distance: its place in the order 0, 1, 3, 6, 10 ... modulo the next power of two, others left out. */
    private static int[] quadraticOrder(int count) {
        int pow2 = count <= 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
        int[] order = new int[count];
        int round = 0;
        int at = 0;
        for (int i = 1; i <= pow2; i++) {
            if (at < count) {
                order[at] = round;
                round++;
            }
            at = (at + i) & (pow2 - 1);
        }
        return order;
    }
}
