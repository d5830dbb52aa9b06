package dev.shmfit.nccl.graph;

import org.jspecify.annotations.Nullable;

/**
 * One search at fixed speed, path type and pattern, as src/graph/search.cc has it from ncclTopoSearchTryGpu to
 * ncclTopoSearchRec: channel after channel, GPU after GPU, depth first, until the step budget is spent or the maximum of
 * channels is reached. Methods stand in NCCL's order, and each condition under NCCL's own words; where versions differ, the
 * rule's id stands beside it ({@code shmfit rules ID}). This is the text to hold beside search.cc. What makes a forecast
 * fast is a layer on top, {@link FastChannelSearch}, which changes no result.
 *
 * <p>What search.cc has before these functions is in {@link PathWalker} (followPath, ncclTopoFollowPath) and {@link
 * NextGpuSort} (gpuPciBw, ncclTopoSearchNextGpuSort); ncclTopoSelectNets and ncclTopoSearchCheckNet are in {@link
 * NetSelection}; ncclTopoCompute is {@link GraphSearch}.
 */
class ChannelSearch {
    /** {@code forcedOrder}: 0, {@code FORCED_ORDER_PCI}, {@code FORCED_ORDER_REPLAY}. */
    enum ForcedOrder {
        NONE,
        PCI,
        REPLAY
    }

    /** {@code int* time}: steps left; -1 where the search ended with all channels found. */
    static final class Budget {
        int left;

        Budget(int left) {
            this.left = left;
        }
    }

    /** {@code int t = 1 << 10}: the budget of the first try in PCI order, which does not count. */
    private static final int PCI_ORDER_BUDGET = 1 << 10;

    final TopoSystem system;
    final SearchRules rules;
    final PathWalker walker;
    final NetSelection nets;
    final ChannelGraph graph;
    final TopoNode[] gpuNodes;
    final int gpus;

    /** {@code system->inter}. */
    final boolean inter;

    /** {@code saveGraph}. */
    private final ChannelGraph best;

    private final NextGpuSort nextGpuSort;

    /** How often a channel was completed in this search. */
    long channelsCompleted;

    /** Steps that were left when the maximum of channels was reached. */
    int leftWhenFull;

    /** A search that starts from {@code attempt}'s settings and improves {@code best}. */
    ChannelSearch(TopoSystem system, SearchRules rules, PathWalker walker, ChannelGraph attempt, ChannelGraph best) {
        this.system = system;
        this.rules = rules;
        this.walker = walker;
        this.nextGpuSort = new NextGpuSort(system, rules);
        this.nets = new NetSelection(system);
        this.gpuNodes = system.gpus().toArray(new TopoNode[0]);
        this.gpus = gpuNodes.length;
        this.inter = system.searchesInter();
        this.graph = attempt;
        this.best = best;
    }

    static ChannelSearch of(
            SearchMode mode, TopoSystem system, SearchRules rules, ChannelGraph attempt, ChannelGraph best) {
        return switch (mode) {
            case AS_WRITTEN -> new ChannelSearch(system, rules, new PathWalker(system, rules), attempt, best);
            case FAST, NOT_AT_ALL ->
                new FastChannelSearch(system, rules, new FastPathWalker(system, rules), attempt, best);
        };
    }

    /**
     * Searches once.
     *
     * @return steps left; 0 when the budget ran out, -1 when nothing better is possible
     */
    int run(int budget) {
        Budget time = new Budget(budget);
        Recursion.run(levels(), () -> searchRec(time));
        return time.left;
    }

    /** How deep the search goes down at the most. */
    int levels() {
        return gpus * Math.max(1, graph.maxChannels);
    }

    /** ncclTopoReplayGetGpu: the GPU that the last channel has after {@code step}. */
    final int replayGetGpu(int step) {
        return system.indexOfRank(graph.intra[(graph.channels - 1) * gpus + step + 1]);
    }

    /** ncclTopoSearchTryGpu; {@code from} is null for {@code type == -1}. */
    final void tryGpu(
            @Nullable TopoNode from, int g, int step, int backToNet, int backToFirst, ForcedOrder order, Budget time) {
        long flag = 1L << graph.channels;
        TopoNode gpu = gpuNodes[g];
        if (from == null || walker.follow(graph, from, gpu, 1)) {
            gpu.used ^= flag;
            searchRecGpu(gpu, step, backToNet, backToFirst, order, time);
            gpu.used ^= flag;
            if (from != null) {
                walker.follow(graph, from, gpu, -1);
            }
        }
    }

    /** ncclTopoSearchTryNvls: every GPU pulls from the switch and pushes to it, the head {@code g} twice. */
    private void tryNvls(int g, Budget time) {
        TopoNode nvs = system.nodes(NodeType.NVS).get(0);
        // See if there is enough bandwidth for NVS->GPU traffic
        int d0 = 0;
        while (d0 < gpus && walker.follow(graph, nvs, gpuNodes[d0], d0 == g ? 2 : 1)) {
            d0++;
        }
        if (d0 == gpus) {
            // See if there is enough bandwidth for GPU->NVS traffic
            int d1 = 0;
            while (d1 < gpus && walker.follow(graph, gpuNodes[d1], nvs, d1 == g ? 2 : 1)) {
                d1++;
            }
            if (d1 == gpus) {
                // Both directions worked
                searchRecGpu(null, gpus, -1, -1, ForcedOrder.NONE, time);
            }
            while (d1 > 0) {
                d1--;
                walker.follow(graph, gpuNodes[d1], nvs, d1 == g ? -2 : -1);
            }
        }
        while (d0 > 0) {
            d0--;
            walker.follow(graph, nvs, gpuNodes[d0], d0 == g ? -2 : -1);
        }
    }

    /** ncclTopoCompareGraphs: {@code copy}, whether the graph is better than the best so far. */
    private boolean compareGraphs() {
        // 1. nChannels < minChannels
        if (graph.channels < graph.minChannels) {
            return false;
        }
        // pattern == NVLS; before speed-within-total it is compared like the others
        if (graph.pattern == Pattern.NVLS && rules.totalBwTest()) {
            // nChannels > refGraph->nChannels && nChannels <= ngpus
            boolean moreHeads = graph.channels > best.channels && graph.channels <= gpus;
            // nChannels * bwInter > refGraph->nChannels * refGraph->bwInter: nvls-prefers-bandwidth
            boolean moreBw = graph.channels * graph.bwInter > best.channels * best.bwInter;
            return moreHeads || (rules.nvlsComparesBw() && moreBw);
        }
        // 2. nChannels * bwIntra
        float bw = graph.channels * graph.bwIntra;
        float target = targetBw();
        if (bw != target) {
            return bw > target;
        }
        // 3. pattern == refGraph->pattern && crossNic == refGraph->crossNic && nHops < refGraph->nHops
        return graph.pattern == best.pattern && graph.crossNic == best.crossNic && graph.hops < best.hops;
    }

    /** ncclTopoCompareGraphs: {@code refGraph->nChannels * refGraph->bwIntra}; cross-nic-bonus. */
    final float targetBw() {
        float target = best.channels * best.bwIntra;
        if (rules.crossNicBonus()) {
            target *= (float) (1.0 - (best.crossNic - graph.crossNic) * .15);
        }
        return target;
    }

    /** ncclTopoSearchRecGpu: {@code gpu} is the GPU of this step; null where there are no more steps. */
    void searchRecGpu(
            @Nullable TopoNode gpu, int step, int backToNet, int backToFirst, ForcedOrder order, Budget time) {
        // *time <= 0
        if (time.left <= 0) {
            return;
        }
        time.left--;
        // step == ngpus
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
            backToFirst(gpu, step, backToNet, order, time);
        } else {
            // Next path
            searchRecGpu(gpu, gpus, -1, -1, order, time);
        }
    }

    /** ncclTopoSearchRecGpu, {@code step == ngpus}: determine whether we found a better solution or not. */
    void channelDone(Budget time) {
        channelsCompleted++;
        graph.channels++;
        if (compareGraphs()) {
            best.set(graph);
            // nChannels == maxChannels
            if (graph.channels == graph.maxChannels) {
                leftWhenFull = time.left;
                time.left = -1;
            } else {
                bettered(time);
            }
        }
        // nChannels < maxChannels
        if (graph.channels < graph.maxChannels) {
            searchRec(time);
        }
        graph.channels--;
    }

    /** The best graph was just bettered. NCCL searches on; a layer may know that nothing better is left. */
    void bettered(Budget time) {}

    /** ncclTopoSearchRecGpu, {@code step == backToNet}: first get back to NIC. */
    private void backToNet(TopoNode gpu, int step, int backToFirst, ForcedOrder order, Budget time) {
        TopoNode startNet = startNet();
        for (int n : selectNets(gpu.index)) {
            TopoNode net = system.nodes(NodeType.NET).get(n);
            if (!nets.checkNet(graph, startNet, net, step)) {
                continue;
            }
            // Balanced tree: count half of the bandwidth on first two GPUs
            int nextBackToNet = -1;
            float bwInterSave = graph.bwInter;
            if (graph.pattern == Pattern.BALANCED_TREE) {
                if (step == 0) {
                    nextBackToNet = 1;
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

    /** ncclTopoSearchRecGpu, {@code step < ngpus-1}: go to next GPU. */
    void nextGpu(TopoNode gpu, int step, int backToNet, int backToFirst, ForcedOrder order, Budget time) {
        switch (order) {
            // Try the PCI order
            case PCI -> tryGpu(gpu, step + 1, step + 1, backToNet, backToFirst, order, time);
            // Try last channel order
            case REPLAY -> tryGpu(gpu, replayGetGpu(step), step + 1, backToNet, backToFirst, order, time);
            // Normal search
            case NONE -> {
                // sortNet: backToNet == -1 ? 0 : backToNet == step+1 ? 1 : -1
                TopoNode net = backToNet == -1 ? null : startNet();
                for (int g : nextGpuSort.sort(graph, gpu, net, backToNet != step + 1)) {
                    tryGpu(gpu, g, step + 1, backToNet, backToFirst, order, time);
                }
            }
        }
    }

    /** ncclTopoSearchRecGpu, {@code step == backToFirstRank}: find first GPU and loop back to it. */
    void backToFirst(TopoNode gpu, int step, int backToNet, ForcedOrder order, Budget time) {
        TopoNode first = firstGpu();
        if (walker.follow(graph, gpu, first, 1)) {
            searchRecGpu(first, step + 1, backToNet, -1, order, time);
            walker.follow(graph, gpu, first, -1);
        }
    }

    /** getGpuIndex of {@code intra[nChannels*ngpus]}: the first GPU of the channel under construction. */
    final TopoNode firstGpu() {
        return gpuNodes[system.indexOfRank(graph.intra[graph.channels * gpus])];
    }

    /** getNetIndex of {@code inter[nChannels*2]}: the NIC where the channel under construction comes in. */
    final TopoNode startNet() {
        return system.nodes(NodeType.NET).get(graph.inter[graph.channels * 2]);
    }

    /** ncclTopoSelectNets: NET indices to try, in order; {@code gpu} -1 asks for all GPUs together. */
    int[] selectNets(int gpu) {
        return nets.select(graph.typeInter, gpu);
    }

    /** ncclTopoSearchRecNet: the NIC where the next channel comes in. */
    private void searchRecNet(int backToNet, int backToFirst, Budget time) {
        // const int bw: fractions of a GB/s do not count against a NIC
        int bw = (int) graph.bwInter;
        int[] selected = selectNets(-1);
        boolean graphFound = false;
        for (int i = 0; i < selected.length; i++) {
            // pattern == NVLS && graphFound: nvls-heads-tried
            if (graph.pattern == Pattern.NVLS && nets.endsAfterHead(i, graphFound)) {
                break;
            }
            // nets[(nChannels+i)%netCount]: nets-rotate
            int n = nets.rotates() ? selected[(graph.channels + i) % selected.length] : selected[i];
            TopoNode net = system.nodes(NodeType.NET).get(n);
            // net.bw < bw; crossNic == 2 && (nChannels & 1) && net->id != inter[(nChannels-1)*2+1]: cross-nic-in-pairs;
            // net.maxChannels == 0: net-by-bandwidth-only
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

    /** ncclTopoSearchRecNet, {@code pattern == NVLS}: whether a head was tried. */
    private boolean tryHead(TopoNode net, int netCount, int backToNet, int backToFirst, Budget time) {
        // nChannels < netCount
        if (graph.channels >= netCount) {
            return false;
        }
        // gpu != -1
        int gpu = nets.localGpu(net);
        if (gpu < 0) {
            return !nets.skipsDuplicates();
        }
        // duplicate: nvls-heads-distinct
        if (nets.skipsDuplicates()) {
            for (int gc = 0; gc < graph.channels; gc++) {
                if (graph.intra[gc * gpus] == gpuNodes[gpu].rank) {
                    return false;
                }
            }
        }
        // type NET or -1: nvls-heads-at-net
        TopoNode from = nets.headsStartAtNet() ? net : null;
        tryGpu(from, gpu, 0, backToNet, backToFirst, ForcedOrder.NONE, time);
        return true;
    }

    /** ncclTopoSearchRecNet, the other patterns. */
    private void tryFromNet(TopoNode net, int bw, int backToNet, int backToFirst, Budget time) {
        // nChannels > 0 && sameChannels == 1; before replay-or-free: nChannels > 0
        boolean replay = graph.channels > 0 && (!nets.replayOrFree() || graph.sameChannels);
        if (replay) {
            // Try to replay the last channel
            tryGpu(net, replayGetGpu(-1), 0, backToNet, backToFirst, ForcedOrder.REPLAY, time);
        }
        // else; before replay-or-free: nChannels == 0 || sameChannels == 0
        boolean free = nets.replayOrFree() ? !replay : graph.channels == 0 || !graph.sameChannels;
        if (!free) {
            return;
        }
        // nChannels == 0 && nodes[NVS].count == 0: the latter from nvswitch-neighbours-first on
        if (graph.channels == 0 && !(rules.nvSwitchNeighbours() && system.hasNvSwitch())) {
            // Always try the PCI order first to set a reference
            Budget t = new Budget(PCI_ORDER_BUDGET);
            tryGpu(net, 0, 0, backToNet, backToFirst, ForcedOrder.PCI, t);
            if (t.left == -1) {
                leftWhenFull = time.left;
                time.left = -1;
            }
        }
        // Then try the most local GPUs: gpus-by-local-path, nearest-gpus-rotate
        for (int g : nets.nearestGpus(net, bw, graph.channels)) {
            tryGpu(net, g, 0, backToNet, backToFirst, ForcedOrder.NONE, time);
        }
    }

    /** ncclTopoSearchParams, {@code backToNet}: the step at which a channel has to come back to a NIC; -1 for none. */
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

    /** ncclTopoSearchParams, {@code backToFirstRank}: the step from which a ring closes; -1 for none. */
    private int backToFirstRank() {
        return !inter && graph.pattern == Pattern.RING ? gpus - 1 : -1;
    }

    /** ncclTopoSearchRec: the next channel. */
    private void searchRec(Budget time) {
        int backToNet = backToNet();
        int backToFirst = backToFirstRank();
        // system->inter
        if (inter) {
            // Start from NET
            searchRecNet(backToNet, backToFirst, time);
            return;
        }
        // Intra-node only: pattern == NVLS
        if (graph.pattern == Pattern.NVLS) {
            tryGpu(null, graph.channels, 0, backToNet, backToFirst, ForcedOrder.NONE, time);
            return;
        }
        // nChannels == 0
        if (graph.channels == 0) {
            // Try PCI order first
            tryGpu(null, 0, 0, backToNet, backToFirst, ForcedOrder.PCI, time);
        } else {
            // Also try to replay previous channel
            tryGpu(null, replayGetGpu(-1), 0, backToNet, backToFirst, ForcedOrder.REPLAY, time);
        }
        // sameChannels == 0 || nChannels == 0
        if (!graph.sameChannels || graph.channels == 0) {
            // Finally, try all other possibilities unless we are forced to use the same channels
            for (int g = 0; g < gpus; g++) {
                tryGpu(null, g, 0, backToNet, backToFirst, ForcedOrder.NONE, time);
            }
        }
    }
}
