package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows paths like {@link PathWalker}, with two things left out whose outcome is known: what a path takes off which link
 * is worked out once for each path ({@link PathCost}), and a path whose obstacle is still there is not tried again.
 */
final class FastPathWalker extends PathWalker {
    private final List<TopoLink> wideLinks = new ArrayList<>();
    private boolean wideLinksExact;

    FastPathWalker(TopoSystem system, SearchRules rules) {
        super(system, rules);
        for (NodeType t : NodeType.values()) {
            for (TopoNode n : system.nodes(t)) {
                for (TopoLink l : n.links) {
                    l.full = subtract(l.bw, 0);
                    if (l.bw > PathCost.MAX_EXACT) {
                        wideLinks.add(l);
                    }
                }
            }
        }
    }

    /** To be called before a search, with the speeds it will have. */
    void start(ChannelGraph graph) {
        // A balanced tree takes halves.
        wideLinksExact = isExact(graph.bwIntra) && isExact(graph.bwInter / 2);
        for (TopoLink l : wideLinks) {
            wideLinksExact &= isExact(l.bw);
        }
    }

    /** Whether sums and differences of such numbers, and their thousandfold, are exact in single precision. */
    private static boolean isExact(float bw) {
        return Math.abs(bw) <= 8000 && bw * 8 == (int) (bw * 8);
    }

    @Override
    boolean follow(ChannelGraph graph, TopoNode from, TopoNode to, int mult) {
        if (mult > 0) {
            PathCost cost = from.path(to).cost;
            TopoLink obstacle = cost == null ? null : cost.obstacle;
            if (cost != null && obstacle != null) {
                float bw = (isGpuSide(from) && isGpuSide(to) ? graph.bwIntra : graph.bwInter) * mult;
                if (obstacle.bw < amount(cost, obstacle, bw) && (wideLinksExact || !cost.wideBeforeObstacle)) {
                    return false;
                }
            }
        }
        return super.follow(graph, from, to, mult);
    }

    @Override
    int take(TopoPath path, TopoNode start, int maxSteps, float bw) {
        PathCost cost = cost(path, start);
        float pciBw = cost.intelHostBridge ? overhead(bw) : bw;
        for (int step = 0; step < maxSteps; step++) {
            TopoLink link = cost.links[step];
            float forward = link.type == LinkType.PCI ? pciBw : bw;
            TopoLink reverse = cost.reverse[step];
            if (reverse == null) {
                if (link.bw < forward) {
                    cost.stoppedAt(step);
                    return step;
                }
            } else {
                float backward = forward * cost.reverseShare[step];
                if (link.bw < forward || reverse.bw < backward) {
                    return step;
                }
                reverse.bw = subtract(reverse.bw, backward);
            }
            link.bw = subtract(link.bw, forward);
        }
        return maxSteps;
    }

    /**
     * Whether one GPU cannot follow the other at any time in this search: too far, or a link too narrow even when
     * nothing else uses it. Trying would leave no trace.
     */
    boolean isHopeless(ChannelGraph graph, TopoNode from, TopoNode to) {
        if (isTooFar(graph, from, to, graph.typeIntra)) {
            return true;
        }
        PathCost cost = cost(from.path(to), from);
        for (TopoLink link : cost.links) {
            if (link.full < amount(cost, link, graph.bwIntra)) {
                return !cost.usesReverse && (wideLinksExact || !cost.hasWideBefore(link));
            }
            if (link.bw != subtract(link.bw, 0)) {
                return false;
            }
        }
        return false;
    }

    /** What following {@code path} costs. */
    PathCost cost(TopoPath path, TopoNode from) {
        PathCost cost = path.cost;
        if (cost == null) {
            cost = PathCost.of(path, from, this);
            path.cost = cost;
        }
        return cost;
    }

    private float amount(PathCost cost, TopoLink link, float bw) {
        return cost.intelHostBridge && link.type == LinkType.PCI ? overhead(bw) : bw;
    }
}
