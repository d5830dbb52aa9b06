package dev.shmfit.nccl.graph;

import org.jspecify.annotations.Nullable;

/** What following a path takes off which links, worked out once for each path; see {@link PathWalker#take}. */
final class PathCost {
    /** Up to here, in GB/s, the steps of single precision are far below a thousandth. */
    static final float MAX_EXACT = 1000;

    final TopoPath path;
    final TopoNode start;
    final TopoNode end;

    /** The link back that a step uses as well; null where it uses none. */
    final @Nullable TopoLink[] reverse;

    /** The share of the step's bandwidth that goes off its reverse link. */
    final float[] reverseShare;

    /** By step, what the present search takes off the link between GPUs; see {@link FastPathWalker#prepare}. */
    final float[] amounts;

    /** The bandwidth for which these amounts are. */
    float amountsBw;

    /** The link that stopped the last attempt; null where a vain attempt could leave a trace. */
    @Nullable
    TopoLink obstacle;

    /** Whether one of the links before the obstacle is wider than {@link #MAX_EXACT}. */
    boolean wideBeforeObstacle;

    boolean usesReverse;

    /** The least that a PCIe link of the path holds when nothing is taken off it. */
    private float narrowestPci = Float.MAX_VALUE;

    /** The same of the other links. */
    private float narrowest = Float.MAX_VALUE;

    /** See {@link PathWalker#throughIntelHostBridge}. */
    final boolean intelHostBridge;

    private PathCost(TopoPath path, TopoNode start, TopoNode end, boolean intelHostBridge) {
        this.path = path;
        this.start = start;
        this.end = end;
        this.reverse = new TopoLink[path.count];
        this.reverseShare = new float[path.count];
        this.amounts = new float[path.count];
        this.intelHostBridge = intelHostBridge;
    }

    static PathCost of(TopoPath path, TopoNode start, PathWalker walker) {
        TopoNode end = path.count == 0 ? start : path.links[path.count - 1].remote;
        PathCost cost = new PathCost(path, start, end, walker.throughIntelHostBridge(path, start));
        TopoNode node = start;
        for (int step = 0; step < path.count; step++) {
            TopoLink link = path.links[step];
            float share = walker.reverseShare(start, link);
            if (share > 0) {
                cost.reverse[step] = walker.reverseLink(node, link);
                cost.reverseShare[step] = share;
            }
            cost.usesReverse |= cost.reverse[step] != null;
            node = link.remote;
            if (link.neverFull) {
                continue;
            }
            if (link.type == LinkType.PCI) {
                cost.narrowestPci = Math.min(cost.narrowestPci, link.full);
            } else {
                cost.narrowest = Math.min(cost.narrowest, link.full);
            }
        }
        return cost;
    }

    /**
     * Whether each link holds what a search takes off it, if nothing else does.
     *
     * @param bw in GB/s
     * @param pciBw the same on PCIe links
     */
    boolean holds(float bw, float pciBw) {
        return narrowest >= bw && narrowestPci >= pciBw;
    }

    /**
     * Notes at which step an attempt ended. What it took was given back, so that a further attempt before the obstacle
     * is gone changes nothing: amounts are rounded to three decimals, and giving back undoes taking, unless an amount
     * has a fourth decimal, as an eighth can, or a link is so wide that three decimals are beyond single precision.
     */
    void stoppedAt(int step) {
        if (usesReverse) {
            return;
        }
        obstacle = path.links[step];
        wideBeforeObstacle = hasWideBefore(obstacle);
    }

    /** Whether a link before {@code end} is wider than {@link #MAX_EXACT}. */
    boolean hasWideBefore(TopoLink end) {
        for (int step = 0; step < path.count; step++) {
            TopoLink link = path.links[step];
            if (link == end) {
                return false;
            }
            if (FastPathWalker.isWide(link)) {
                return true;
            }
        }
        return false;
    }
}
