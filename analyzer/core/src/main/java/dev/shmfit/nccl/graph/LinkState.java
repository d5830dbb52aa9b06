package dev.shmfit.nccl.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What is left of the links, as numbers that are the same whenever the links are. A link that serves one GPU alone, as
 * its PCIe link does, is counted for that GPU: once a channel has left the GPU behind, the link no longer matters to it.
 */
final class LinkState {
    private static final List<NodeType> ENDS = List.of(NodeType.GPU, NodeType.NVS, NodeType.NET);
    private static final int MAX_OWNERS = Long.SIZE;

    /** By GPU, of the links that serve it alone; at last, of those that serve several. */
    private final long[] sums;

    private final int gpus;
    private long total;

    LinkState(TopoSystem system, BiFunction<TopoPath, TopoNode, Toll> tolls) {
        this.gpus = system.gpuCount();
        this.sums = new long[gpus + 1];
        long[] owners = owners(system, tolls);
        for (NodeType t : NodeType.values()) {
            for (TopoNode n : system.nodes(t)) {
                for (TopoLink l : n.links) {
                    int number = (int) (l.salt >>> Integer.SIZE);
                    long sharing = owners[number];
                    l.owner = sharing == 0 || gpus > MAX_OWNERS ? gpus : Long.numberOfTrailingZeros(sharing);
                    update(l);
                }
            }
        }
    }

    /** By link number, the GPUs that are an end of every path over the link, as bits. */
    private static long[] owners(TopoSystem system, BiFunction<TopoPath, TopoNode, Toll> tolls) {
        int links = 0;
        for (NodeType t : NodeType.values()) {
            for (TopoNode n : system.nodes(t)) {
                for (TopoLink l : n.links) {
                    l.salt = (long) links++ << Integer.SIZE;
                    l.mark = 0;
                }
            }
        }
        long[] owners = new long[links];
        Arrays.fill(owners, -1);
        for (NodeType fromType : ENDS) {
            for (TopoNode from : system.nodes(fromType)) {
                for (NodeType toType : ENDS) {
                    TopoPath[] paths = from.pathsTo(toType);
                    for (int to = 0; to < paths.length; to++) {
                        Toll toll = tolls.apply(paths[to], from);
                        long ends = bit(from.type, from.index) | bit(toType, to);
                        for (int step = 0; step < paths[to].count; step++) {
                            owners[(int) (toll.links[step].salt >>> Integer.SIZE)] &= ends;
                            TopoLink reverse = toll.reverse[step];
                            if (reverse != null) {
                                owners[(int) (reverse.salt >>> Integer.SIZE)] &= ends;
                            }
                        }
                    }
                }
            }
        }
        return owners;
    }

    private static long bit(NodeType type, int index) {
        return type == NodeType.GPU ? 1L << index : 0;
    }

    /** To be called after each change of a link. */
    void update(TopoLink link) {
        long mark = DeadEnds.mix(link.salt | Integer.toUnsignedLong(Float.floatToRawIntBits(link.bw)));
        sums[link.owner] += mark - link.mark;
        total += mark - link.mark;
        link.mark = mark;
    }

    /** All links together. */
    long total() {
        return total;
    }

    /** The links that serve one GPU alone. */
    long of(int gpu) {
        return sums[gpu];
    }
}
