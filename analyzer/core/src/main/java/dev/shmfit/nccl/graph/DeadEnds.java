package dev.shmfit.nccl.graph;

/**
 * Points of a search below which no channel was completed, with the steps that were spent to find that out. NCCL walks
 * into the same dead end again and again, since it tries the GPUs before it in every order; each time the same steps
 * come off its budget. Here they come off without being walked.
 *
 * <p>Room is limited: a newer point takes the place of an older one. Points are told apart by 64 bits, mixed well.
 */
final class DeadEnds {
    private static final int ROOM = 1 << 12;

    private final long[] points = new long[ROOM];
    private final int[] steps = new int[ROOM];

    /** The steps spent below {@code point}; 0 where it is not known as a dead end. */
    int stepsBelow(long point) {
        int at = place(point);
        return points[at] == point ? steps[at] : 0;
    }

    void add(long point, int spent) {
        int at = place(point);
        points[at] = point;
        steps[at] = spent;
    }

    private static int place(long point) {
        return (int) point & (ROOM - 1);
    }

    /** Spreads a number over 64 bits, one to one: different numbers stay different (the finalizer of SplitMix64). */
    static long mix(long number) {
        long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
