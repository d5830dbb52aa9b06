package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * What is left of all links, as one number that is the same whenever the links are as they were. A link that serves one
 * GPU alone, as its PCIe link does, is also known for that GPU: once a channel has left the GPU behind, it no longer
 * matters what is left of the link.
 */
final class LinkState {
    private static final List<NodeType> ENDS = List.of(NodeType.GPU, NodeType.NVS, NodeType.NET);
    private static final int MAX_OWNERS = Long.SIZE;

    private final TopoLink[][] ownLinks;
    private long total;

    LinkState(TopoSystem system, PathWalker walker) {
        List<TopoLink> links = new ArrayList<>();
        for (NodeType t : NodeType.values()) {
            for (TopoNode n : system.nodes(t)) {
                links.addAll(n.links);
            }
        }
        for (int i = 0; i < links.size(); i++) {
            TopoLink l = links.get(i);
            l.salt = DeadEnds.mix(i + 1) | 1;
            l.owners = -1;
        }
        int gpus = system.gpuCount();
        if (gpus <= MAX_OWNERS) {
            findOwners(system, walker);
        }
        List<List<TopoLink>> own = new ArrayList<>();
        for (int g = 0; g < gpus; g++) {
            own.add(new ArrayList<>());
        }
        for (TopoLink l : links) {
            l.mark = mark(l);
            if (l.owners != 0 && l.owners != -1) {
                own.get(Long.numberOfTrailingZeros(l.owners)).add(l);
            }
        }
        this.ownLinks = new TopoLink[gpus][];
        for (int g = 0; g < gpus; g++) {
            ownLinks[g] = own.get(g).toArray(new TopoLink[0]);
        }
    }

    /** For each link the GPUs that are an end of every path over it. */
    private static void findOwners(TopoSystem system, PathWalker walker) {
        for (NodeType fromType : ENDS) {
            for (TopoNode from : system.nodes(fromType)) {
                for (NodeType toType : ENDS) {
                    TopoPath[] paths = from.pathsTo(toType);
                    for (int to = 0; to < paths.length; to++) {
                        Toll toll = walker.toll(paths[to], from);
                        long ends = bit(fromType, from.index) | bit(toType, to);
                        for (int step = 0; step < paths[to].count; step++) {
                            toll.links[step].owners &= ends;
                            TopoLink reverse = toll.reverse[step];
                            if (reverse != null) {
                                reverse.owners &= ends;
                            }
                        }
                    }
                }
            }
        }
    }

    private static long bit(NodeType type, int index) {
        return type == NodeType.GPU ? 1L << index : 0;
    }

    /** To be called after each change of a link. */
    void update(TopoLink link) {
        long mark = mark(link);
        total += mark - link.mark;
        link.mark = mark;
    }

    /** The low bits of a bandwidth are mostly zero; turned to the top they leave the product its full range. */
    private static long mark(TopoLink link) {
        return link.salt * Integer.toUnsignedLong(Integer.rotateRight(Float.floatToRawIntBits(link.bw), 18));
    }

    /** All links together. */
    long total() {
        return total;
    }

    /** The links that serve {@code gpu} alone. */
    long of(int gpu) {
        long sum = 0;
        for (TopoLink l : ownLinks[gpu]) {
            sum += l.mark;
        }
        return sum;
    }
}
