package dev.shmfit.nccl.graph;

import dev.shmfit.topology.CpuIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Takes a path's bandwidth off its links, or gives it back (src/graph/search.cc followPath, ncclTopoFollowPath). In
 * single precision and with NCCL's rounding, because the search compares what is left.
 */
final class PathWalker {
    private final TopoSystem system;
    private final SearchRules rules;
    private final PathOrder order;
    private final boolean oldOverhead;

    PathWalker(TopoSystem system, SearchRules rules) {
        this.system = system;
        this.rules = rules;
        this.order = system.order;
        this.oldOverhead = !system.version.atLeast(9, 6);
    }

    /** Whether the way is free; if so it is taken. {@code mult} -1 gives it back. */
    boolean follow(ChannelGraph graph, TopoNode from, TopoNode to, float mult) {
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
        if (mult == 1 && path.type > type) {
            return false;
        }
        if (mult == 1 && rules.treesCheckReverse() && graph.pattern.isTree() && to.path(from).type > type) {
            return false;
        }
        bw *= mult;
        int steps = take(path, from, path.count, bw);
        if (steps < path.count) {
            take(path, from, steps, -bw);
            return false;
        }
        graph.hops += (int) (mult * path.count);
        return true;
    }

    private static boolean isGpuSide(TopoNode n) {
        return n.type == NodeType.GPU || n.type == NodeType.NVS;
    }

    private int take(TopoPath path, TopoNode start, int maxSteps, float bw) {
        float pciBw = throughIntelHostBridge(path, start) ? overhead(bw) : bw;
        TopoNode node = start;
        for (int step = 0; step < maxSteps; step++) {
            TopoLink link = path.links[step];
            float forward = link.type == LinkType.PCI ? pciBw : bw;
            float backward = 0;
            TopoLink reverse = null;
            if (isOlderGpu(link.remote) && start.type != NodeType.GPU) {
                reverse = reverse(node, link);
                backward += forward / 8;
            }
            if (link.remote.type == NodeType.CPU && link.type == LinkType.NVL && usesReverse(link.remote)) {
                reverse = reverse(node, link);
                backward += forward;
            }
            if (link.bw < forward || (backward != 0 && reverse != null && reverse.bw < backward)) {
                return step;
            }
            link.bw = subtract(link.bw, forward);
            if (backward != 0 && reverse != null) {
                reverse.bw = subtract(reverse.bw, backward);
            }
            node = link.remote;
        }
        return maxSteps;
    }

    private boolean isOlderGpu(TopoNode n) {
        NodeType device = system.constants.devNodes() ? NodeType.DEV : NodeType.GPU;
        return n.type == device && n.sm < 80;
    }

    private boolean usesReverse(TopoNode cpu) {
        return !rules.powerReverseOnly() || cpu.cpu.arch() == CpuIdentity.Arch.PPC64;
    }

    private boolean throughIntelHostBridge(TopoPath path, TopoNode start) {
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

    private float overhead(float bw) {
        return oldOverhead ? bw * 12 / 9 : bw * 6 / 5;
    }

    private @Nullable TopoLink reverse(TopoNode from, TopoLink link) {
        for (TopoLink l : link.remote.links) {
            // Up to 2.18 the first link back counts, whatever its type.
            if (l.remote == from && (l.type == link.type || !rules.powerReverseOnly())) {
                return l;
            }
        }
        return null;
    }

    /** NCCL's SUB_ROUND: three decimals, halves away from zero, in single precision. */
    private static float subtract(float a, float b) {
        float scaled = (a - b) * 1000;
        float rounded = (float) (Math.signum((double) scaled) * Math.floor(Math.abs((double) scaled) + 0.5));
        return rounded / 1000;
    }
}
