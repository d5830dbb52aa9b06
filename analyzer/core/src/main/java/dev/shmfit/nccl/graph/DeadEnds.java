package dev.shmfit.nccl.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Points of a search below which no channel was completed, with the steps that were spent to find that out. NCCL walks
 * into the same dead end again and again, since it tries the GPUs before it in every order; each time the same steps
 * come off its budget. Here they come off without being walked.
 *
 * <p>Two points are the same if all is equal that decides how the channel can go on: the GPU, its first GPU, the GPUs that
 * it has left behind, the NICs, and what is left of each link ({@link LinkState}). They are looked up by a number made of
 * all that, and compared whole. Room is limited: a newer point takes the place of an older one.
 */
final class DeadEnds {
    private static final int ROOM = 1 << 12;

    private static final int OPEN = 64;

    /** The links of all points together. */
    private static final int MAX_LINKS = 1 << 20;

    /** Odd numbers that keep the parts of a hash apart. */
    private static final long PLACE = 0x9e3779b97f4a7c15L;

    private static final long NETS = 0xc2b2ae3d27d4eb4fL;
    private static final long BEHIND = 0xd6e8feb86659fd93L;

    private final LinkState links;

    /** By slot, the hash of the point there. */
    private final long[] hashes;

    /** Where points are remembered, by the low bits of their hash. */
    private final @Nullable Point[] known;

    /** The points at which the search stands, by depth. */
    private @Nullable Point[] open = new Point[OPEN];

    private int depth;
    private int search;

    /** Where a search stands: all that decides how it goes on. */
    static final class Point {
        private long hash;
        private int search;
        private long place;
        private long nets;
        private long behind;
        private int steps;
        private final int[] left;

        private Point(int links) {
            this.left = new int[links];
        }
    }

    DeadEnds(LinkState links) {
        this.links = links;
        int room = ROOM;
        while (room > 1 && (long) room * links.size() > MAX_LINKS) {
            room /= 2;
        }
        this.known = new Point[room];
        this.hashes = new long[room];
    }

    /** Begins a new search: what one cannot pass, another may, at another speed. */
    void begin() {
        depth = 0;
        search++;
    }

    /**
     * The steps spent below the point at which the search stands; 0 where it is not known as a dead end.
     *
     * @param place channel, GPU, first GPU, step and when to come back to a NIC
     * @param nets NICs of this channel and the last one
     */
    int stepsBelow(long place, long nets) {
        long hash = hash(place, nets);
        int slot = slot(hash);
        if (hashes[slot] != hash) {
            return 0;
        }
        Point same = known[slot];
        return same != null
                        && same.search == search
                        && same.place == place
                        && same.nets == nets
                        && same.behind == links.behind()
                        && links.isAs(same.left)
                ? same.steps
                : 0;
    }

    /** Remembers the point at which the search stands now; {@link #leave} ends it. */
    Point enter(long place, long nets) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        Point point = open[depth];
        if (point == null) {
            point = new Point(links.size());
            open[depth] = point;
        }
        depth++;
        point.hash = hash(place, nets);
        point.search = search;
        point.place = place;
        point.nets = nets;
        point.behind = links.behind();
        links.copyTo(point.left);
        return point;
    }

    void leave() {
        depth--;
    }

    /** Adds the point entered last, below which nothing was found, unless walking there left a trace on a link. */
    void add(Point point, int spent) {
        if (links.isExactly(point.left)) {
            int slot = slot(point.hash);
            point.steps = spent;
            hashes[slot] = point.hash;
            open[depth - 1] = known[slot];
            known[slot] = point;
        }
    }

    private long hash(long place, long nets) {
        return LinkState.mix(links.hash() + BEHIND * links.behind() + PLACE * place + NETS * nets + search);
    }

    private int slot(long hash) {
        return (int) hash & (hashes.length - 1);
    }
}
