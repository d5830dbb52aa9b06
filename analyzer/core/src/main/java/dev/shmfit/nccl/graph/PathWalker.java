package dev.shmfit.nccl.graph;

import dev.shmfit.topology.CpuIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Takes a path's bandwidth off its links, or gives it back, as src/graph/search.cc followPath and ncclTopoFollowPath have
 * it: in single precision and with NCCL's rounding, because the search compares what is left.
 */
class PathWalker {
    final TopoSystem system;
    final SearchRules rules;
    private final PathOrder order;
    private final boolean oldOverhead;

    PathWalker(TopoSystem system, SearchRules rules) {
        this.system = system;
        this.rules = rules;
        this.order = system.order;
        this.oldOverhead = GraphRules.OVERHEAD_BEFORE_29.at(system.version);
    }

    /** ncclTopoFollowPath: whether the way is free; if so it is taken. {@code mult} -1 gives it back. */
    boolean follow(ChannelGraph graph, TopoNode from, TopoNode to, int mult) {
        TopoPath path = from.path(to);
        if (rules.emptyPathIsFree() && path.count == 0) {
            return true;
        }
        boolean intra = isGpuSide(from) && isGpuSide(to);
        float bw = intra ? graph.bwIntra : graph.bwInter;
        int type = intra ? graph.typeIntra : graph.typeInter;
        if (isRefused(path)) {
            return false;
        }
        if (mult == 1 && isTooFar(graph, from, to, type)) {
            return false;
        }
        bw *= mult;
        int step = take(path, from, path.count, bw);
        if (step < path.count) {
            // rewind
            take(path, from, step, -bw);
            return false;
        }
        graph.hops += mult * path.count;
        return true;
    }

    /** path->type >= PATH_DIS. */
    final boolean isRefused(TopoPath path) {
        return rules.refusesUnreachable() && path.type >= order.dis;
    }

    /** path->type > type, and of a tree revPath->type > type. */
    final boolean isTooFar(ChannelGraph graph, TopoNode from, TopoNode to, int type) {
        return from.path(to).type > type
                || (rules.treesCheckReverse() && graph.pattern.isTree() && to.path(from).type > type);
    }

    static boolean isGpuSide(TopoNode n) {
        return n.type == NodeType.GPU || n.type == NodeType.NVS;
    }

    /** followPath: takes {@code bw} off the first links; how many of them had enough. */
    int take(TopoPath path, TopoNode start, int maxSteps, float bw) {
        float pciBw = throughIntelHostBridge(path, start) ? overhead(bw) : bw;
        TopoNode node = start;
        for (int step = 0; step < maxSteps; step++) {
            TopoLink link = path.links[step];
            float fwBw = link.type == LinkType.PCI ? pciBw : bw;
            float revBw = fwBw * reverseShare(start, link);
            TopoLink revLink = revBw == 0 ? null : reverseLink(node, link);
            if (link.bw < fwBw || (revLink != null && revLink.bw < revBw)) {
                return step;
            }
            if (revLink != null) {
                revLink.bw = subtract(revLink.bw, revBw);
            }
            link.bw = subtract(link.bw, fwBw);
            node = link.remote;
        }
        return maxSteps;
    }

    /** Whether PCIe links carry more than the payload, since an Intel host bridge splits packets. */
    final boolean throughIntelHostBridge(TopoPath path, TopoNode start) {
        // path->type == PATH_PHB && start->type == GPU
        if (path.type != order.phb || start.type != NodeType.GPU) {
            return false;
        }
        for (int i = 0; i < path.count; i++) {
            TopoNode n = path.links[i].remote;
            if (n.type == NodeType.CPU
                    && n.cpu.arch() == CpuIdentity.Arch.X86_64
                    && n.cpu.vendor() == CpuIdentity.Vendor.INTEL) {
                return true;
            }
        }
        return false;
    }

    /**
     * The share of a step's bandwidth that goes off the link back as well: an eighth for PCIe peer traffic into older
     * GPUs, all of it for NVLink into a CPU.
     */
    final float reverseShare(TopoNode start, TopoLink link) {
        TopoNode to = link.remote;
        NodeType device = system.constants.devNodes() ? NodeType.DEV : NodeType.GPU;
        if (to.type == NodeType.CPU && link.type == LinkType.NVL && countsReverse(to)) {
            return 1;
        }
        return to.type == device && to.sm < 80 && start.type != NodeType.GPU ? 1f / 8 : 0;
    }

    private boolean countsReverse(TopoNode cpu) {
        return !rules.powerReverseOnly() || cpu.cpu.arch() == CpuIdentity.Arch.PPC64;
    }

    /** findRevLink. Up to 2.18 the first link back counts, whatever its type. */
    final @Nullable TopoLink reverseLink(TopoNode from, TopoLink link) {
        for (TopoLink l : link.remote.links) {
            if (l.remote == from && (l.type == link.type || !rules.powerReverseOnly())) {
                return l;
            }
        }
        return null;
    }

    /** INTEL_P2P_OVERHEAD. */
    final float overhead(float bw) {
        return oldOverhead ? bw * 12 / 9 : bw * 6 / 5;
    }

    /**
     * SUB_ROUND: three decimals, halves away from zero, in single precision. One half is added in double precision, where
     * the sum of a float and one half is exact.
     */
    static float subtract(float a, float b) {
        double scaled = (a - b) * 1000;
        return (float) (long) (scaled + (scaled < 0 ? -0.5 : 0.5)) / 1000;
    }
}
