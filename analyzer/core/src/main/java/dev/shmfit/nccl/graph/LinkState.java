package dev.shmfit.nccl.graph;

import java.util.Arrays;

/**
 * What is left of the links that paths lead over: each by itself, and all as one number by which a state is looked up. A
 * link that serves one GPU alone, as its PCIe link does, no longer counts once the channel has left the GPU behind: no path
 * that is still to come leads over it.
 */
final class LinkState {
    private static final NodeType[] ENDS = {NodeType.GPU, NodeType.NVS, NodeType.NET};

    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    /** By link, what is left of it, as the bits of a float. */
    private final int[] left;

    /** By link, the GPU that it serves alone, as a bit; 0 where it serves several. */
    private final long[] owner;

    /** By GPU, the links that serve it alone. */
    private final int[][] own;

    private long all;

    /** The GPUs that are left behind, as bits, and the part of their links in the number of all. */
    private long behind;

    private long partsBehind;

    LinkState(TopoSystem system, FastPathWalker walker) {
        TopoLink[] links = new TopoLink[countLinks(system)];
        long[] ends = new long[links.length];
        int size = findLinks(system, walker, links, ends);
        this.left = new int[size];
        this.owner = new long[size];
        this.own = new int[system.gpuCount()][];
        Arrays.fill(own, new int[0]);
        for (int n = 0; n < size; n++) {
            // Of two ends either will do: without one of them the link serves nobody.
            owner[n] = Long.lowestOneBit(ends[n]);
            if (owner[n] != 0) {
                int gpu = Long.numberOfTrailingZeros(owner[n]);
                own[gpu] = Arrays.copyOf(own[gpu], own[gpu].length + 1);
                own[gpu][own[gpu].length - 1] = n;
            }
            set(n, Float.floatToRawIntBits(links[n].bw));
        }
    }

    private static int countLinks(TopoSystem system) {
        int count = 0;
        for (NodeType type : NodeType.values()) {
            for (TopoNode node : system.nodes(type)) {
                for (TopoLink link : node.links) {
                    link.number = -1;
                    count++;
                }
            }
        }
        return count;
    }

    /** The links of all paths, with the GPUs that are an end of every path over each; how many links. */
    private static int findLinks(TopoSystem system, FastPathWalker walker, TopoLink[] links, long[] ends) {
        int size = 0;
        for (NodeType fromType : ENDS) {
            for (TopoNode from : system.nodes(fromType)) {
                for (NodeType toType : ENDS) {
                    TopoPath[] paths = from.pathsTo(toType);
                    for (int to = 0; to < paths.length; to++) {
                        PathCost cost = walker.cost(paths[to], from);
                        long both = bit(fromType, from.index) | bit(toType, to);
                        for (int step = 0; step < paths[to].count; step++) {
                            size = restrict(cost.path.links[step], both, links, ends, size);
                            TopoLink reverse = cost.reverse[step];
                            if (reverse != null) {
                                size = restrict(reverse, both, links, ends, size);
                            }
                        }
                    }
                }
            }
        }
        return size;
    }

    private static int restrict(TopoLink link, long both, TopoLink[] links, long[] ends, int size) {
        if (link.number >= 0) {
            ends[link.number] &= both;
            return size;
        }
        link.number = size;
        links[size] = link;
        ends[size] = both;
        return size + 1;
    }

    private static long bit(NodeType type, int index) {
        return type == NodeType.GPU ? 1L << index : 0;
    }

    /** To be called after each change of a link. */
    void set(int link, int bits) {
        all += factor(link) * change(link, bits);
        left[link] = bits;
    }

    private long change(int link, int bits) {
        return (long) bits - left[link];
    }

    /** What keeps a link's part in the number of all apart from others. */
    private static long factor(int link) {
        return link * FACTOR | 1;
    }

    /** The channel leaves one more GPU behind, until {@link #restore}. */
    void leaveBehind(int gpu) {
        behind |= 1L << gpu;
        for (int n : own[gpu]) {
            partsBehind += factor(n) * left[n];
        }
    }

    /** The GPUs that are left behind, as bits. */
    long behind() {
        return behind;
    }

    /** The part of the links of these GPUs in the number of all. */
    long partsBehind() {
        return partsBehind;
    }

    /** Sets what {@link #behind} and {@link #partsBehind} returned before. */
    void restore(long gpus, long theirParts) {
        behind = gpus;
        partsBehind = theirParts;
    }

    /** A number that is the same whenever the links that count are; rarely it is the same where they are not. */
    long hash() {
        return all - partsBehind;
    }

    int size() {
        return left.length;
    }

    void copyTo(int[] target) {
        System.arraycopy(left, 0, target, 0, left.length);
    }

    /** Whether all links are as they were copied to {@code other}. */
    boolean isExactly(int[] other) {
        return Arrays.equals(left, other);
    }

    /** Whether all links that count are as they were copied to {@code other}. */
    boolean isAs(int[] other) {
        for (int n = Arrays.mismatch(left, other); n >= 0 && n < left.length; n++) {
            if (left[n] != other[n] && (owner[n] & behind) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Spreads a number over 64 bits, one to one: different numbers stay different (the finalizer of SplitMix64). */
    static long mix(long number) {
        long z = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
