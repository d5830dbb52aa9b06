package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a path's bandwidth off its links, or gives it back (src/graph/search.cc followPath, ncclTopoFollowPath). In
 * single precision and with NCCL's rounding, because the search compares what is left.
 */
final class PathWalker {
    private final TopoSystem system;
    private final SearchRules rules;
    private final PathOrder order;
    private final boolean oldOverhead;
    private final LinkState state;
    private final List<TopoLink> wideLinks = new ArrayList<>();
    private boolean wideLinksExact;

    PathWalker(TopoSystem system, SearchRules rules) {
        this.system = system;
        this.rules = rules;
        this.order = system.order;
        this.oldOverhead = GraphRules.OVERHEAD_BEFORE_29.at(system.version);
        this.state = new LinkState(system, this);
        for (NodeType t : NodeType.values()) {
            for (TopoNode n : system.nodes(t)) {
                for (TopoLink l : n.links) {
                    l.full = subtract(l.bw, 0);
                    if (l.bw > Toll.MAX_EXACT) {
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

    LinkState state() {
        return state;
    }

    /** Whether the way is free; if so it is taken. {@code mult} -1 gives it back. */
    boolean follow(ChannelGraph graph, TopoNode from, TopoNode to, int mult) {
        TopoPath path = from.path(to);
        if (rules.emptyPathIsFree() && path.count == 0) {
            return true;
        }
        boolean intra = isGpuSide(from) && isGpuSide(to);
        float bw = intra ? graph.bwIntra : graph.bwInter;
        int type = intra ? graph.typeIntra : graph.typeInter;
        if (rules.refusesUnreachable() && path.type >= order.dis) {
            return false;
        }
        if (mult == 1 && isTooFar(graph, from, to, type)) {
            return false;
        }
        Toll toll = toll(path, from);
        bw *= mult;
        TopoLink obstacle = toll.obstacle;
        if (mult > 0
                && obstacle != null
                && obstacle.bw < amount(toll, obstacle, bw)
                && (wideLinksExact || !toll.wideBeforeObstacle)) {
            return false;
        }
        int steps = take(toll, path.count, bw);
        if (steps < path.count) {
            take(toll, steps, -bw);
            toll.stoppedAt(steps);
            return false;
        }
        graph.hops += mult * path.count;
        return true;
    }

    private boolean isTooFar(ChannelGraph graph, TopoNode from, TopoNode to, int type) {
        return from.path(to).type > type
                || (rules.treesCheckReverse() && graph.pattern.isTree() && to.path(from).type > type);
    }

    /**
     * Whether one GPU cannot follow the other at any time in this search: too far, or a link too narrow even when
     * nothing else uses it. Trying would leave no trace.
     */
    boolean isHopeless(ChannelGraph graph, TopoNode from, TopoNode to) {
        if (isTooFar(graph, from, to, graph.typeIntra)) {
            return true;
        }
        Toll toll = toll(from.path(to), from);
        for (TopoLink link : toll.links) {
            if (link.full < amount(toll, link, graph.bwIntra)) {
                return !toll.usesReverse && (wideLinksExact || !toll.hasWideBefore(link));
            }
            if (link.bw != subtract(link.bw, 0)) {
                return false;
            }
        }
        return false;
    }

    /** What following {@code path} costs. */
    Toll toll(TopoPath path, TopoNode from) {
        Toll toll = path.toll;
        if (toll == null) {
            toll = Toll.of(path, from, system, rules);
            path.toll = toll;
        }
        return toll;
    }

    private static boolean isGpuSide(TopoNode n) {
        return n.type == NodeType.GPU || n.type == NodeType.NVS;
    }

    /** Takes {@code bw} off the first links; how many of them had enough. */
    private int take(Toll toll, int maxSteps, float bw) {
        float pciBw = toll.intelHostBridge ? overhead(bw) : bw;
        for (int step = 0; step < maxSteps; step++) {
            TopoLink link = toll.links[step];
            float forward = link.type == LinkType.PCI ? pciBw : bw;
            if (link.bw < forward) {
                return step;
            }
            TopoLink reverse = toll.reverse[step];
            if (reverse != null) {
                float backward = forward * toll.reverseShare[step];
                if (reverse.bw < backward) {
                    return step;
                }
                use(reverse, backward);
            }
            use(link, forward);
        }
        return maxSteps;
    }

    private void use(TopoLink link, float bw) {
        link.bw = subtract(link.bw, bw);
        state.update(link);
    }

    private float amount(Toll toll, TopoLink link, float bw) {
        return toll.intelHostBridge && link.type == LinkType.PCI ? overhead(bw) : bw;
    }

    private float overhead(float bw) {
        return oldOverhead ? bw * 12 / 9 : bw * 6 / 5;
    }

    /**
     * NCCL's SUB_ROUND: three decimals, halves away from zero, in single precision. One half is added in double
     * precision, where the sum of a float and one half is exact.
     */
    private static float subtract(float a, float b) {
        double scaled = (a - b) * 1000;
        long rounded = (long) (scaled + (scaled < 0 ? -0.5 : 0.5));
        return (float) rounded / 1000;
    }
}
