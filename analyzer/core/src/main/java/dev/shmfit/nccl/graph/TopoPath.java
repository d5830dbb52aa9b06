package dev.shmfit.nccl.graph;

import org.jspecify.annotations.Nullable;

/** A path from a node to another: the links in order, the narrowest bandwidth, the worst type. */
final class TopoPath {
    private static final TopoLink[] NONE = {};

    TopoLink[] links = NONE;
    int count;
    float bw;
    int type;

    /** What following it costs; null until it is first followed, when the path is final. */
    @Nullable
    PathCost cost;

    TopoPath(int type) {
        this.type = type;
    }

    TopoPath copy() {
        TopoPath copy = new TopoPath(type);
        copy.links = links;
        copy.count = count;
        copy.bw = bw;
        return copy;
    }

    /** The first link as last set, also while the path counts as empty; null where never set. */
    @Nullable
    TopoLink first() {
        return links.length == 0 ? null : links[0];
    }
}
