package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows paths like {@link PathWalker}, with two things left out whose outcome is known: what a path takes off which link
 * is worked out once for each path ({@link PathCost}), and a path whose obstacle is still there is not tried again. What is
 * left of the links is written down in a {@link LinkState} as well.
 */
final class FastPathWalker extends PathWalker {
    /** In GB/s: no less than LOC_BW. */
    private static final float NEVER_FULL = 5000;

    /** Far below that. */
    static final float MOST_BESIDE = 1200;

    /** In GB/s; a tenth of what is rounded away. */
    private static final float NOISE = .0001f;

    /** Of a speed: the whole, both ways into an NVLS head, half for a balanced tree, an eighth on the way back. */
    private static final float[] SHARES = {1, 2, .5f, .125f, .0625f};

    private final List<TopoLink> wideLinks = new ArrayList<>();
    private @Nullable LinkState state;
    private boolean wideLinksExact;

    FastPathWalker(TopoSystem system, SearchRules rules) {
        super(system, rules);
        float[] speeds = system.constants.speeds(system.searchesInter(), system.minComputeCapability());
        for (NodeType t : NodeType.values()) {
            for (TopoNode n : system.nodes(t)) {
                for (TopoLink l : n.links) {
                    l.full = subtract(l.bw, 0);
                    if (l.bw != l.full && isAsGoodAs(l.full, l.bw, speeds)) {
                        l.bw = l.full;
                    }
                }
            }
        }
        for (TopoNode gpu : system.gpus()) {
            findNeverFull(gpu);
        }
        system.forEachLink(l -> {
            if (isWide(l)) {
                wideLinks.add(l);
            }
        });
    }

    /**
     * The links between a GPU and the device that it has for itself (ncclTopoAddPci@v2.30.3-1, LOC_BW): each path over them goes on
     * over another link of the device, which gives out long before. NCCL takes bandwidth off them, and what rounding adds or takes
     * away there adds up, as {@code NeverFullTest} shows, but not to as much.
     */
    private static void findNeverFull(TopoNode gpu) {
        if (gpu.links.size() != 1 || gpu.links.get(0).type != LinkType.LOC) {
            return;
        }
        TopoLink out = gpu.links.get(0);
        TopoLink back = null;
        float others = 0;
        for (TopoLink l : out.remote.links) {
            if (l.remote == gpu) {
                back = l;
            } else if (l.type == LinkType.LOC || l.remote.type == NodeType.GPU) {
                return;
            } else {
                others += l.bw;
            }
        }
        float into = 0;
        for (TopoLink l : out.remote.links) {
            for (TopoLink r : l.remote.links) {
                into += r.remote == out.remote && l.remote != gpu ? r.bw : 0;
            }
        }
        if (back != null && Math.max(others, into) < MOST_BESIDE && Math.min(out.bw, back.bw) >= NEVER_FULL) {
            out.neverFull = true;
            back.neverFull = true;
        }
    }

    /** Whether giving back what was taken may leave a trace on the link. */
    static boolean isWide(TopoLink link) {
        return link.full > PathCost.MAX_EXACT && !link.neverFull;
    }

    /**
     * Whether nothing that a search takes tells a sum of NVLinks, which single precision holds a little beside its thousandths,
     * from the thousandths that the first search leaves of it.
     */
    private boolean isAsGoodAs(float even, float sum, float[] speeds) {
        float less = Math.min(even, sum);
        float more = Math.max(even, sum);
        boolean near = more <= PathCost.MAX_EXACT && more - less < NOISE && (int) less == (int) more;
        for (int i = 0; near && i < speeds.length; i++) {
            for (float share : SHARES) {
                float amount = speeds[i] * share;
                near &= !isBetween(less, amount, more) && !isBetween(less, overhead(amount), more);
            }
        }
        return near;
    }

    private static boolean isBetween(float less, float amount, float more) {
        return less < amount && amount <= more;
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
    static boolean isExact(float bw) {
        return Math.abs(bw) <= 8000 && bw * 8 == (int) (bw * 8);
    }

    /** What is left of the links, kept up to date from the first call on. */
    LinkState state() {
        LinkState s = state;
        if (s == null) {
            s = new LinkState(system, this);
            state = s;
        }
        return s;
    }

    @Override
    int take(TopoPath path, TopoNode start, int maxSteps, float bw) {
        PathCost cost = cost(path, start);
        TopoLink obstacle = cost.obstacle;
        if (bw > 0 && obstacle != null && obstacle.bw < amount(cost, obstacle, bw) && isStill(cost)) {
            return 0;
        }
        float pciBw = cost.intelHostBridge ? overhead(bw) : bw;
        for (int step = 0; step < maxSteps; step++) {
            TopoLink link = path.links[step];
            float forward = link.neverFull ? 0 : link.type == LinkType.PCI ? pciBw : bw;
            TopoLink reverse = cost.reverse[step];
            float backward = forward * cost.reverseShare[step];
            if (link.bw < forward || (reverse != null && reverse.bw < backward)) {
                cost.stoppedAt(step);
                return step;
            }
            if (reverse != null) {
                use(reverse, backward);
            }
            use(link, forward);
        }
        return maxSteps;
    }

    private boolean isStill(PathCost cost) {
        return wideLinksExact || !cost.wideBeforeObstacle;
    }

    private void use(TopoLink link, float bw) {
        LinkState written = state;
        float left = subtract(link.bw, bw);
        link.bw = left;
        if (written != null) {
            written.set(link.number, Float.floatToRawIntBits(left));
        }
    }

    /**
     * What following one GPU after the other costs, if this search can do so at all: not where the path is too far, or a
     * link too narrow even when nothing else uses it. Trying would leave no trace.
     */
    boolean canFollow(ChannelGraph graph, TopoNode from, TopoNode to) {
        if (isTooFar(graph, from, to, graph.typeIntra) || isRefused(from.path(to))) {
            return false;
        }
        PathCost cost = cost(from.path(to), from);
        for (int step = 0; step < cost.path.count; step++) {
            TopoLink link = cost.path.links[step];
            if (link.full < amount(cost, link, graph.bwIntra)) {
                return cost.usesReverse || (!wideLinksExact && cost.hasWideBefore(link));
            }
            if (link.bw != subtract(link.bw, 0)) {
                return true;
            }
        }
        return true;
    }

    /** The cost of a path that {@link #canFollow}, with the amounts of this search. */
    PathCost prepare(ChannelGraph graph, TopoNode from, TopoNode to) {
        PathCost cost = cost(from.path(to), from);
        if (cost.amountsBw != graph.bwIntra) {
            cost.amountsBw = graph.bwIntra;
            for (int step = 0; step < cost.amounts.length; step++) {
                cost.amounts[step] = amount(cost, cost.path.links[step], graph.bwIntra);
            }
        }
        return cost;
    }

    /** {@link #follow} for a path that was prepared, there. */
    boolean follow(ChannelGraph graph, PathCost cost) {
        TopoLink obstacle = cost.obstacle;
        if (obstacle != null && obstacle.bw < amount(cost, obstacle, graph.bwIntra) && isStill(cost)) {
            return false;
        }
        TopoLink[] links = cost.path.links;
        float[] amounts = cost.amounts;
        for (int step = 0; step < amounts.length; step++) {
            TopoLink link = links[step];
            TopoLink reverse = cost.reverse[step];
            if (link.bw < amounts[step] || (reverse != null && reverse.bw < amounts[step] * cost.reverseShare[step])) {
                cost.stoppedAt(step);
                giveBack(cost, step);
                return false;
            }
            if (reverse != null) {
                use(reverse, amounts[step] * cost.reverseShare[step]);
            }
            use(link, amounts[step]);
        }
        graph.hops += amounts.length;
        return true;
    }

    /** {@link #follow} for a path that was prepared, back. */
    void unfollow(ChannelGraph graph, PathCost cost) {
        giveBack(cost, cost.amounts.length);
        graph.hops -= cost.amounts.length;
    }

    private void giveBack(PathCost cost, int steps) {
        for (int step = 0; step < steps; step++) {
            TopoLink reverse = cost.reverse[step];
            if (reverse != null) {
                use(reverse, -cost.amounts[step] * cost.reverseShare[step]);
            }
            use(cost.path.links[step], -cost.amounts[step]);
        }
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

    /** Whether a path has room for a speed where nothing else uses it. */
    boolean hasRoom(PathCost cost, float bw) {
        return !isRefused(cost.path) && cost.holds(bw, cost.intelHostBridge ? overhead(bw) : bw);
    }

    /** What following a path takes off one of its links at a speed. */
    float amount(PathCost cost, TopoLink link, float bw) {
        if (link.neverFull) {
            return 0;
        }
        return cost.intelHostBridge && link.type == LinkType.PCI ? overhead(bw) : bw;
    }
}
