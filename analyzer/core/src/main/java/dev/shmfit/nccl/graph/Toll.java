package dev.shmfit.nccl.graph;

import dev.shmfit.topology.CpuIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What following a path costs, link by link, worked out once for each path (src/graph/search.cc followPath). Besides the
 * link itself some steps use its reverse: PCIe peer traffic into older GPUs, NVLink into a CPU.
 */
final class Toll {
    /** Up to here, in GB/s, the steps of single precision are far below a thousandth. */
    static final float MAX_EXACT = 1000;

    final TopoLink[] links;

    /** The link back that a step uses as well; null where it uses none. */
    final @Nullable TopoLink[] reverse;

    /** The share of the step's bandwidth that goes off its reverse link. */
    final float[] reverseShare;

    /** The link that stopped the last attempt; null where a vain attempt could leave a trace. */
    @Nullable
    TopoLink obstacle;

    /** Whether one of the links before the obstacle is wider than {@link #MAX_EXACT}. */
    boolean wideBeforeObstacle;

    boolean usesReverse;

    /** Whether PCIe links carry more than the payload, since an Intel host bridge splits packets. */
    final boolean intelHostBridge;

    private Toll(TopoLink[] links, boolean intelHostBridge) {
        this.links = links;
        this.reverse = new TopoLink[links.length];
        this.reverseShare = new float[links.length];
        this.intelHostBridge = intelHostBridge;
    }

    static Toll of(TopoPath path, TopoNode start, TopoSystem system, SearchRules rules) {
        Toll toll = new Toll(path.links, throughIntelHostBridge(path, start, system.order));
        NodeType device = system.constants.devNodes() ? NodeType.DEV : NodeType.GPU;
        TopoNode node = start;
        for (int step = 0; step < path.count; step++) {
            TopoLink link = path.links[step];
            TopoNode to = link.remote;
            if (to.type == device && to.sm < 80 && start.type != NodeType.GPU) {
                toll.reverse[step] = reverse(node, link, rules);
                toll.reverseShare[step] = 1f / 8;
            }
            if (to.type == NodeType.CPU && link.type == LinkType.NVL && usesReverse(to, rules)) {
                toll.reverse[step] = reverse(node, link, rules);
                toll.reverseShare[step] = 1;
            }
            toll.usesReverse |= toll.reverse[step] != null;
            node = to;
        }
        return toll;
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
        obstacle = links[step];
        wideBeforeObstacle = hasWideBefore(obstacle);
    }

    /** Whether a link before {@code end} is wider than {@link #MAX_EXACT}. */
    boolean hasWideBefore(TopoLink end) {
        for (TopoLink link : links) {
            if (link == end) {
                return false;
            }
            if (link.full > MAX_EXACT) {
                return true;
            }
        }
        return false;
    }

    private static boolean usesReverse(TopoNode cpu, SearchRules rules) {
        return !rules.powerReverseOnly() || cpu.cpu.arch() == CpuIdentity.Arch.PPC64;
    }

    private static boolean throughIntelHostBridge(TopoPath path, TopoNode start, PathOrder order) {
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

    private static @Nullable TopoLink reverse(TopoNode from, TopoLink link, SearchRules rules) {
        for (TopoLink l : link.remote.links) {
            // Up to 2.18 the first link back counts, whatever its type.
            if (l.remote == from && (l.type == link.type || !rules.powerReverseOnly())) {
                return l;
            }
        }
        return null;
    }
}
