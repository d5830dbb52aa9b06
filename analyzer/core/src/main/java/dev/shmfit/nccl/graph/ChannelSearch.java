package dev.shmfit.nccl.graph;

import org.jspecify.annotations.Nullable;

/**
 * One search at fixed speed, path type and pattern, function for function as src/graph/search.cc has it: channel after
 * channel, GPU after GPU, depth first, until the step budget is spent or the maximum of channels is reached. Each method
 * names NCCL's function, and the conditions stand in NCCL's order under NCCL's names; this is the text to hold beside
 * search.cc. What makes a forecast fast is a layer on top, {@link FastChannelSearch}, which changes no result.
 */
class ChannelSearch {
    /** NCCL's {@code forcedOrder}: none, {@code FORCED_ORDER_PCI}, {@code FORCED_ORDER_REPLAY}. */
    enum ForcedOrder {
        NONE,
        PCI,
        REPLAY
    }

    /** NCCL's {@code int* time}: steps left; -1 where the search ended with all channels found. */
    static final class Budget {
        int left;

        Budget(int left) {
            this.left = left;
        }
    }

    /** The budget of the first try in PCI order, which does not count. */
    private static final int TRIAL = 1 << 10;

    final TopoSystem system;
    final SearchRules rules;
    final PathWalker walker;
    final ChannelGraph graph;
    final int gpus;

    /** How often a channel was completed in this search. */
    long channelsCompleted;

    private final NextGpuSort nextGpuSort;
    private final NetSelection nets;
    private final boolean inter;
    private final ChannelGraph best;

    /** A search that starts from {@code attempt}'s settings and improves {@code best}. */
    ChannelSearch(TopoSystem system, SearchRules rules, PathWalker walker, ChannelGraph attempt, ChannelGraph best) {
        this.system = system;
        this.rules = rules;
        this.walker = walker;
        this.nextGpuSort = new NextGpuSort(system, rules);
        this.nets = new NetSelection(system);
        this.gpus = system.gpuCount();
        this.inter = system.searchesInter();
        this.graph = attempt;
        this.best = best;
    }

    static ChannelSearch of(
            SearchMode mode, TopoSystem system, SearchRules rules, ChannelGraph attempt, ChannelGraph best) {
        return switch (mode) {
            case AS_WRITTEN -> new ChannelSearch(system, rules, new PathWalker(system, rules), attempt, best);
            case FAST -> new FastChannelSearch(system, rules, new FastPathWalker(system, rules), attempt, best);
        };
    }

    /**
     * Searches once.
     *
     * @return steps left; 0 when the budget ran out, -1 when nothing better is possible
     */
    int run(int budget) {
        Budget time = new Budget(budget);
        Recursion.run(gpus * Math.max(1, graph.maxChannels), () -> searchRec(time));
        return time.left;
    }

    /** ncclTopoSearchParams: {@code backToNet}, the step at which a channel has to come back to a NIC; -1 for none. */
    private int backToNet() {
        if (!inter) {
            return -1;
        }
        return switch (graph.pattern) {
            case RING -> gpus - 1;
            case SPLIT_TREE -> 1;
            case BALANCED_TREE, TREE, NVLS -> 0;
        };
    }

    /** ncclTopoSearchParams: {@code backToFirstRank}, the step from which a ring closes; -1 for none. */
    private int backToFirstRank() {
        return !inter && graph.pattern == Pattern.RING ? gpus - 1 : -1;
    }

    /** ncclTopoSearchRec: the next channel. */
    private void searchRec(Budget time) {
        int backToNet = backToNet();
        int backToFirst = backToFirstRank();
        if (inter) {
            searchRecNet(backToNet, backToFirst, time);
            return;
        }
        if (graph.pattern == Pattern.NVLS) {
            tryGpu(null, graph.channels, 0, backToNet, backToFirst, ForcedOrder.NONE, time);
            return;
        }
        if (graph.channels == 0) {
            tryGpu(null, 0, 0, backToNet, backToFirst, ForcedOrder.PCI, time);
        } else {
            tryGpu(null, replayGetGpu(-1), 0, backToNet, backToFirst, ForcedOrder.REPLAY, time);
        }
        // sameChannels == 0 || nChannels == 0
        if (!graph.sameChannels || graph.channels == 0) {
            for (int g = 0; g < gpus; g++) {
                tryGpu(null, g, 0, backToNet, backToFirst, ForcedOrder.NONE, time);
            }
        }
    }

    /** ncclTopoReplayGetGpu: the GPU that the last channel has behind {@code step}. */
    private int replayGetGpu(int step) {
        return system.indexOfRank(graph.intra[(graph.channels - 1) * gpus + step + 1]);
    }

    /** ncclTopoSearchTryGpu. */
    final void tryGpu(
            @Nullable TopoNode from, int g, int step, int backToNet, int backToFirst, ForcedOrder order, Budget time) {
        TopoNode gpu = system.gpu(g);
        if (from != null && !walker.follow(graph, from, gpu, 1)) {
            return;
        }
        long flag = 1L << graph.channels;
        gpu.used ^= flag;
        searchRecGpu(gpu, step, backToNet, backToFirst, order, time);
        gpu.used ^= flag;
        if (from != null) {
            walker.follow(graph, from, gpu, -1);
        }
    }

    /** ncclTopoSearchRecGpu: {@code gpu} is the GPU of this step; null where there are no more steps. */
    void searchRecGpu(
            @Nullable TopoNode gpu, int step, int backToNet, int backToFirst, ForcedOrder order, Budget time) {
        if (time.left <= 0) {
            return;
        }
        time.left--;
        if (step == gpus || gpu == null) {
            channelDone(time);
            return;
        }
        graph.intra[graph.channels * gpus + step] = gpu.rank;
        if (step == backToNet) {
            backToNet(gpu, step, backToFirst, order, time);
        } else if (graph.pattern == Pattern.NVLS) {
            tryNvls(gpu.index, time);
        } else if (step < gpus - 1) {
            nextGpu(gpu, step, backToNet, backToFirst, order, time);
        } else if (step == backToFirst) {
            TopoNode first = firstGpu();
            if (walker.follow(graph, gpu, first, 1)) {
                searchRecGpu(first, step + 1, backToNet, -1, order, time);
                walker.follow(graph, gpu, first, -1);
            }
        } else {
            searchRecGpu(gpu, gpus, -1, -1, order, time);
        }
    }

    /** ncclTopoSearchRecGpu, {@code step == ngpus}. */
    private void channelDone(Budget time) {
        channelsCompleted++;
        graph.channels++;
        if (compareGraphs()) {
            best.set(graph);
            if (graph.channels == graph.maxChannels) {
                time.left = -1;
            }
        }
        if (graph.channels < graph.maxChannels) {
            searchRec(time);
        }
        graph.channels--;
    }

    /** ncclTopoSearchRecGpu, {@code step < ngpus-1}. */
    void nextGpu(TopoNode gpu, int step, int backToNet, int backToFirst, ForcedOrder order, Budget time) {
        switch (order) {
            case PCI -> tryGpu(gpu, step + 1, step + 1, backToNet, backToFirst, order, time);
            case REPLAY -> tryGpu(gpu, replayGetGpu(step), step + 1, backToNet, backToFirst, order, time);
            case NONE -> {
                // sortNet: backToNet == -1 ? 0 : backToNet == step+1 ? 1 : -1
                TopoNode net = backToNet == -1 ? null : startNet();
                for (int g : nextGpuSort.sort(graph, gpu, net, backToNet != step + 1)) {
                    tryGpu(gpu, g, step + 1, backToNet, backToFirst, order, time);
                }
            }
        }
    }

    /** The first GPU of the channel under construction. */
    final TopoNode firstGpu() {
        return system.gpu(system.indexOfRank(graph.intra[graph.channels * gpus]));
    }

    /** The NIC where the channel under construction comes in. */
    final TopoNode startNet() {
        return system.nodes(NodeType.NET).get(graph.inter[graph.channels * 2]);
    }

    /** ncclTopoSearchRecGpu, {@code step == backToNet}. */
    private void backToNet(TopoNode gpu, int step, int backToFirst, ForcedOrder order, Budget time) {
        TopoNode start = startNet();
        for (int n : nets.select(graph.typeInter, gpu.index)) {
            TopoNode net = system.nodes(NodeType.NET).get(n);
            if (!nets.allowsReturn(graph, start, net)) {
                continue;
            }
            int nextBackToNet = -1;
            float bwInterSave = graph.bwInter;
            // A balanced tree counts half of the bandwidth on each of its first two GPUs.
            if (graph.pattern == Pattern.BALANCED_TREE) {
                if (step == 0) {
                    nextBackToNet = 1;
                } else if (n != graph.inter[graph.channels * 2 + 1]) {
                    continue;
                }
                graph.bwInter /= 2;
            }
            boolean followed = walker.follow(graph, gpu, net, 1);
            graph.bwInter = bwInterSave;
            if (followed) {
                graph.inter[graph.channels * 2 + 1] = n;
                searchRecGpu(gpu, step, nextBackToNet, backToFirst, order, time);
                if (graph.pattern == Pattern.BALANCED_TREE) {
                    graph.bwInter /= 2;
                }
                walker.follow(graph, gpu, net, -1);
                graph.bwInter = bwInterSave;
            }
        }
    }

    /** ncclTopoSearchTryNvls: every GPU pulls from the switch and pushes to it, the head twice. */
    private void tryNvls(int head, Budget time) {
        TopoNode nvs = system.nodes(NodeType.NVS).get(0);
        int d0 = 0;
        while (d0 < gpus && walker.follow(graph, nvs, system.gpu(d0), d0 == head ? 2 : 1)) {
            d0++;
        }
        if (d0 == gpus) {
            int d1 = 0;
            while (d1 < gpus && walker.follow(graph, system.gpu(d1), nvs, d1 == head ? 2 : 1)) {
                d1++;
            }
            if (d1 == gpus) {
                searchRecGpu(null, gpus, -1, -1, ForcedOrder.NONE, time);
            }
            while (d1 > 0) {
                d1--;
                walker.follow(graph, system.gpu(d1), nvs, d1 == head ? -2 : -1);
            }
        }
        while (d0 > 0) {
            d0--;
            walker.follow(graph, nvs, system.gpu(d0), d0 == head ? -2 : -1);
        }
    }

    /** ncclTopoSearchRecNet: the NIC where the next channel comes in. */
    private void searchRecNet(int backToNet, int backToFirst, Budget time) {
        // NCCL keeps this in an int: fractions of a GB/s do not count against a NIC.
        int bw = (int) graph.bwInter;
        int[] selected = nets.select(graph.typeInter, -1);
        boolean graphFound = false;
        for (int i = 0; i < selected.length; i++) {
            if (graph.pattern == Pattern.NVLS && nets.endsAfterHead(i, graphFound)) {
                break;
            }
            int n = nets.rotates() ? selected[(graph.channels + i) % selected.length] : selected[i];
            TopoNode net = system.nodes(NodeType.NET).get(n);
            if (net.bw < bw || !nets.allowsStart(graph, n) || !nets.acquire(net)) {
                continue;
            }
            graph.inter[graph.channels * 2] = n;
            graph.latencyInter = net.latency;
            nets.use(net, -bw);
            if (graph.pattern == Pattern.NVLS) {
                graphFound |= tryHead(net, selected.length, backToNet, backToFirst, time);
            } else {
                tryFromNet(net, bw, backToNet, backToFirst, time);
            }
            nets.release(net);
            nets.use(net, bw);
        }
    }

    /** ncclTopoSearchRecNet, NCCL_TOPO_PATTERN_NVLS: whether a head was tried. */
    private boolean tryHead(TopoNode net, int netCount, int backToNet, int backToFirst, Budget time) {
        if (graph.channels >= netCount) {
            return false;
        }
        int gpu = nets.localGpu(net);
        if (gpu < 0) {
            return !nets.skipsDuplicates();
        }
        if (nets.skipsDuplicates()) {
            for (int gc = 0; gc < graph.channels; gc++) {
                if (graph.intra[gc * gpus] == system.gpu(gpu).rank) {
                    return false;
                }
            }
        }
        TopoNode from = nets.headsStartAtNet() ? net : null;
        tryGpu(from, gpu, 0, backToNet, backToFirst, ForcedOrder.NONE, time);
        return true;
    }

    /** ncclTopoSearchRecNet, the other patterns. */
    private void tryFromNet(TopoNode net, int bw, int backToNet, int backToFirst, Budget time) {
        // Up to 2.27.3 the replay is tried first and need not be all.
        boolean replay = graph.channels > 0 && (!nets.replayOrFree() || graph.sameChannels);
        if (replay) {
            tryGpu(net, replayGetGpu(-1), 0, backToNet, backToFirst, ForcedOrder.REPLAY, time);
        }
        boolean free = nets.replayOrFree() ? !replay : graph.channels == 0 || !graph.sameChannels;
        if (!free) {
            return;
        }
        if (graph.channels == 0 && !(rules.nvSwitchNeighbours() && system.hasNvSwitch())) {
            Budget trial = new Budget(TRIAL);
            tryGpu(net, 0, 0, backToNet, backToFirst, ForcedOrder.PCI, trial);
            if (trial.left == -1) {
                time.left = -1;
            }
        }
        for (int g : nets.nearestGpus(net, bw, graph.channels)) {
            tryGpu(net, g, 0, backToNet, backToFirst, ForcedOrder.NONE, time);
        }
    }

    /** ncclTopoCompareGraphs: whether the graph is better than the best so far. */
    private boolean compareGraphs() {
        if (graph.channels < graph.minChannels) {
            return false;
        }
        if (graph.pattern == Pattern.NVLS && rules.totalBwTest()) {
            boolean moreHeads = graph.channels > best.channels && graph.channels <= gpus;
            boolean moreBw = graph.channels * graph.bwInter > best.channels * best.bwInter;
            return moreHeads || (rules.nvlsComparesBw() && moreBw);
        }
        float bw = graph.channels * graph.bwIntra;
        float target = best.channels * best.bwIntra;
        if (rules.crossNicBonus()) {
            target *= (float) (1.0 - (best.crossNic - graph.crossNic) * .15);
        }
        if (bw != target) {
            return bw > target;
        }
        return graph.pattern == best.pattern && graph.crossNic == best.crossNic && graph.hops < best.hops;
    }
}
