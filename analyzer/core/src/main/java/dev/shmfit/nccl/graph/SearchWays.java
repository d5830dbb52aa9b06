package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The paths from GPU to GPU that searches within a node may follow at one speed and path type, and what they bound.
 *
 * <p>Every channel passes through all GPUs. So it follows one of the paths out of each GPU and one of the paths into it, and it
 * takes each link without which the GPUs fall apart; what these links hold bounds the channels. A ring comes back to its first
 * GPU; a tree within a node is a chain that ends somewhere. A chain has at least the hops of a least spanning tree, and a ring,
 * which is a chain and one path more, also those of the longest path of that tree.
 */
final class SearchWays {
    /** No channel passes through all GPUs. */
    static final int NO_CHANNEL = Integer.MAX_VALUE;

    private static final int UNKNOWN = -1;

    /** So many GPUs that hold together have ways that are counted in no time. */
    private static final int MOST_COUNTED = 10;

    /** More than any search asks for. */
    private static final int MANY = 1 << 10;

    /** What is left of a link is rounded by half of this, in GB/s, each time something is taken. */
    private static final double ROUNDING = 0.001;

    private final int type;
    private final float speed;
    private final boolean ring;
    private final int maxChannels;
    private final int gpus;
    private final PathCost[][] costs;

    /** By GPU, the next GPUs as bits. */
    private final long[] next;

    /** The links of these paths. */
    private final IdentityHashMap<TopoLink, Use> uses = new IdentityHashMap<>();

    /** The same as they are met. */
    private final List<Use> inOrder = new ArrayList<>();

    private final FastPathWalker walker;
    private boolean usesFound;
    private int channels = UNKNOWN;
    private int hops = UNKNOWN;
    private long steps = UNKNOWN;

    /** What the paths take off a link. */
    private static final class Use {
        /** By GPU, the next GPUs that are reached over the link, as bits. */
        private final long[] next;

        private final @Nullable TopoLink reverse;
        private final TopoLink link;
        private final int number;
        private float least = Float.MAX_VALUE;
        private float most;
        private int takes = UNKNOWN;

        Use(TopoLink link, int number, int gpus, @Nullable TopoLink reverse) {
            this.link = link;
            this.number = number;
            this.next = new long[gpus];
            this.reverse = reverse;
        }

        /** A channel leaves each GPU once, and comes to each once. */
        int mostInChannel() {
            int from = 0;
            long to = 0;
            for (long n : next) {
                from += n == 0 ? 0 : 1;
                to |= n;
            }
            return Math.min(from, Long.bitCount(to));
        }
    }

    /**
     * The paths that a search as {@code attempt} stands may follow.
     *
     * @param costs by GPU and GPU
     * @param types by GPU and GPU: the path type that is tested
     * @param type the farthest path type that a pair has and the attempt allows
     * @param ring whether channels come back to their first GPU
     */
    SearchWays(FastPathWalker walker, PathCost[][] costs, int[][] types, int type, boolean ring, ChannelGraph attempt) {
        this.walker = walker;
        this.type = type;
        this.speed = attempt.bwIntra;
        this.maxChannels = attempt.maxChannels;
        this.ring = ring;
        this.costs = costs;
        this.gpus = costs.length;
        this.next = new long[gpus];
        for (int a = 0; a < gpus; a++) {
            for (int b = 0; b < gpus; b++) {
                if (a != b && types[a][b] <= type && walker.hasRoom(costs[a][b], speed)) {
                    next[a] |= 1L << b;
                }
            }
        }
        if (!holdsTogether(next)) {
            channels = 0;
        }
    }

    /** Whether an attempt that allows path types up to {@code farthest} has these ways. */
    boolean isAt(int farthest, ChannelGraph attempt) {
        return type == farthest && speed == attempt.bwIntra && maxChannels == attempt.maxChannels;
    }

    private IdentityHashMap<TopoLink, Use> uses() {
        if (usesFound) {
            return uses;
        }
        usesFound = true;
        for (int a = 0; a < gpus; a++) {
            for (long to = next[a]; to != 0; to &= to - 1) {
                int b = Long.numberOfTrailingZeros(to);
                PathCost cost = costs[a][b];
                TopoNode node = cost.start;
                for (int step = 0; step < cost.path.count; step++) {
                    TopoLink link = cost.path.links[step];
                    Use use = uses.get(link);
                    if (use == null) {
                        use = new Use(link, inOrder.size(), gpus, walker.reverseLink(node, link));
                        inOrder.add(use);
                        uses.put(link, use);
                    }
                    use.next[a] |= 1L << b;
                    float amount = walker.amount(cost, link, speed);
                    use.least = Math.min(use.least, amount);
                    use.most = Math.max(use.most, amount);
                    node = link.remote;
                }
            }
        }
        return uses;
    }

    /**
     * Writes down all that a search reads of the ways: where they lead in the order in which they are tried, over which links,
     * and how often each link can be taken. Of a link that more than the channels of any search take is not read how much more.
     *
     * @param order by GPU, the next GPUs
     */
    void write(IntRow to, int[][] order) {
        for (int a = 0; a < gpus; a++) {
            long left = next[a];
            for (int b : order[a]) {
                if ((left >>> b & 1) != 0) {
                    write(to, a, b);
                    left &= ~(1L << b);
                }
            }
            to.put(-1);
            // A ring comes back to its first GPU even where it would not go on to it.
            for (; left != 0; left &= left - 1) {
                write(to, a, Long.numberOfTrailingZeros(left));
            }
            to.put(-1);
        }
        // One more than can be completed may be on the way.
        int open = Math.min(channels(), maxChannels) + 1;
        for (Use use : inOrder) {
            float full = use.link.full;
            int most = open * use.mostInChannel();
            to.put(-2);
            if (use.least == use.most) {
                to.put(takes(full, use.least, most));
            } else {
                room(to, full, use.least, use.most, most);
                room(to, full, use.most, use.least, most);
            }
        }
    }

    private void write(IntRow to, int a, int b) {
        PathCost cost = costs[a][b];
        to.put(b);
        to.put(cost.path.count);
        for (int step = 0; step < cost.path.count; step++) {
            TopoLink link = cost.path.links[step];
            Use use = Objects.requireNonNull(uses().get(link));
            to.put(2 * use.number + (walker.amount(cost, link, speed) > use.least ? 1 : 0));
        }
    }

    /** For each number of takes of the first amount, how many of the second there is room for. */
    private static void room(IntRow to, float full, float first, float second, int most) {
        float left = full;
        for (int n = 0; n <= most; n++) {
            to.put(takes(left, second, most - n));
            if (left < first) {
                return;
            }
            left = PathWalker.subtract(left, first);
        }
    }

    private static int takes(float full, float amount, int most) {
        int takes = amount == 0 ? most : 0;
        for (float left = full; takes < most && left >= amount; left = PathWalker.subtract(left, amount)) {
            takes++;
        }
        return takes;
    }

    /** By GPU, the next GPUs as bits. */
    void writeNext(IntRow to) {
        for (long n : next) {
            to.put((int) n);
            to.put((int) (n >>> Integer.SIZE));
        }
    }

    /** Channels at most. */
    int channels() {
        if (channels == UNKNOWN) {
            channels = gpus == 1 ? MANY : Math.min(byGpus(), byLinks());
        }
        return channels;
    }

    /** Hops of a channel at least; {@link #NO_CHANNEL} where there is none. */
    int hops() {
        if (hops == UNKNOWN) {
            hops = leastHops();
        }
        return hops;
    }

    /** Whether a channel could pass through all GPUs: a ring needs a way from each to each. */
    private boolean holdsTogether(long[] ways) {
        long all = (1L << gpus) - 1;
        long[] back = turned(ways);
        if (ring) {
            return reached(ways, 0) == all && reached(back, 0) == all;
        }
        return reached(either(ways, back), 0) == all;
    }

    private static long[] either(long[] ways, long[] back) {
        long[] either = ways.clone();
        Arrays.setAll(either, g -> ways[g] | back[g]);
        return either;
    }

    private static long[] turned(long[] ways) {
        long[] back = new long[ways.length];
        for (int a = 0; a < ways.length; a++) {
            for (long to = ways[a]; to != 0; to &= to - 1) {
                back[Long.numberOfTrailingZeros(to)] |= 1L << a;
            }
        }
        return back;
    }

    private static long reached(long[] ways, int from) {
        long seen = 1L << from;
        long open = seen;
        while (open != 0) {
            int g = Long.numberOfTrailingZeros(open);
            open = (open & (open - 1)) | (ways[g] & ~seen);
            seen |= ways[g];
        }
        return seen;
    }

    /** By the links at the ends of the paths of each GPU. */
    private int byGpus() {
        int[] out = new int[gpus];
        int[] into = new int[gpus];
        int most = MANY;
        for (int g = 0; g < gpus; g++) {
            out[g] = takesAtEnd(g, true);
            into[g] = takesAtEnd(g, false);
            most = Math.min(most, ring ? Math.min(out[g], into[g]) : out[g] + into[g]);
        }
        return ring ? most : Math.min(chains(out, most), chains(into, most));
    }

    /** Each chain goes out of every GPU but its last, and into every one but its first. */
    private int chains(int[] takes, int most) {
        int chains = Math.min(most, maxChannels);
        while (chains > 0) {
            long sum = 0;
            for (int t : takes) {
                sum += Math.min(t, chains);
            }
            if (sum >= (long) (gpus - 1) * chains) {
                break;
            }
            chains--;
        }
        return chains;
    }

    private int takesAtEnd(int gpu, boolean out) {
        List<TopoLink> seen = new ArrayList<>();
        int sum = 0;
        for (int other = 0; other < gpus; other++) {
            int a = out ? gpu : other;
            int b = out ? other : gpu;
            if ((next[a] >>> b & 1) != 0) {
                TopoLink link = end(costs[a][b].path, out);
                if (seen.stream().noneMatch(l -> l == link)) {
                    seen.add(link);
                    sum += takes(link);
                }
            }
        }
        return sum;
    }

    /** The link by which a path leaves its first GPU, or comes to its last; not the one within the device. */
    private static TopoLink end(TopoPath path, boolean out) {
        for (int i = 0; i < path.count; i++) {
            TopoLink link = path.links[out ? i : path.count - 1 - i];
            if (link.type != LinkType.LOC) {
                return link;
            }
        }
        return path.links[0];
    }

    /** By each link, with its way back where a chain may take either, that every channel has to take. */
    private int byLinks() {
        int most = MANY;
        long[] without = new long[gpus];
        for (Map.Entry<TopoLink, Use> e : uses().entrySet()) {
            Use use = e.getValue();
            Use back = ring || use.reverse == null ? null : uses.get(use.reverse);
            int takes = takes(e.getKey()) + (back == null || use.reverse == null ? 0 : takes(use.reverse));
            if (takes >= most) {
                continue;
            }
            for (int g = 0; g < gpus; g++) {
                without[g] = next[g] & ~use.next[g] & (back == null ? -1 : ~back.next[g]);
            }
            if (!holdsTogether(without)) {
                most = takes;
            }
        }
        return most;
    }

    /** How often a link can be taken; no less than it can. */
    private int takes(TopoLink link) {
        Use use = uses().get(link);
        if (use == null) {
            return MANY;
        }
        if (use.takes == UNKNOWN) {
            int takes = use.least == 0 ? MANY : 0;
            while (takes < MANY && link.full - (takes + 1) * (double) use.least + (takes + 1) * ROUNDING >= 0) {
                takes++;
            }
            use.takes = takes;
        }
        return use.takes;
    }

    private int leastHops() {
        return gpus > MOST_COUNTED ? leastTree() : leastChannel();
    }

    /** The shortest channel, by the GPUs that it has so far and the last of them. */
    private int leastChannel() {
        int least = NO_CHANNEL;
        int all = (1 << gpus) - 1;
        int[][] between = new int[gpus][gpus];
        for (int a = 0; a < gpus; a++) {
            for (int b = 0; b < gpus; b++) {
                between[a][b] = hops(a, b);
            }
        }
        int[] hops = new int[(all + 1) * gpus];
        // A ring may begin anywhere.
        Arrays.fill(hops, Integer.MAX_VALUE);
        for (int g = 0; g < (ring ? 1 : gpus); g++) {
            hops[(1 << g) * gpus + g] = 0;
        }
        for (int met = 1; met <= all; met += ring ? 2 : 1) {
            for (int last = 0; last < gpus; last++) {
                int here = hops[met * gpus + last];
                if (here == Integer.MAX_VALUE) {
                    continue;
                }
                int[] on = between[last];
                if (met == all) {
                    int close = ring ? on[0] : 0;
                    least = close == Integer.MAX_VALUE ? least : Math.min(least, here + close);
                    continue;
                }
                for (int g = 0; g < gpus; g++) {
                    if (on[g] != Integer.MAX_VALUE && (met >>> g & 1) == 0) {
                        int at = (met | 1 << g) * gpus + g;
                        hops[at] = Math.min(hops[at], here + on[g]);
                    }
                }
            }
        }
        return least;
    }

    /** A least spanning tree, grown from the first GPU, whichever way round a path is shorter; what no channel is below. */
    private int leastTree() {
        int[] near = new int[gpus];
        Arrays.fill(near, Integer.MAX_VALUE);
        near[0] = 0;
        long in = 0;
        int sum = 0;
        int longest = 0;
        for (int i = 0; i < gpus; i++) {
            int nearest = UNKNOWN;
            for (int g = 0; g < gpus; g++) {
                if ((in >>> g & 1) == 0 && (nearest < 0 || near[g] < near[nearest])) {
                    nearest = g;
                }
            }
            in |= 1L << nearest;
            sum += near[nearest];
            longest = Math.max(longest, near[nearest]);
            for (int g = 0; g < gpus; g++) {
                near[g] = Math.min(near[g], Math.min(hops(nearest, g), hops(g, nearest)));
            }
        }
        return ring ? sum + longest : sum;
    }

    private int hops(int a, int b) {
        return (next[a] >>> b & 1) == 0 ? Integer.MAX_VALUE : costs[a][b].path.count;
    }

    /**
     * What a search spends that completes no channel, at most; exactly where {@link #neverStops}. These are all paths through
     * the node on which no GPU comes twice, and the first order until it stops.
     */
    long steps() {
        if (steps == UNKNOWN) {
            steps = firstOrder() + walks();
        }
        return steps;
    }

    /** Whether no link is ever taken as often as it can be, by a single channel. */
    boolean neverStops() {
        for (Map.Entry<TopoLink, Use> e : uses().entrySet()) {
            if (takes(e.getKey()) < e.getValue().mostInChannel()) {
                return false;
            }
        }
        return true;
    }

    private int firstOrder() {
        int gpu = 0;
        while (gpu < gpus - 1 && (next[gpu] >>> (gpu + 1) & 1) != 0) {
            gpu++;
        }
        return gpu + 1;
    }

    /** How many ways there are to go from GPU to GPU, none twice; where GPUs fall apart, those of each part. */
    private long walks() {
        long[] joined = either(next, turned(next));
        long sum = 0;
        long counted = 0;
        for (int g = 0; g < gpus; g++) {
            if ((counted >>> g & 1) == 0) {
                long part = reached(joined, g);
                counted |= part;
                if (Long.bitCount(part) > MOST_COUNTED) {
                    return Integer.MAX_VALUE;
                }
                sum += walks(waysWithin(part));
            }
        }
        return sum;
    }

    /** By GPU of a part, as they come in it, the next of them. */
    private boolean[][] waysWithin(long part) {
        int[] of = new int[Long.bitCount(part)];
        int size = 0;
        for (int g = 0; g < gpus; g++) {
            if ((part >>> g & 1) != 0) {
                of[size++] = g;
            }
        }
        boolean[][] ways = new boolean[of.length][of.length];
        for (int a = 0; a < of.length; a++) {
            for (int b = 0; b < of.length; b++) {
                ways[a][b] = (next[of[a]] >>> of[b] & 1) != 0;
            }
        }
        return ways;
    }

    /** Counted by the GPUs that were met and the last of them. */
    private static long walks(boolean[][] to) {
        int all = to.length;
        long[][] ways = new long[1 << all][all];
        for (int g = 0; g < all; g++) {
            ways[1 << g][g] = 1;
        }
        long sum = 0;
        for (int met = 1; met < ways.length; met++) {
            for (int last = 0; last < all; last++) {
                long here = ways[met][last];
                if (here == 0) {
                    continue;
                }
                sum += here;
                boolean[] on = to[last];
                for (int g = 0; g < all; g++) {
                    if (on[g] && (met >>> g & 1) == 0) {
                        ways[met | 1 << g][g] += here;
                    }
                }
            }
        }
        return sum;
    }
}
