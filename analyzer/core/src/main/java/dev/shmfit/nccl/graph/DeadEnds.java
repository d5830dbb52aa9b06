package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points of a search below which no channel was completed, with the steps that were spent to find that out. NCCL walks
 * into the same dead end again and again, since it tries the GPUs before it in every order; each time the same steps
 * come off its budget. Here they come off without being walked.
 *
 * <p>Two points are the same if all is equal that decides how the channel can go on: the GPU, its first GPU, the GPUs that
 * it has, the NICs, and what is left of each link that a path leads over. A link that serves one GPU alone, as its PCIe
 * link does, no longer matters once the channel has left the GPU behind. Room is limited: a newer point takes the place of
 * an older one.
 */
final class DeadEnds {
    private static final int ROOM = 1 << 12;

    /** All points together, in numbers of four bytes. */
    private static final int MAX_NUMBERS = 1 << 21;

    /** GPUs are bits of a long. */
    private static final int MAX_GPUS = Long.SIZE;

    /** What a point holds besides the links. */
    private static final int PLACE = 10;

    private static final List<NodeType> ENDS = List.of(NodeType.GPU, NodeType.NVS, NodeType.NET);

    private final TopoSystem system;
    private final FastPathWalker walker;
    private final boolean inter;
    private final List<Point> open = new ArrayList<>();
    private int depth;

    /** Tells searches apart: what one leads to, at its speed, another may pass. */
    private int search;

    /** The links of all paths; empty until the first point. */
    private TopoLink[] links = {};

    /** By link the GPUs that are an end of every path over it; of several, leaving the lowest behind is enough. */
    private long[] owners = {};

    private int @Nullable [][] points;
    private int[] steps = {};

    /** Where the search stands: all that decides how it goes on. */
    static final class Point {
        private final int[] numbers;
        /** The GPUs that the channel has left behind. */
        private long behind;

        private int slot;

        Point(int size) {
            this.numbers = new int[size];
        }

        /** All that tells this point from others. */
        int[] numbers() {
            return numbers;
        }
    }

    DeadEnds(TopoSystem system, FastPathWalker walker) {
        this.system = system;
        this.walker = walker;
        this.inter = system.searchesInter();
    }

    /** Whether the node is of a size for which points are remembered. */
    boolean apply() {
        return system.gpuCount() <= MAX_GPUS;
    }

    /** A new search begins. */
    void forget() {
        search++;
        depth = 0;
    }

    /** The point at which the search stands now, until {@link #leave}. */
    Point enter(ChannelGraph graph, TopoNode gpu, int step, int first, int backToNet) {
        if (points == null) {
            findLinks();
            int room = ROOM;
            while (room > 1 && (long) room * (PLACE + links.length) > MAX_NUMBERS) {
                room /= 2;
            }
            points = new int[room][];
            steps = new int[room];
        }
        if (depth == open.size()) {
            open.add(new Point(PLACE + links.length));
        }
        Point point = open.get(depth++);
        int c = graph.channels;
        long taken = 0;
        long flag = 1L << c;
        for (TopoNode g : system.gpus()) {
            taken |= (g.used & flag) != 0 ? 1L << g.index : 0;
        }
        point.behind = taken & ~(1L << first) & ~(1L << gpu.index);
        int[] n = point.numbers;
        n[0] = search;
        n[1] = gpu.index;
        n[2] = step;
        n[3] = c;
        n[4] = first;
        n[5] = backToNet;
        n[6] = inter ? graph.inter[c * 2] << 16 | graph.inter[c * 2 + 1] : 0;
        n[7] = inter && c > 0 ? graph.inter[c * 2 - 2] : 0;
        n[8] = (int) taken;
        n[9] = (int) (taken >>> 32);
        for (int i = 0; i < links.length; i++) {
            n[PLACE + i] = left(point, i);
        }
        point.slot = mix(Arrays.hashCode(n)) & (steps.length - 1);
        return point;
    }

    void leave() {
        depth--;
    }

    /** The steps spent below {@code point}; 0 where it is not known as a dead end. */
    int stepsBelow(Point point) {
        return points != null && Arrays.equals(points[point.slot], point.numbers) ? steps[point.slot] : 0;
    }

    /** Remembers a point below which nothing was found, unless walking there left a trace on a link. */
    void add(Point point, int spent) {
        int[][] all = points;
        for (int i = 0; i < links.length; i++) {
            if (point.numbers[PLACE + i] != left(point, i)) {
                return;
            }
        }
        if (all == null) {
            return;
        }
        int[] kept = all[point.slot];
        if (kept == null) {
            all[point.slot] = point.numbers.clone();
        } else {
            System.arraycopy(point.numbers, 0, kept, 0, kept.length);
        }
        steps[point.slot] = spent;
    }

    /** What is left of a link, as bits; 0 where it no longer matters. */
    private int left(Point point, int link) {
        return (owners[link] & point.behind) != 0 ? 0 : Float.floatToRawIntBits(links[link].bw);
    }

    /** The finalizer of MurmurHash3: the slot is made of the low bits. */
    private static int mix(int hash) {
        int h = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }

    private void findLinks() {
        List<TopoLink> found = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        system.forEachLink(l -> l.number = -1);
        for (NodeType fromType : ENDS) {
            for (TopoNode from : system.nodes(fromType)) {
                for (NodeType toType : ENDS) {
                    TopoPath[] paths = from.pathsTo(toType);
                    for (int to = 0; to < paths.length; to++) {
                        PathCost cost = walker.cost(paths[to], from);
                        long both = bit(fromType, from.index) | bit(toType, to);
                        for (int step = 0; step < paths[to].count; step++) {
                            restrict(cost.links[step], both, found, ends);
                            TopoLink reverse = cost.reverse[step];
                            if (reverse != null) {
                                restrict(reverse, both, found, ends);
                            }
                        }
                    }
                }
            }
        }
        links = found.toArray(new TopoLink[0]);
        owners = ends.stream().mapToLong(Long::lowestOneBit).toArray();
    }

    private static void restrict(TopoLink link, long ends, List<TopoLink> found, List<Long> owners) {
        if (link.number < 0) {
            link.number = found.size();
            found.add(link);
            owners.add(ends);
        } else {
            owners.set(link.number, owners.get(link.number) & ends);
        }
    }

    private static long bit(NodeType type, int index) {
        return type == NodeType.GPU ? 1L << index : 0;
    }
}
