package dev.shmfit.nccl.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One search at fixed speed, path type and pattern (src/graph/search.cc ncclTopoSearchRec and what it calls): channel
 * after channel, GPU after GPU, depth first, until the step budget is spent or the maximum of channels is reached.
 */
final class ChannelSearch {
    /** In which order the GPUs of a channel are taken. */
    private enum Order {
        FREE,
        PCI,
        REPLAY
    }

    private final TopoSystem system;
    private final SearchRules rules;
    private final PathWalker walker;
    private final LinkState links;

    /** By GPU, the others to go on to in order, without those that this search can never go on to. */
    private final int[][] hopeful;

    private final NextGpuOrder nextGpu;
    private final NetSelection nets;
    private final TopoNode[] gpuNodes;
    private final DeadEnds deadEnds = new DeadEnds();
    private final long[] gpuMarks;
    private final int gpus;
    private final boolean inter;
    private final ChannelGraph graph;
    private final ChannelGraph best;

    private long searches;

    /** Stands for this search and the GPUs that the channel under construction has. */
    private long taken;

    /** The state of the links that serve only GPUs between the channel's first and its present one. */
    private long leftBehind;

    private long channelsCompleted;

    /** Steps left; -1 where the search ended with all channels found. Local to a search, or to a trial within it. */
    private static final class Budget {
        private int left;

        Budget(int left) {
            this.left = left;
        }
    }

    /** A search that starts from {@code attempt}'s settings and improves {@code best}. */
    ChannelSearch(TopoSystem system, SearchRules rules, ChannelGraph attempt, ChannelGraph best) {
        this.system = system;
        this.rules = rules;
        this.walker = new PathWalker(system, rules);
        this.links = walker.state();
        this.nextGpu = new NextGpuOrder(system, rules);
        this.nets = new NetSelection(system);
        this.gpuNodes = system.gpus().toArray(new TopoNode[0]);
        this.gpus = gpuNodes.length;
        this.hopeful = new int[gpus][];
        this.gpuMarks = new long[gpus];
        for (int g = 0; g < gpus; g++) {
            gpuMarks[g] = DeadEnds.mix(1 + g);
        }
        this.inter = system.searchesInter();
        this.graph = attempt;
        this.best = best;
    }

    /**
     * Searches once.
     *
     * @return steps left; 0 when the budget ran out, -1 when nothing better is possible
     */
    int run(int budget) {
        Budget left = new Budget(budget);
        searches++;
        walker.start(graph);
        Arrays.fill(hopeful, null);
        // Dead ends of an earlier search, at another speed, do not count; GPUs have positive numbers.
        taken = DeadEnds.mix(-searches);
        Recursion.run(gpus * Math.max(1, graph.maxChannels), () -> nextChannel(left));
        return left.left;
    }

    private int backToNetStep() {
        if (!inter) {
            return -1;
        }
        return switch (graph.pattern) {
            case RING -> gpus - 1;
            case SPLIT_TREE -> 1;
            case BALANCED_TREE, TREE, NVLS -> 0;
        };
    }

    private int backToFirstStep() {
        return !inter && graph.pattern == Pattern.RING ? gpus - 1 : -1;
    }

    private void nextChannel(Budget time) {
        if (inter) {
            fromNets(time);
            return;
        }
        int first = backToFirstStep();
        if (graph.pattern == Pattern.NVLS) {
            tryGpu(null, graph.channels, 0, -1, first, Order.FREE, time);
            return;
        }
        if (graph.channels == 0) {
            tryGpu(null, 0, 0, -1, first, Order.PCI, time);
        } else {
            tryGpu(null, replayed(-1), 0, -1, first, Order.REPLAY, time);
        }
        if (!graph.sameChannels || graph.channels == 0) {
            for (int g = 0; g < gpus; g++) {
                tryGpu(null, g, 0, -1, first, Order.FREE, time);
            }
        }
    }

    private int replayed(int step) {
        int rank = graph.intra[(graph.channels - 1) * gpus + step + 1];
        return system.indexOfRank(rank);
    }

    private void tryGpu(
            @Nullable TopoNode from, int g, int step, int backToNet, int backToFirst, Order order, Budget time) {
        TopoNode gpu = gpuNodes[g];
        if (from != null && !walker.follow(graph, from, gpu, 1)) {
            return;
        }
        long flag = 1L << graph.channels;
        long takenBefore = taken;
        long leftBehindBefore = leftBehind;
        taken += gpuMarks[g];
        leftBehind = from == null || step < 2 ? 0 : leftBehind + links.of(from.index);
        gpu.used ^= flag;
        visit(gpu, step, backToNet, backToFirst, order, time);
        gpu.used ^= flag;
        taken = takenBefore;
        leftBehind = leftBehindBefore;
        if (from != null) {
            walker.follow(graph, from, gpu, -1);
        }
    }

    private void visit(@Nullable TopoNode gpu, int step, int backToNet, int backToFirst, Order order, Budget time) {
        if (time.left <= 0) {
            return;
        }
        // Close to its end a channel is walked faster than looked up.
        if (gpu == null || order != Order.FREE || step > gpus - 3) {
            walkOn(gpu, step, backToNet, backToFirst, order, time);
            return;
        }
        long point = point(gpu, step, backToNet);
        int known = deadEnds.stepsBelow(point);
        if (known > 0) {
            time.left = Math.max(0, time.left - known);
            return;
        }
        int timeBefore = time.left;
        long completedBefore = channelsCompleted;
        long linksBefore = links.total();
        walkOn(gpu, step, backToNet, backToFirst, order, time);
        if (time.left > 0 && channelsCompleted == completedBefore && links.total() == linksBefore) {
            deadEnds.add(point, timeBefore - time.left);
        }
    }

    /** All that decides how a channel can go on from here. */
    private long point(TopoNode gpu, int step, int backToNet) {
        int c = graph.channels;
        int first = step == 0 ? gpu.index : system.indexOfRank(graph.intra[c * gpus]);
        long place = (long) gpu.index << 48 | (long) step << 32 | (long) c << 16 | first;
        long nets = inter
                ? (long) graph.inter[c * 2] << 48
                        | (long) graph.inter[c * 2 + 1] << 32
                        | (c == 0 ? 0 : (long) graph.inter[c * 2 - 2] << 16)
                        | (backToNet + 1)
                : 0;
        return DeadEnds.mix(DeadEnds.mix(DeadEnds.mix(links.total() - leftBehind + taken) + place) + nets);
    }

    private void walkOn(@Nullable TopoNode gpu, int step, int backToNet, int backToFirst, Order order, Budget time) {
        time.left--;
        if (step == gpus || gpu == null) {
            channelDone(time);
            return;
        }
        graph.intra[graph.channels * gpus + step] = gpu.rank;
        if (step == backToNet) {
            returnToNet(gpu, step, backToFirst, order, time);
        } else if (graph.pattern == Pattern.NVLS) {
            pullEvenly(gpu.index, time);
        } else if (step < gpus - 1) {
            nextGpu(gpu, step + 1, backToNet, backToFirst, order, time);
        } else if (step == backToFirst) {
            TopoNode first = gpuNodes[system.indexOfRank(graph.intra[graph.channels * gpus])];
            if (walker.follow(graph, gpu, first, 1)) {
                visit(first, step + 1, backToNet, -1, order, time);
                walker.follow(graph, gpu, first, -1);
            }
        } else {
            visit(gpu, gpus, -1, -1, order, time);
        }
    }

    private void nextGpu(TopoNode gpu, int step, int backToNet, int backToFirst, Order order, Budget time) {
        switch (order) {
            case PCI -> tryGpu(gpu, step, step, backToNet, backToFirst, order, time);
            case REPLAY -> tryGpu(gpu, replayed(step - 1), step, backToNet, backToFirst, order, time);
            case FREE -> {
                long flag = 1L << graph.channels;
                for (int g : freeOrder(gpu, step, backToNet)) {
                    if ((gpuNodes[g].used & flag) == 0) {
                        tryGpu(gpu, g, step, backToNet, backToFirst, order, time);
                    }
                }
            }
        }
    }

    private int[] freeOrder(TopoNode gpu, int step, int backToNet) {
        if (backToNet != -1) {
            return nextGpu.towards(graph, gpu, startNet(), backToNet != step);
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
            if (!walker.isHopeless(graph, gpu, gpuNodes[g])) {
                order[size++] = g;
            }
        }
        return Arrays.copyOf(order, size);
    }

    private TopoNode startNet() {
        return system.nodes(NodeType.NET).get(graph.inter[graph.channels * 2]);
    }

    private void channelDone(Budget time) {
        channelsCompleted++;
        graph.channels++;
        if (isBetter()) {
            best.set(graph);
            if (graph.channels == graph.maxChannels) {
                time.left = -1;
            }
        }
        if (graph.channels < graph.maxChannels) {
            nextChannel(time);
        }
        graph.channels--;
    }

    /** src/graph/search.cc ncclTopoCompareGraphs. */
    private boolean isBetter() {
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

    /** Every GPU pulls from the switch, the head twice (ncclTopoSearchTryNvls). */
    private void pullEvenly(int head, Budget time) {
        TopoNode nvs = system.nodes(NodeType.NVS).get(0);
        int down = 0;
        while (down < gpus && walker.follow(graph, nvs, gpuNodes[down], down == head ? 2 : 1)) {
            down++;
        }
        if (down == gpus) {
            int up = 0;
            while (up < gpus && walker.follow(graph, gpuNodes[up], nvs, up == head ? 2 : 1)) {
                up++;
            }
            if (up == gpus) {
                visit(null, gpus, -1, -1, Order.FREE, time);
            }
            while (up > 0) {
                up--;
                walker.follow(graph, gpuNodes[up], nvs, up == head ? -2 : -1);
            }
        }
        while (down > 0) {
            down--;
            walker.follow(graph, nvs, gpuNodes[down], down == head ? -2 : -1);
        }
    }

    private void returnToNet(TopoNode gpu, int step, int backToFirst, Order order, Budget time) {
        TopoNode start = startNet();
        for (int n : nets.select(graph.typeInter, gpu.index)) {
            TopoNode net = system.nodes(NodeType.NET).get(n);
            if (!nets.allowsReturn(graph, start, net)) {
                continue;
            }
            int again = -1;
            float bwInter = graph.bwInter;
            // A balanced tree counts half of the bandwidth on each of its first two GPUs.
            if (graph.pattern == Pattern.BALANCED_TREE) {
                if (step == 0) {
                    again = 1;
                } else if (n != graph.inter[graph.channels * 2 + 1]) {
                    continue;
                }
                graph.bwInter /= 2;
            }
            boolean free = walker.follow(graph, gpu, net, 1);
            graph.bwInter = bwInter;
            if (free) {
                graph.inter[graph.channels * 2 + 1] = n;
                visit(gpu, step, again, backToFirst, order, time);
                if (graph.pattern == Pattern.BALANCED_TREE) {
                    graph.bwInter /= 2;
                }
                walker.follow(graph, gpu, net, -1);
                graph.bwInter = bwInter;
            }
        }
    }

    /** ncclTopoSearchRecNet. */
    private void fromNets(Budget time) {
        // NCCL keeps this in an int: fractions of a GB/s do not count against a NIC.
        int bw = (int) graph.bwInter;
        int[] selected = nets.select(graph.typeInter, -1);
        boolean headFound = false;
        for (int i = 0; i < selected.length; i++) {
            if (graph.pattern == Pattern.NVLS && nets.endsAfterHead(i, headFound)) {
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
                headFound |= tryHead(net, selected.length, time);
            } else {
                tryFromNet(net, bw, time);
            }
            nets.release(net);
            nets.use(net, bw);
        }
    }

    private boolean tryHead(TopoNode net, int netCount, Budget time) {
        if (graph.channels >= netCount) {
            return false;
        }
        int gpu = nets.localGpu(net);
        if (gpu < 0) {
            return !nets.skipsDuplicates();
        }
        if (nets.skipsDuplicates()) {
            for (int c = 0; c < graph.channels; c++) {
                if (graph.intra[c * gpus] == system.gpu(gpu).rank) {
                    return false;
                }
            }
        }
        TopoNode from = nets.headsStartAtNet() ? net : null;
        tryGpu(from, gpu, 0, backToNetStep(), backToFirstStep(), Order.FREE, time);
        return true;
    }

    private void tryFromNet(TopoNode net, int bw, Budget time) {
        int back = backToNetStep();
        int first = backToFirstStep();
        boolean replay = graph.channels > 0 && (!nets.replayOrFree() || graph.sameChannels);
        if (replay) {
            tryGpu(net, replayed(-1), 0, back, first, Order.REPLAY, time);
        }
        boolean free = nets.replayOrFree() ? !replay : graph.channels == 0 || !graph.sameChannels;
        if (!free) {
            return;
        }
        if (graph.channels == 0 && !(rules.nvSwitchNeighbours() && system.hasNvSwitch())) {
            // PCI order sets a reference; it has a small budget of its own.
            Budget trial = new Budget(1 << 10);
            tryGpu(net, 0, 0, back, first, Order.PCI, trial);
            if (trial.left == -1) {
                time.left = -1;
            }
        }
        for (int g : nets.nearestGpus(net, bw, graph.channels)) {
            tryGpu(net, g, 0, back, first, Order.FREE, time);
        }
    }
}
