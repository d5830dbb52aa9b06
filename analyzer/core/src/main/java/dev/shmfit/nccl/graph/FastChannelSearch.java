package dev.shmfit.nccl.graph;

import dev.shmfit.topology.PathType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@link ChannelSearch} without the steps whose outcome is known. They come off the budget all the same, because what NCCL
 * finds depends on when the budget ends.
 *
 * <ul>
 *   <li>A dead end met before is not walked again ({@link DeadEnds}).
 *   <li>The order of the next GPUs is sorted as far as it does not change ({@link NextGpuOrder}).
 *   <li>What a path takes off which link is worked out once, and a path that this search can never follow is left out
 *       ({@link FastPathWalker}).
 *   <li>NICs are selected once for each path type and GPU, since that depends on the paths alone.
 *   <li>A search ends where nothing better is left to find ({@link #runUntil}); what it would have spent is not known then.
 * </ul>
 */
final class FastChannelSearch extends ChannelSearch {
    /** So close to its end a channel is walked faster than looked up. */
    private static final int LAST_STEPS = 4;

    private static final @Nullable PathCost[] NO_HOPS = {};

    private final FastPathWalker fastWalker;

    /** Null where a search is made to its end. */
    private @Nullable BooleanSupplier settled;

    /** What was left of the budget where the last search ended early; else 0. */
    private int endedEarly;

    private final NextGpuOrder nextGpu;

    /** GPUs are bits of a long where dead ends are told apart. */
    private final boolean remembersDeadEnds;

    /** Null until the first point that may be a dead end. */
    private @Nullable DeadEnds deadEnds;

    /** By GPU (null until asked for), the paths to each other GPU; null where this search can never follow. */
    private final @Nullable PathCost[] @Nullable [] hops;

    /** Where the search stands within its channels: the first {@link #depth} are in use. */
    private final List<Stop> way = new ArrayList<>();

    private int depth;

    /** By path type and GPU (all together first), NICs selected already; null where not yet asked for. */
    private final int[][][] selections;

    FastChannelSearch(
            TopoSystem system, SearchRules rules, FastPathWalker walker, ChannelGraph attempt, ChannelGraph best) {
        super(system, rules, walker, attempt, best);
        this.fastWalker = walker;
        this.nextGpu = new NextGpuOrder(system, rules);
        this.remembersDeadEnds = gpus <= Long.SIZE;
        this.hops = new PathCost[gpus][];
        this.selections = new int[PathType.values().length][gpus + 1][];
    }

    /**
     * Searches once, until nothing better is left to find.
     *
     * @param settled asked whenever something better was found
     * @return as {@link #run}; where the search ended early, what was left then
     */
    int runUntil(int budget, BooleanSupplier settled) {
        this.settled = settled;
        int left = run(budget);
        this.settled = null;
        return endedEarly > 0 ? Math.max(endedEarly, left) : left;
    }

    /** Whether the last search ended before NCCL's would have. */
    boolean endedEarly() {
        return endedEarly > 0;
    }

    @Override
    void bettered(Budget time) {
        BooleanSupplier asked = settled;
        if (asked != null && time.left > 0 && asked.getAsBoolean()) {
            endedEarly = time.left;
            time.left = 0;
        }
    }

    /** By GPU, the next GPUs in the order in which they are tried, where no NIC has to be reached. */
    int[][] orders(Pattern pattern) {
        return nextGpu.from(pattern);
    }

    FastPathWalker walker() {
        return fastWalker;
    }

    @Override
    int run(int budget) {
        endedEarly = 0;
        depth = 0;
        fastWalker.start(graph);
        Arrays.fill(hops, null);
        if (deadEnds != null) {
            deadEnds.begin();
        }
        return super.run(budget);
    }

    @Override
    int[] selectNets(int gpu) {
        int[] selection = selections[graph.typeInter][gpu + 1];
        if (selection == null) {
            selection = super.selectNets(gpu);
            selections[graph.typeInter][gpu + 1] = selection;
        }
        return selection;
    }

    /** Within a channel the search takes no stack, so that its depth is that of the channels. */
    @Override
    int levels() {
        return Math.max(1, graph.maxChannels);
    }

    /**
     * Depth first through the rest of the channel as {@link ChannelSearch} has it, with the GPUs on the way in {@link #way}
     * in place of a stack.
     */
    @Override
    void searchRecGpu(
            @Nullable TopoNode gpu, int step, int backToNet, int backToFirst, ForcedOrder order, Budget time) {
        int start = depth;
        arrive(gpu, step, backToNet, backToFirst, order, time);
        while (depth > start) {
            Stop stop = way.get(depth - 1);
            stop.comeBack();
            TopoNode next = stop.next();
            if (next == null) {
                depth--;
                leave(stop, time);
            } else {
                arrive(next, stop.step + 1, stop.backToNet, stop.backToFirst, stop.order, time);
            }
        }
    }

    /** Comes to a GPU, and makes it a stop on the way where the channel goes on to a next one. */
    private void arrive(
            @Nullable TopoNode gpu, int step, int backToNet, int backToFirst, ForcedOrder order, Budget time) {
        if (endedEarly > 0 && time.left > 0) {
            // The try in PCI order, which has a budget of its own, settled the matter.
            endedEarly = Math.max(endedEarly, time.left);
            time.left = 0;
            return;
        }
        boolean goesOn = step < gpus - 1 && step != backToNet && graph.pattern != Pattern.NVLS;
        boolean remembered = order == ForcedOrder.NONE && step <= gpus - LAST_STEPS && remembersDeadEnds;
        if (gpu == null || time.left <= 0 || (!goesOn && !remembered)) {
            super.searchRecGpu(gpu, step, backToNet, backToFirst, order, time);
            return;
        }
        Stop stop = stop();
        stop.isRemembered = remembered;
        if (remembered && isKnownDeadEnd(stop, gpu, step, backToNet, time)) {
            return;
        }
        depth++;
        if (goesOn) {
            time.left--;
            graph.intra[graph.channels * gpus + step] = gpu.rank;
            stop.begin(gpu, step, backToNet, backToFirst, order);
        } else {
            super.searchRecGpu(gpu, step, backToNet, backToFirst, order, time);
            depth--;
            leave(stop, time);
        }
    }

    private boolean isKnownDeadEnd(Stop stop, TopoNode gpu, int step, int backToNet, Budget time) {
        LinkState links = fastWalker.state();
        stop.behind = links.behind();
        stop.partsBehind = links.partsBehind();
        // The GPU before the present one, unless it is the channel's first, to which a ring comes back.
        if (step >= 2) {
            links.leaveBehind(system.indexOfRank(graph.intra[graph.channels * gpus + step - 1]));
        }
        DeadEnds ends = deadEnds();
        long place = place(gpu, step, backToNet);
        long nics = inter ? nics() : 0;
        int known = ends.stepsBelow(place, nics);
        if (known > 0) {
            time.left = Math.max(0, time.left - known);
            links.restore(stop.behind, stop.partsBehind);
            return true;
        }
        stop.leftBefore = time.left;
        stop.completedBefore = channelsCompleted;
        stop.point = ends.enter(place, nics);
        return false;
    }

    /** All ways on from a stop are walked. */
    private void leave(Stop stop, Budget time) {
        DeadEnds.Point point = stop.point;
        if (!stop.isRemembered || point == null) {
            return;
        }
        DeadEnds ends = deadEnds();
        if (time.left > 0 && channelsCompleted == stop.completedBefore) {
            ends.add(point, stop.leftBefore - time.left);
        }
        ends.leave();
        fastWalker.state().restore(stop.behind, stop.partsBehind);
    }

    private Stop stop() {
        if (depth == way.size()) {
            way.add(new Stop());
        }
        return way.get(depth);
    }

    /** A GPU on the way, and which GPUs were tried behind it. */
    private final class Stop {
        private @Nullable TopoNode gpu;
        private int step;
        private int backToNet;
        private int backToFirst;
        private ForcedOrder order = ForcedOrder.NONE;

        /** In a forced order one GPU. */
        private int[] candidates = {};

        private int tried;
        private @Nullable PathCost hop;

        /** The next GPU of a forced order, while the channel is there. */
        private @Nullable TopoNode forced;

        private boolean isRemembered;
        private DeadEnds.@Nullable Point point;
        private long behind;
        private long partsBehind;
        private int leftBefore;
        private long completedBefore;

        private void begin(TopoNode at, int atStep, int toNet, int toFirst, ForcedOrder forcedOrder) {
            gpu = at;
            step = atStep;
            backToNet = toNet;
            backToFirst = toFirst;
            order = forcedOrder;
            tried = 0;
            hop = null;
            forced = null;
            candidates = switch (order) {
                case PCI -> new int[] {step + 1};
                case REPLAY -> new int[] {replayGetGpu(step)};
                case NONE ->
                    backToNet == -1
                            ? nextGpu.from(at, graph.pattern)
                            : nextGpu.towards(graph, at, startNet(), backToNet != step + 1);
            };
        }

        /** Goes to the next GPU that can be reached; null where there is none. */
        private @Nullable TopoNode next() {
            TopoNode from = Objects.requireNonNull(gpu);
            long flag = 1L << graph.channels;
            @Nullable PathCost[] hopTo = order == ForcedOrder.NONE ? hops(from) : NO_HOPS;
            while (tried < candidates.length) {
                int g = candidates[tried++];
                if (order != ForcedOrder.NONE) {
                    TopoNode to = gpuNodes[g];
                    if (walker.follow(graph, from, to, 1)) {
                        to.used ^= flag;
                        forced = to;
                        return to;
                    }
                    continue;
                }
                PathCost cost = hopTo[g];
                if (cost != null && (cost.end.used & flag) == 0 && fastWalker.follow(graph, cost)) {
                    cost.end.used ^= flag;
                    hop = cost;
                    return cost.end;
                }
            }
            return null;
        }

        /** Takes back the step to the GPU that was tried last. */
        private void comeBack() {
            long flag = 1L << graph.channels;
            PathCost walked = hop;
            TopoNode to = forced;
            if (walked != null) {
                walked.end.used ^= flag;
                fastWalker.unfollow(graph, walked);
                hop = null;
            } else if (to != null) {
                to.used ^= flag;
                walker.follow(graph, Objects.requireNonNull(gpu), to, -1);
                forced = null;
            }
        }
    }

    private DeadEnds deadEnds() {
        DeadEnds ends = deadEnds;
        if (ends == null) {
            ends = new DeadEnds(fastWalker.state());
            deadEnds = ends;
        }
        return ends;
    }

    /** Channel, GPU, first GPU, step and {@code backToNet} as one number: each is 64 at most. */
    private long place(TopoNode gpu, int step, int backToNet) {
        int first = step == 0 ? gpu.index : firstGpu().index;
        return (((graph.channels * 64L + gpu.index) * 64 + first) * 64 + step) * 128 + backToNet + 1;
    }

    /** The NICs of the channel under construction and the one where the last came in, as one number. */
    private long nics() {
        int c = graph.channels;
        long before = c == 0 ? 0 : graph.inter[c * 2 - 2];
        return (long) graph.inter[c * 2] << 32 | (long) graph.inter[c * 2 + 1] << 16 | before;
    }

    /** The next channel goes through all GPUs again. */
    @Override
    void channelDone(Budget time) {
        if (deadEnds == null) {
            super.channelDone(time);
            return;
        }
        LinkState links = fastWalker.state();
        long behind = links.behind();
        long partsBehind = links.partsBehind();
        links.restore(0, 0);
        super.channelDone(time);
        links.restore(behind, partsBehind);
    }

    @Override
    void backToFirst(TopoNode gpu, int step, int backToNet, ForcedOrder order, Budget time) {
        TopoNode first = firstGpu();
        if (gpu.path(first).count == 0) {
            super.backToFirst(gpu, step, backToNet, order, time);
            return;
        }
        PathCost hop = hops(gpu)[first.index];
        if (hop != null && fastWalker.follow(graph, hop)) {
            searchRecGpu(first, step + 1, backToNet, -1, order, time);
            fastWalker.unfollow(graph, hop);
        }
    }

    private @Nullable PathCost[] hops(TopoNode gpu) {
        @Nullable PathCost[] all = hops[gpu.index];
        if (all == null) {
            all = new PathCost[gpus];
            for (TopoNode to : gpuNodes) {
                all[to.index] =
                        to != gpu && fastWalker.canFollow(graph, gpu, to) ? fastWalker.prepare(graph, gpu, to) : null;
            }
            hops[gpu.index] = all;
        }
        return all;
    }
}
