package dev.shmfit.nccl.graph;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What no search among the GPUs of a node can exceed, told from paths and links without a step: so many channels at a
 * speed and a path type, over so many links each ({@link SearchWays}, and {@link NetWays} where channels come from NICs). A search that cannot better the best graph so far need
 * not be made.
 *
 * <p>A search leaves rounded bandwidths behind. Bounds are given only where it leaves none: links hold whole thousandths to
 * begin with, no path takes an eighth off a link back, and where a link is wide the speeds are exact.
 */
final class SearchBound {
    /** So few are not counted exactly: those of a thousand searches are a small part of the global budget. */
    private static final int FEW_STEPS = 100;

    private final FastPathWalker walker;
    private final ChannelGraph attempt;
    private final boolean bothTypes;
    private final boolean ring;

    /** By GPU and GPU; the diagonal is not read. */
    private final PathCost[][] costs;

    /** By GPU and GPU: the path type that the search tests. */
    private final int[][] types;

    /** The path types of pairs, ascending. */
    private final int[] typesOfPairs;

    private SearchWays ways;

    private final FastChannelSearch search;
    private final Map<Pattern, int[]> shapes = new EnumMap<>(Pattern.class);
    private @Nullable SearchWays shapesOf;

    /** Whether some path leads over a link so wide that only exact speeds leave no trace on it. */
    private final boolean wide;

    /** Null where channels stay within the node. */
    private final @Nullable NetWays nets;

    private SearchBound(TopoSystem system, SearchRules rules, FastChannelSearch search, boolean wide) {
        int gpus = system.gpuCount();
        this.wide = wide;
        this.search = search;
        this.walker = search.walker();
        this.attempt = search.graph;
        this.nets = system.searchesInter() ? new NetWays(system, search) : null;
        this.ring = attempt.pattern == Pattern.RING && nets == null;
        this.bothTypes = attempt.pattern != Pattern.RING && rules.treesCheckReverse();
        this.costs = new PathCost[gpus][gpus];
        this.types = new int[gpus][gpus];
        for (TopoNode a : system.gpus()) {
            for (TopoNode b : system.gpus()) {
                TopoPath path = a.path(b);
                costs[a.index][b.index] = walker.cost(path, a);
                types[a.index][b.index] = bothTypes ? Math.max(path.type, b.path(a).type) : path.type;
            }
        }
        this.typesOfPairs = Arrays.stream(types)
                .flatMapToInt(Arrays::stream)
                .sorted()
                .distinct()
                .toArray();
        this.ways = waysUpTo(farthest());
    }

    /** The farthest path type that a pair has and {@code attempt} allows: most types add no way. */
    private int farthest() {
        int farthest = -1;
        for (int type : typesOfPairs) {
            if (type <= attempt.typeIntra) {
                farthest = type;
            }
        }
        return farthest;
    }

    private SearchWays waysUpTo(int farthest) {
        return new SearchWays(walker, costs, types, farthest, ring, attempt);
    }

    /**
     * The bounds of the searches that {@code search} is about to make; empty where none are given.
     *
     * @param search in a system whose links are as they are before a search
     */
    static Optional<SearchBound> of(TopoSystem system, SearchRules rules, FastChannelSearch search) {
        int gpus = system.gpuCount();
        FastPathWalker walker = search.walker();
        if (search.graph.pattern == Pattern.NVLS || gpus < (system.searchesInter() ? 1 : 2) || gpus >= Long.SIZE) {
            return Optional.empty();
        }
        float[] speeds = system.constants.speeds(system.searchesInter(), system.minComputeCapability());
        boolean wide = false;
        for (TopoNode a : system.gpus()) {
            for (TopoNode b : system.gpus()) {
                if (a != b) {
                    PathCost cost = walker.cost(a.path(b), a);
                    if (!leavesNoTrace(cost)) {
                        return Optional.empty();
                    }
                    wide |= isWide(cost.path);
                }
            }
        }
        if (system.searchesInter()) {
            if (!NetWays.leaveNoTrace(system, walker, speeds)) {
                return Optional.empty();
            }
            wide |= system.gpus().stream()
                    .flatMap(g -> Arrays.stream(g.pathsTo(NodeType.NET)))
                    .anyMatch(SearchBound::isWide);
            wide |= system.nodes(NodeType.NET).stream()
                    .flatMap(n -> Arrays.stream(n.pathsTo(NodeType.GPU)))
                    .anyMatch(SearchBound::isWide);
        }
        return Optional.of(new SearchBound(system, rules, search, wide));
    }

    private static boolean isWide(TopoPath path) {
        return Arrays.stream(path.links).limit(path.count).anyMatch(FastPathWalker::isWide);
    }

    private static boolean leavesNoTrace(PathCost cost) {
        if (cost.path.count == 0 || cost.usesReverse) {
            return false;
        }
        for (int step = 0; step < cost.path.count; step++) {
            if (!isEven(cost.path.links[step])) {
                return false;
            }
        }
        return true;
    }

    /** Whether a link holds whole thousandths, and a wide one an amount that single precision holds with room to spare. */
    static boolean isEven(TopoLink link) {
        return link.bw == link.full && (link.bw <= PathCost.MAX_EXACT || FastPathWalker.isExact(link.bw));
    }

    /** Whether the bounds hold for {@code attempt}: its speeds leave no trace on a wide link. */
    boolean holds() {
        // A balanced tree takes halves.
        return !wide
                || (FastPathWalker.isExact(attempt.bwIntra)
                        && (nets == null || FastPathWalker.isExact(attempt.bwInter / 2)));
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
        if (nets != null) {
            channels = Math.min(channels, nets.channels());
        }
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
                || best.hops <= hops + channels * (here.hops() + (nets == null ? 0 : nets.hops()));
    }

    /** All that decides which channels the search meets that {@code attempt} is about to make, in one system. */
    IntKey search() {
        return search(attempt, ways());
    }

    /** The same of an attempt as it stood, with the ways that it had. */
    IntKey search(ChannelGraph stood, SearchWays had) {
        IntRow to = new IntRow(2 * costs.length + 10);
        had.writeNext(to);
        if (nets != null) {
            to.put(stood.typeInter);
            to.put(stood.crossNic);
            to.put(Float.floatToRawIntBits(stood.bwInter));
        }
        to.put(stood.pattern.number());
        to.put(stood.sameChannels ? 1 : 0);
        to.put(Float.floatToRawIntBits(stood.bwIntra));
        to.put(stood.minChannels);
        to.put(stood.maxChannels);
        to.put(stood.hops);
        return to.toKey();
    }

    /**
     * The search that {@code attempt} is about to make, as any node has it in which it goes the same way; null where it does
     * not stay within the node.
     *
     * @param best the best graph so far
     * @param target its bandwidth
     * @param ends whether the search ends where nothing better is left
     */
    @Nullable
    IntKey attempt(ChannelGraph best, float target, int budget, boolean ends) {
        if (nets != null || best.crossNic != attempt.crossNic) {
            return null;
        }
        SearchWays here = ways();
        IntRow to = new IntRow(256);
        to.put(costs.length);
        to.put(attempt.pattern == Pattern.RING ? 1 : 0);
        to.put(attempt.sameChannels ? 1 : 0);
        to.put(attempt.minChannels);
        to.put(attempt.maxChannels);
        to.put(budget);
        compared(to, best, target);
        // By which a search ends early.
        to.put(ends ? Math.min(here.channels(), attempt.maxChannels) : -1);
        to.put(shape(here));
        return to.toKey();
    }

    /**
     * How the graphs that are met compare with the best so far: all have one speed, so by their number of channels, and by hops where
     * as many bring as much. A graph found is better than one of fewer channels at any speed.
     */
    private void compared(IntRow to, ChannelGraph best, float target) {
        int better = 1;
        while (better <= attempt.maxChannels && better * attempt.bwIntra <= target) {
            better++;
        }
        boolean byHops = better > 1 && (better - 1) * attempt.bwIntra == target && attempt.pattern == best.pattern;
        to.put(better);
        to.put(byHops ? 1 : 0);
        to.put(byHops ? best.hops - attempt.hops : 0);
    }

    private int[] shape(SearchWays here) {
        int[] known = shapes.get(attempt.pattern);
        if (known == null || shapesOf != here) {
            if (shapesOf != here) {
                shapes.clear();
                shapesOf = here;
            }
            IntRow to = new IntRow(256);
            here.write(to, search.orders(attempt.pattern));
            known = to.toArray();
            shapes.put(attempt.pattern, known);
        }
        return known;
    }

    /** Whether there is room for fewer channels than {@code attempt} asks for, here and at any higher speed. */
    boolean hasTooFewChannels() {
        return ways().channels() < attempt.minChannels;
    }

    /** What a search that finds nothing better leaves of its budget at least. */
    int leastLeft(int budget) {
        SearchWays here = ways();
        return nets != null || here.channels() > 0 ? 0 : (int) Math.max(0, budget - here.steps());
    }

    /** The same, at most. */
    int mostLeft(int budget) {
        SearchWays here = ways();
        return nets == null && here.channels() == 0 && here.steps() > FEW_STEPS && here.neverStops()
                ? leastLeft(budget)
                : budget;
    }

    /** The ways of the search that {@code attempt} is about to make. */
    SearchWays ways() {
        int farthest = farthest();
        if (!ways.isAt(farthest, attempt)) {
            ways = waysUpTo(farthest);
        }
        return ways;
    }
}
