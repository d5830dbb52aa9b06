package dev.shmfit.nccl.graph;

import java.util.HashMap;
import java.util.Map;

/**
 * The ways between NICs and GPUs that channels over the network take, and what they bound. Each channel comes in over a NIC,
 * from which it takes whole GB/s, over links that all ways from this NIC share, and over those that all ways into its first GPU share; it goes
 * out over a NIC as well.
 */
final class NetWays {
    /** More than any search asks for. */
    private static final int MANY = 1 << 10;

    /** What is left of a link is rounded by half of this, in GB/s, each time something is taken. */
    private static final double ROUNDING = 0.001;

    /** How far from a half of a thousandth an amount must be, in thousandths, so that giving back undoes taking. */
    private static final double FROM_HALF = 0.1;

    private final TopoSystem system;
    private final FastChannelSearch search;
    private final Map<Place, Integer> channels = new HashMap<>();
    private final Map<Leg, Integer> hops = new HashMap<>();

    /** By NIC, its bandwidth before any search. */
    private final float[] full;

    /** What the ways depend on while a search runs: the farthest path type to a NIC, and the speed there. */
    private record Place(int type, float speed) {}

    /** What the hops depend on. */
    private record Leg(int type, boolean balanced) {}

    /** Ports that share their bandwidth. */
    private record Port(long asic, int port) {}

    NetWays(TopoSystem system, FastChannelSearch search) {
        this.system = system;
        this.search = search;
        this.full = new float[system.count(NodeType.NET)];
        for (int n = 0; n < full.length; n++) {
            full[n] = system.nodes(NodeType.NET).get(n).bw;
        }
    }

    /** Whether a search leaves these paths as they were: links hold whole thousandths, and no amount rounds both ways. */
    static boolean leaveNoTrace(TopoSystem system, FastPathWalker walker, float[] speeds) {
        for (TopoNode gpu : system.gpus()) {
            for (TopoNode net : system.nodes(NodeType.NET)) {
                if (!leavesNoTrace(walker.cost(gpu.path(net), gpu), walker, speeds)
                        || !leavesNoTrace(walker.cost(net.path(gpu), net), walker, speeds)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean leavesNoTrace(PathCost cost, FastPathWalker walker, float[] speeds) {
        for (int step = 0; step < cost.path.count; step++) {
            TopoLink link = cost.path.links[step];
            TopoLink reverse = cost.reverse[step];
            boolean shared = reverse != null && (reverse.bw > PathCost.MAX_EXACT || !SearchBound.isEven(reverse));
            if (shared || !SearchBound.isEven(link)) {
                return false;
            }
            for (float speed : speeds) {
                float whole = walker.amount(cost, link, speed);
                // A balanced tree takes halves on the way out, where no link back is taken.
                float half = reverse == null ? walker.amount(cost, link, speed / 2) : whole;
                if (roundsBothWays(whole) || roundsBothWays(half) || roundsBothWays(whole * cost.reverseShare[step])) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean roundsBothWays(float amount) {
        double thousandths = amount * 1000.0;
        return Math.abs(thousandths - Math.floor(thousandths) - 0.5) < FROM_HALF;
    }

    /** Channels at most, as the search stands. */
    int channels() {
        ChannelGraph attempt = search.graph;
        return channels.computeIfAbsent(new Place(attempt.typeInter, attempt.bwInter), p -> count());
    }

    private int count() {
        int whole = (int) search.graph.bwInter;
        Map<Port, Integer> byLinks = new HashMap<>();
        Map<Port, Float> speeds = new HashMap<>();
        for (int n : search.selectNets(-1)) {
            TopoNode net = system.nodes(NodeType.NET).get(n);
            Port port = new Port(net.asic, net.port);
            byLinks.merge(port, byLinks(net), Integer::sum);
            speeds.merge(port, full[n], Math::max);
        }
        int sum = 0;
        for (Map.Entry<Port, Integer> e : byLinks.entrySet()) {
            float speed = speeds.getOrDefault(e.getKey(), 0f);
            sum += whole == 0 ? e.getValue() : Math.min(e.getValue(), (int) (speed / whole));
        }
        return Math.min(sum, intoGpus());
    }

    /** How often the links can be taken by which a channel comes from a NIC to its first GPU. */
    private int intoGpus() {
        int sum = 0;
        for (TopoNode gpu : system.gpus()) {
            TopoPath[] into = system.nodes(NodeType.NET).stream()
                    .map(net -> net.path(gpu))
                    .toArray(TopoPath[]::new);
            sum += takesOfShared(into, true);
        }
        return sum;
    }

    /** How often the links can be taken that all ways from a NIC share; 0 where there is no way. */
    private int byLinks(TopoNode net) {
        return takesOfShared(net.pathsTo(NodeType.GPU), false);
    }

    /** How often the links can be taken that all open paths begin with, or end with; 0 where none is open. */
    private int takesOfShared(TopoPath[] paths, boolean atEnd) {
        TopoPath shared = null;
        int common = MANY;
        for (TopoPath path : paths) {
            if (path.count == 0) {
                return MANY;
            }
            if (isOpen(path)) {
                shared = shared == null ? path : shared;
                common = same(shared, path, common, atEnd);
            }
        }
        int takes = shared == null ? 0 : MANY;
        for (int i = 0; shared != null && i < common; i++) {
            takes = Math.min(takes, takes(link(shared, i, atEnd)));
        }
        return takes;
    }

    private static int same(TopoPath one, TopoPath other, int most, boolean atEnd) {
        int limit = Math.min(most, Math.min(one.count, other.count));
        int same = 0;
        while (same < limit && link(one, same, atEnd) == link(other, same, atEnd)) {
            same++;
        }
        return same;
    }

    private static TopoLink link(TopoPath path, int number, boolean atEnd) {
        return path.links[atEnd ? path.count - 1 - number : number];
    }

    private int takes(TopoLink link) {
        double least = search.graph.bwInter;
        int takes = 0;
        while (takes < MANY && link.full - (takes + 1) * (least - ROUNDING) >= 0) {
            takes++;
        }
        return takes;
    }

    private boolean isOpen(TopoPath path) {
        return path.type <= search.graph.typeInter && !search.walker().isRefused(path);
    }

    /** Links from a NIC to a GPU and back to a NIC, of a channel at least. */
    int hops() {
        ChannelGraph attempt = search.graph;
        return hops.computeIfAbsent(new Leg(attempt.typeInter, attempt.pattern == Pattern.BALANCED_TREE), this::least);
    }

    private int least(Leg leg) {
        int in = MANY;
        int out = MANY;
        for (TopoNode gpu : system.gpus()) {
            for (TopoNode net : system.nodes(NodeType.NET)) {
                in = least(in, net.path(gpu));
                out = least(out, gpu.path(net));
            }
        }
        // A balanced tree goes out from two GPUs.
        return in + (leg.balanced() ? 2 * out : out);
    }

    private int least(int before, TopoPath path) {
        return path.count == 0 || isOpen(path) ? Math.min(before, path.count) : before;
    }
}
