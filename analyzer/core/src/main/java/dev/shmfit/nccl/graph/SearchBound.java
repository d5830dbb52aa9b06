package dev.shmfit.nccl.graph;

import java.util.List;
import java.util.Optional;

/**
 * What no search between the GPUs of a node can exceed, told from paths and links without a step: so many channels at a
 * speed and a path type, over so many links each ({@link SearchWays}). A search that cannot better the best graph so far need
 * not be made.
 *
 * <p>A search leaves rounded bandwidths behind. Bounds are given only where it leaves none: links hold whole thousandths to
 * begin with, and no path takes an eighth off a link back.
 */
final class SearchBound {
    private final FastPathWalker walker;
    private final ChannelGraph attempt;
    private final boolean bothTypes;
    private final boolean ring;

    /** By GPU and GPU; the diagonal is not read. */
    private final PathCost[][] costs;

    /** By GPU and GPU: the path type that the search tests. */
    private final int[][] types;

    private SearchWays ways;

    private SearchBound(TopoSystem system, SearchRules rules, FastPathWalker walker, ChannelGraph attempt) {
        int gpus = system.gpuCount();
        this.walker = walker;
        this.attempt = attempt;
        this.ring = attempt.pattern == Pattern.RING;
        this.bothTypes = !ring && rules.treesCheckReverse();
        this.costs = new PathCost[gpus][gpus];
        this.types = new int[gpus][gpus];
        for (TopoNode a : system.gpus()) {
            for (TopoNode b : system.gpus()) {
                TopoPath path = a.path(b);
                costs[a.index][b.index] = walker.cost(path, a);
                types[a.index][b.index] = bothTypes ? Math.max(path.type, b.path(a).type) : path.type;
            }
        }
        this.ways = new SearchWays(walker, costs, types, ring, attempt);
    }

    /**
     * The bounds of the searches that {@code attempt} is about to make; empty where none are given.
     *
     * @param walker of a system whose links are as they are before a search
     */
    static Optional<SearchBound> of(TopoSystem system, SearchRules rules, FastPathWalker walker, ChannelGraph attempt) {
        int gpus = system.gpuCount();
        if (system.searchesInter() || attempt.pattern == Pattern.NVLS || gpus < 2 || gpus >= Long.SIZE) {
            return Optional.empty();
        }
        boolean exactSpeeds = true;
        for (float speed : system.constants.speeds(false, system.minComputeCapability())) {
            exactSpeeds &= FastPathWalker.isExact(speed);
        }
        for (TopoNode a : system.gpus()) {
            for (TopoNode b : system.gpus()) {
                if (a != b && !leavesNoTrace(walker.cost(a.path(b), a), exactSpeeds)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new SearchBound(system, rules, walker, attempt));
    }

    private static boolean leavesNoTrace(PathCost cost, boolean exactSpeeds) {
        if (cost.path.count == 0 || cost.usesReverse) {
            return false;
        }
        for (int step = 0; step < cost.path.count; step++) {
            TopoLink link = cost.path.links[step];
            boolean wide = link.bw > PathCost.MAX_EXACT;
            if (link.bw != link.full || (wide && !(exactSpeeds && FastPathWalker.isExact(link.bw)))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether no search as {@code attempt} stands finds a graph better than {@code best}.
     *
     * @param target what the bandwidth of a better graph must exceed, or reach with fewer hops
     * @param hops counted when the search began
     */
    boolean cannotBetter(ChannelGraph best, float target, int hops) {
        SearchWays here = ways();
        int channels = Math.min(here.channels(), attempt.maxChannels);
        if (channels == 0 || channels < attempt.minChannels) {
            return true;
        }
        float bw = channels * attempt.bwIntra;
        if (bw < target || here.hops() == SearchWays.NO_CHANNEL) {
            return true;
        }
        if (bw > target) {
            return false;
        }
        return attempt.pattern != best.pattern
                || attempt.crossNic != best.crossNic
                || best.hops <= hops + channels * here.hops();
    }

    /**
     * All that decides which channels a search meets, in one system.
     *
     * @param ways by GPU, the next GPUs as bits
     */
    record Search(
            List<Long> ways, Pattern pattern, boolean same, float speed, int minChannels, int maxChannels, int hops) {}

    /** The search that {@code attempt} is about to make. */
    Search search(boolean same) {
        return new Search(
                ways().next(),
                attempt.pattern,
                same,
                attempt.bwIntra,
                attempt.minChannels,
                attempt.maxChannels,
                attempt.hops);
    }

    /** Whether there is room for fewer channels than {@code attempt} asks for, here and at any higher speed. */
    boolean hasTooFewChannels() {
        return ways().channels() < attempt.minChannels;
    }

    /** What a search that finds nothing better leaves of its budget at least. */
    int leastLeft(int budget) {
        SearchWays here = ways();
        return here.channels() > 0 ? 0 : (int) Math.max(0, budget - here.steps());
    }

    /** The same, at most. */
    int mostLeft(int budget) {
        SearchWays here = ways();
        return here.channels() == 0 && here.neverStops() ? leastLeft(budget) : budget;
    }

    private SearchWays ways() {
        if (!ways.isAt(attempt)) {
            ways = new SearchWays(walker, costs, types, ring, attempt);
        }
        return ways;
    }
}
