package dev.shmfit.nccl.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@link ChannelSearch} without the steps whose outcome is known. They come off the budget all the same, because what NCCL
 * finds depends on when the budget ends.
 *
 * <ul>
 *   <li>A dead end met before is not walked again ({@link DeadEnds}).
 *   <li>The order of the next GPUs is worked out once where no NIC has a say ({@link NextGpuOrder}), without those that
 *       the search can never go on to.
 *   <li>Paths: {@link FastPathWalker}.
 * </ul>
 */
final class FastChannelSearch extends ChannelSearch {
    private final FastPathWalker paths;
    private final NextGpuOrder nextGpu;
    private final DeadEnds deadEnds;

    /** By GPU, the others to go on to in order, without those that this search can never go on to; null until asked for. */
    private final int[][] hopeful;

    FastChannelSearch(
            TopoSystem system, SearchRules rules, FastPathWalker walker, ChannelGraph attempt, ChannelGraph best) {
        super(system, rules, walker, attempt, best);
        this.paths = walker;
        this.nextGpu = new NextGpuOrder(system, rules);
        this.deadEnds = new DeadEnds(system, walker);
        this.hopeful = new int[gpus][];
    }

    @Override
    int run(int budget) {
        paths.start(graph);
        Arrays.fill(hopeful, null);
        deadEnds.forget();
        return super.run(budget);
    }

    @Override
    void searchRecGpu(
            @Nullable TopoNode gpu, int step, int backToNet, int backToFirst, ForcedOrder order, Budget time) {
        // Close to its end a channel is walked faster than looked up.
        if (gpu == null || order != ForcedOrder.NONE || step > gpus - 3 || time.left <= 0 || !deadEnds.apply()) {
            super.searchRecGpu(gpu, step, backToNet, backToFirst, order, time);
            return;
        }
        int first = step == 0 ? gpu.index : firstGpu().index;
        DeadEnds.Point point = deadEnds.enter(graph, gpu, step, first, backToNet);
        int known = deadEnds.stepsBelow(point);
        if (known > 0) {
            time.left = Math.max(0, time.left - known);
        } else {
            int before = time.left;
            long completedBefore = channelsCompleted;
            super.searchRecGpu(gpu, step, backToNet, backToFirst, order, time);
            if (time.left > 0 && channelsCompleted == completedBefore) {
                deadEnds.add(point, before - time.left);
            }
        }
        deadEnds.leave();
    }

    @Override
    void nextGpu(TopoNode gpu, int step, int backToNet, int backToFirst, ForcedOrder order, Budget time) {
        if (order != ForcedOrder.NONE) {
            super.nextGpu(gpu, step, backToNet, backToFirst, order, time);
            return;
        }
        long flag = 1L << graph.channels;
        for (int g : order(gpu, step + 1, backToNet)) {
            if ((system.gpu(g).used & flag) == 0) {
                tryGpu(gpu, g, step + 1, backToNet, backToFirst, order, time);
            }
        }
    }

    private int[] order(TopoNode gpu, int nextStep, int backToNet) {
        if (backToNet != -1) {
            return nextGpu.towards(graph, gpu, startNet(), backToNet != nextStep);
        }
        int[] order = hopeful[gpu.index];
        if (order == null) {
            order = hopeful(gpu);
            hopeful[gpu.index] = order;
        }
        return order;
    }

    private int[] hopeful(TopoNode gpu) {
        int[] order = nextGpu.from(gpu, graph.pattern).clone();
        int size = 0;
        for (int g : order) {
            if (!paths.isHopeless(graph, gpu, system.gpu(g))) {
                order[size++] = g;
            }
        }
        return Arrays.copyOf(order, size);
    }
}
