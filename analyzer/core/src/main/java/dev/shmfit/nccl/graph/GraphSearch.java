package dev.shmfit.nccl.graph;

import dev.shmfit.topology.CpuIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The outer loop around the channel search (src/graph/search.cc ncclTopoCompute): tries speeds from fast to slow, path
 * types from near to far, equal and different channels; then, from the best found, tries to go faster.
 */
public final class GraphSearch {
    private static final int BUDGET_SAME_CHANNELS = 1 << 8;
    private static final int BUDGET = 1 << 14;
    private static final int MAX_NVLS_HEADS = 32;
    /** Hopper is the first with NVLS (src/graph/search.cc ncclTopoCompute@v2.18.1-1). */
    public static final int FIRST_WITH_NVLS = 90;

    private final TopoSystem system;
    private final PathOrder order;
    private final SearchRules rules;
    private final ChannelSearch channelSearch;
    private final GraphSettings settings;
    private final int gpus;
    private final boolean inter;
    private final ChannelGraph graph;
    private final float[] speeds;
    private final boolean trySame;
    private int crossNic;
    private int minTypeIntra;
    private int minTypeInter;
    private int maxTypeIntra;
    private int maxTypeInter;
    private int speedIndex;
    private Rest time = Rest.known(-1);

    /** Of the global budget, no less than this was left when NCCL last looked. */
    private long globalLeast;

    /** And no more than this. */
    private long globalMost;

    /** What was taken off the global budget since then. */
    private long taken;

    /** Whether NCCL would have stopped there with nothing left. */
    private boolean mayHaveStopped;

    /** Of the searches that count against the global budget, those of which it is not known what they spend. */
    private final List<Rest> open = new ArrayList<>();

    /** Tells searches that need not be made; null where each is made. */
    private @Nullable SearchBound bound;

    /** What searches left of their budgets that were made to their end: most path types add no way from GPU to GPU. */
    private final Map<IntKey, Integer> made = new HashMap<>();

    private long spent;
    private int farthest;
    private float maxBw;
    private final ChannelGraph tmp;

    /** Searches that were made before, here or elsewhere. */
    private final KnownAttempts known;

    private GraphSearch(
            TopoSystem system, GraphSettings settings, ChannelGraph graph, SearchMode mode, KnownAttempts known) {
        this.known = known;
        this.system = system;
        this.order = system.order;
        this.rules = SearchRules.of(system.version);
        this.settings = settings;
        this.gpus = system.gpuCount();
        this.inter = system.searchesInter();
        this.graph = graph;
        this.speeds = system.constants.speeds(inter, system.minComputeCapability());
        this.trySame = graph.pattern != Pattern.NVLS;
        this.tmp = graph.copy();
        this.channelSearch = ChannelSearch.of(mode, system, rules, tmp, graph);
    }

    /** Sets the system's bandwidth limits (ncclTopoSearchInit). Call once the paths are final. */
    public static void init(TopoSystem system) {
        system.maxBw = 0;
        system.totalBw = 0;
        boolean inter = system.searchesInter();
        if (!inter && system.gpuCount() == 1) {
            system.maxBw = GraphConstants.LOCAL_BW;
            if (GraphRules.LONE_GPU_TOTAL.at(system.version)) {
                system.totalBw = GraphConstants.LOCAL_BW;
            }
            return;
        }
        NodeType device = system.constants.devNodes() ? NodeType.DEV : NodeType.GPU;
        for (TopoNode d : system.nodes(device)) {
            for (TopoPath p : d.pathsTo(inter ? NodeType.NET : device)) {
                if (p.count > 0) {
                    system.maxBw = Math.max(system.maxBw, p.bw);
                }
            }
            float nvLink = 0;
            float pci = 0;
            for (TopoLink l : d.links) {
                if (l.type == LinkType.NVL) {
                    nvLink += l.bw;
                }
                if (l.type == LinkType.PCI) {
                    pci = l.bw;
                }
            }
            system.totalBw = Math.max(system.totalBw, Math.max(pci, nvLink));
        }
    }

    /** The graph of {@code pattern}; without channels where NVLS does not apply. */
    public static ChannelGraph compute(
            TopoSystem system, GraphSettings settings, Pattern pattern, int minChannels, int maxChannels) {
        return compute(system, settings, pattern, minChannels, maxChannels, SearchMode.FAST);
    }

    /**
     * The same, with the steps that it takes.
     *
     * @param known searches that were made before; more are added
     */
    static Counted counted(
            TopoSystem system,
            GraphSettings settings,
            Pattern pattern,
            int minChannels,
            int maxChannels,
            SearchMode mode,
            KnownAttempts known) {
        ChannelGraph graph = new ChannelGraph(pattern, minChannels, maxChannels, system.gpuCount());
        GraphSearch search = new GraphSearch(system, settings, graph, mode, known);
        search.compute(mode != SearchMode.NOT_AT_ALL);
        return new Counted(graph, search.spent, search.farthest);
    }

    /**
     * A graph and its search.
     *
     * @param steps of the searches that were made; of all that NCCL makes, where it is carried out as written
     * @param farthest the type of the farthest paths between GPUs that it tried
     */
    record Counted(ChannelGraph graph, long steps, int farthest) {}

    static ChannelGraph compute(
            TopoSystem system,
            GraphSettings settings,
            Pattern pattern,
            int minChannels,
            int maxChannels,
            SearchMode mode) {
        return counted(system, settings, pattern, minChannels, maxChannels, mode, new KnownAttempts())
                .graph();
    }

    /** A graph without channels, for a pattern that does not apply. */
    public static ChannelGraph none(Pattern pattern, TopoSystem system) {
        return new ChannelGraph(pattern, 0, 0, system.gpuCount());
    }

    private void compute(boolean searches) {
        startCrossNic();
        boundTypes();
        graph.typeIntra = minTypeIntra;
        graph.typeInter = minTypeInter;
        graph.sameChannels = trySame;
        if (graph.pattern == Pattern.NVLS && !startNvls()) {
            return;
        }
        if (gpus == 1 && graph.pattern != Pattern.RING) {
            graph.pattern = Pattern.TREE;
        }
        if (graph.pattern == Pattern.RING
                && rules.splitNvLink()
                && hasTwoNvLinkDomains()
                && graph.maxChannels >= 2
                && graph.minChannels == 1) {
            graph.minChannels = 2;
        }
        if (searches) {
            searchAll();
        }
        if (graph.channels == 0 && graph.pattern != Pattern.NVLS) {
            simpleOrder();
        }
        if (!rules.duplicateFirst()) {
            duplicate();
        }
    }

    private void searchAll() {
        tmp.set(graph);
        startSpeed();
        globalLeast = rules.globalBudget();
        globalMost = globalLeast;
        if (channelSearch instanceof FastChannelSearch fast) {
            bound = SearchBound.of(system, rules, fast).orElse(null);
        }
        firstPass();
        secondPass();
    }

    private void startCrossNic() {
        boolean several = system.count(NodeType.NET) > 1;
        boolean pattern = graph.pattern == Pattern.RING
                || graph.pattern == Pattern.BALANCED_TREE
                || graph.pattern == Pattern.SPLIT_TREE;
        GraphRules.CrossNic allowed = GraphRules.CROSS_NIC.at(system.version);
        if (allowed == GraphRules.CrossNic.AS_SET) {
            crossNic = several && pattern ? settings.crossNic() : 0;
            graph.crossNic = crossNic == 1 ? 1 : 0;
        } else {
            boolean anyPattern = allowed == GraphRules.CrossNic.ANY_PATTERN;
            crossNic = several && settings.crossNic() != 0 && (pattern || anyPattern) ? 1 : 0;
            graph.crossNic = settings.crossNic() == 2 ? 0 : settings.crossNic();
        }
    }

    private void boundTypes() {
        minTypeIntra = gpus == 1 ? order.loc : order.nvl;
        minTypeInter = order.pix;
        maxTypeIntra = order.sys;
        maxTypeInter = order.sys;
        if (!rules.boundedTypes()) {
            return;
        }
        minTypeIntra = order.loc;
        if (gpus > 1) {
            minTypeIntra = nearest(NodeType.GPU);
            maxTypeIntra = farthest(NodeType.GPU);
        }
        if (inter) {
            minTypeInter = nearest(NodeType.NET);
            maxTypeInter = farthest(NodeType.NET);
            maxTypeIntra = maxTypeInter;
        }
        // The trees of older GPUs sometimes need it.
        if (GraphRules.OLD_GPUS_FROM_ANYWHERE.at(system.version) && system.minComputeCapability() < FIRST_WITH_NVLS) {
            maxTypeInter = order.sys;
        }
    }

    private int nearest(NodeType type) {
        int min = order.sys;
        for (TopoNode g : system.gpus()) {
            TopoPath[] paths = g.pathsTo(type);
            for (int i = 0; i < paths.length; i++) {
                if (type != NodeType.GPU || i != g.index) {
                    min = Math.min(min, paths[i].type);
                }
            }
        }
        return min;
    }

    private int farthest(NodeType type) {
        return farthest(system, type);
    }

    static int farthest(TopoSystem system, NodeType type) {
        int max = system.order.loc;
        for (TopoNode g : system.gpus()) {
            TopoPath[] paths = g.pathsTo(type);
            for (int i = 0; i < paths.length; i++) {
                if (type != NodeType.GPU || i != g.index) {
                    max = Math.max(max, paths[i].type);
                }
            }
        }
        return max;
    }

    /** Whether all GPU pairs are connected by NVLink, C2C or through one GPU (ncclTopoPathAllNVLink). */
    public static boolean allNvLink(TopoSystem system) {
        if (GraphRules.ALL_NVLINK_BY_FARTHEST.at(system.version)) {
            return farthest(system, NodeType.GPU) < system.order.pix;
        }
        int min = system.order.dis;
        for (TopoNode g : system.gpus()) {
            TopoPath[] paths = g.pathsTo(NodeType.GPU);
            for (int i = 0; i < paths.length; i++) {
                if (i != g.index) {
                    min = Math.min(min, paths[i].type);
                }
            }
        }
        return min < system.order.pix;
    }

    private boolean startNvls() {
        if (!system.hasNvSwitch() || system.minComputeCapability() < 90) {
            return false;
        }
        switch (GraphRules.NVLS_MOST.at(system.version)) {
            case GPUS_ON_ONE_NODE -> graph.maxChannels = inter ? graph.maxChannels : gpus;
            case GPUS -> graph.maxChannels = gpus;
            case GPUS_UP_TO_32 -> graph.maxChannels = Math.min(MAX_NVLS_HEADS, gpus);
        }
        if (!inter) {
            graph.minChannels = graph.maxChannels;
        }
        return true;
    }

    private boolean hasTwoNvLinkDomains() {
        int[] domain = new int[gpus];
        for (int g = 0; g < gpus; g++) {
            domain[g] = g;
        }
        int[] members = new int[gpus];
        for (TopoNode g : system.gpus()) {
            int own = domain[g.index];
            for (int p = g.index + 1; p < gpus; p++) {
                if (g.path(system.gpu(p)).type == order.nvl) {
                    domain[p] = own;
                }
            }
        }
        for (int d : domain) {
            members[d]++;
        }
        int shared = 0;
        for (int m : members) {
            shared += m > 1 ? 1 : 0;
        }
        return shared == 2;
    }

    private void startSpeed() {
        maxBw = system.maxBw;
        float totalBw = system.totalBw;
        if (graph.pattern == Pattern.NVLS && !inter && !GraphRules.NVLS_SPEED_WHOLE.at(system.version)) {
            maxBw /= gpus;
        }
        int devices = system.constants.devNodes() ? system.count(NodeType.DEV) : gpus;
        boolean spreads = GraphRules.SPREAD_BY_PATTERN.at(system.version)
                ? devices > 1 && graph.pattern != Pattern.RING
                : gpus == 1 || graph.pattern != Pattern.RING;
        if (spreads) {
            totalBw *= (float) (devices * 1.0 / (devices - 1));
        }
        speedIndex = 0;
        while (speedIndex < speeds.length - 1
                && (speeds[speedIndex] > maxBw
                        || (rules.totalBwTest() && speeds[speedIndex] * graph.minChannels > totalBw))) {
            speedIndex++;
        }
        tmp.bwIntra = speeds[speedIndex];
        tmp.bwInter = speeds[speedIndex];
    }

    /**
     * Runs one search, unless it could not better the graph; whether that settled the matter. Where it is not known what the
     * searches before have left of the global budget, they are made after all, but only now that another search depends on it.
     */
    private boolean search() {
        int budget = tmp.sameChannels ? BUDGET_SAME_CHANNELS : BUDGET;
        tmp.channels = 0;
        taken += budget;
        farthest = Math.max(farthest, tmp.typeIntra);
        if (bound != null && !bound.holds()) {
            giveUpBounds();
        }
        SearchBound limits = bound;
        if (limits == null) {
            time = Rest.known(channelSearch.run(budget));
            spent += spent(budget, time.least);
        } else if (limits.cannotBetter(graph, channelSearch.targetBw(), tmp.hops)) {
            time = new Rest(limits.leastLeft(budget), limits.mostLeft(budget), budget, tmp, graph);
            time.ways = limits.ways();
        } else {
            IntKey same = limits.search();
            Integer before = made.get(same);
            if (before != null) {
                // The same search again, which saw nothing better than the best graph that it left.
                time = Rest.known(before);
            } else if (mayHaveStopped && isSpent()) {
                return true;
            } else {
                time = searched(limits, same, budget);
            }
        }
        return time.most == -1 || graph.channels * graph.bwInter >= system.totalBw;
    }

    /** The steps of a search that returned {@code left}. */
    private int spent(int budget, int left) {
        return budget - (left < 0 ? channelSearch.leftWhenFull : left);
    }

    private Rest searched(SearchBound limits, IntKey same, int budget) {
        Rest unknown = new Rest(0, budget, budget, tmp, graph);
        int crossing = graph.crossNic;
        KnownAttempts.Made found = attempt(limits, budget, true);
        int left = found.left();
        spent += found.spent();
        if (graph.crossNic != crossing) {
            // Graphs that cross NICs are measured by another bandwidth: what bettered nothing before might now.
            made.clear();
        }
        if (!found.early()) {
            made.put(same, left);
            return Rest.known(left);
        }
        unknown.most = left;
        return unknown;
    }

    /** One search, or what it came to when it was made before. */
    private KnownAttempts.Made attempt(SearchBound limits, int budget, boolean ends) {
        FastChannelSearch fast = (FastChannelSearch) channelSearch;
        IntKey same = limits.attempt(graph, fast.targetBw(), budget, ends);
        KnownAttempts.Made before = same == null ? null : known.get(same);
        if (before != null) {
            before.leave(system, tmp, graph);
            return before;
        }
        int hops = tmp.hops;
        int channelsBefore = graph.channels;
        int hopsBefore = graph.hops;
        float bwBefore = graph.bwIntra;
        int left = ends
                ? fast.runUntil(budget, () -> limits.cannotBetter(graph, fast.targetBw(), hops))
                : fast.run(budget);
        boolean bettered = graph.channels != channelsBefore || graph.hops != hopsBefore || graph.bwIntra != bwBefore;
        int channels = bettered ? graph.channels : 0;
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < channels * gpus; i++) {
            order.add(system.indexOfRank(graph.intra[i]));
        }
        KnownAttempts.Made now = new KnownAttempts.Made(
                left, fast.endedEarly(), spent(budget, left), channels, graph.hops - hops, order);
        if (same != null) {
            known.put(same, now);
        }
        return now;
    }

    /** What is left of the budget after a search, as far as it is known; -1 where the search settled the matter. */
    private static final class Rest {
        private int least;
        private int most;
        private final int budget;
        private final @Nullable ChannelGraph attempt;
        private final @Nullable ChannelGraph best;

        /** The ways that a search has which betters nothing; null where it did. */
        private @Nullable SearchWays ways;

        /** The rest of a search from this attempt, with the best graph before it. */
        Rest(int least, int most, int budget, @Nullable ChannelGraph attempt, @Nullable ChannelGraph best) {
            this.least = least;
            this.most = most;
            this.budget = budget;
            this.attempt = attempt == null ? null : attempt.snapshot();
            this.best = best == null ? null : best.snapshot();
        }

        static Rest known(int left) {
            return new Rest(left, left, 0, null, null);
        }

        boolean isKnown() {
            return least == most;
        }
    }

    /** Makes a search after all, to see what it leaves of its budget. */
    private void makeKnown(Rest rest) {
        if (rest.attempt == null || rest.best == null) {
            return;
        }
        SearchBound limits = Objects.requireNonNull(bound);
        IntKey same = rest.ways == null ? null : limits.search(rest.attempt, rest.ways);
        Integer before = same == null ? null : made.get(same);
        if (before != null && before >= 0) {
            rest.least = before;
            rest.most = before;
            return;
        }
        ChannelGraph attemptNow = tmp.snapshot();
        ChannelGraph bestNow = graph.snapshot();
        tmp.set(rest.attempt);
        graph.set(rest.best);
        KnownAttempts.Made found = attempt(limits, rest.budget, false);
        int left = found.left();
        spent += found.spent();
        tmp.set(attemptNow);
        graph.set(bestNow);
        rest.least = left;
        rest.most = left;
        if (same != null) {
            made.put(same, left);
        }
    }

    private void giveBack(Rest rest) {
        globalLeast += rest.least - taken;
        globalMost += rest.most - taken;
        taken = 0;
        if (!rest.isKnown()) {
            open.add(rest);
        }
    }

    /** Whether the global budget is spent; searches that were not made are made as far as it takes to tell. */
    private boolean isSpent() {
        while (globalLeast < 0 && globalMost >= 0) {
            makeLastKnown();
        }
        return globalMost < 0;
    }

    private void makeLastKnown() {
        Rest rest = open.remove(open.size() - 1);
        globalLeast -= rest.least;
        globalMost -= rest.most;
        makeKnown(rest);
        globalLeast += rest.least;
        globalMost += rest.most;
    }

    /** The next search may leave rounded bandwidths behind, so what was put off is done before it. */
    private void giveUpBounds() {
        while (!open.isEmpty()) {
            makeLastKnown();
        }
        bound = null;
    }

    /** Whether the last search left something of its budget. */
    private boolean isLeft() {
        if (!time.isKnown() && time.least <= 0) {
            makeKnown(time);
        }
        return time.least != 0;
    }

    private void firstPass() {
        CpuIdentity cpu = system.cpu();
        boolean amd = cpu.arch() == CpuIdentity.Arch.X86_64 && cpu.vendor() == CpuIdentity.Vendor.AMD;
        while (true) {
            if (search()) {
                return;
            }
            if (tmp.sameChannels && !(rules.amdKeepsSameChannels() && amd && tmp.typeIntra == order.sys)) {
                tmp.sameChannels = false;
                continue;
            }
            tmp.sameChannels = trySame;
            giveBack(time);
            mayHaveStopped = graph.channels > 0;
            if (mayHaveStopped && globalMost < 0) {
                return;
            }
            if (rules.simplerTreeOnSm90()
                    && system.minComputeCapability() >= 90
                    && tmp.pattern == Pattern.BALANCED_TREE) {
                tmp.pattern = Pattern.TREE;
                continue;
            }
            tmp.pattern = graph.pattern;
            if (!widen() && !slowDown()) {
                return;
            }
        }
    }

    /** The next farther path type, or NIC crossing; false when all were tried at this speed. */
    private boolean widen() {
        int maxIntra = inter ? tmp.typeInter : maxTypeIntra;
        if (tmp.typeIntra < maxIntra && (graph.channels == 0 || tmp.typeIntra < graph.typeIntra)) {
            tmp.typeIntra++;
            if (!rules.refusesUnreachable() || tmp.typeIntra < order.dis) {
                return true;
            }
        }
        tmp.typeIntra = minTypeIntra;
        int relay = order.pxn;
        if (inter
                && tmp.typeInter < maxTypeInter
                && (graph.channels == 0 || tmp.typeInter < graph.typeInter || tmp.typeInter < relay)) {
            tmp.typeInter++;
            if (!rules.refusesUnreachable() || tmp.typeInter < order.dis) {
                return true;
            }
        }
        tmp.typeInter = minTypeInter;
        return crossNics();
    }

    private boolean crossNics() {
        if (GraphRules.CROSS_NIC.at(system.version) != GraphRules.CrossNic.AS_SET) {
            if (crossNic != 0 && tmp.crossNic == 0) {
                tmp.crossNic = 1;
                return true;
            }
            tmp.crossNic = 0;
            return false;
        }
        boolean pattern = graph.pattern == Pattern.RING || graph.pattern == Pattern.BALANCED_TREE;
        boolean alternates = GraphRules.ALTERNATING_RINGS.at(system.version);
        if (crossNic == 2 && tmp.crossNic == 0 && (pattern || !alternates)) {
            tmp.crossNic = alternates ? 2 : 1;
            return true;
        }
        tmp.crossNic = crossNic == 1 ? 1 : 0;
        return false;
    }

    private boolean slowDown() {
        if (speedIndex < speeds.length - 1 && (graph.channels == 0 || speeds[speedIndex + 1] / graph.bwInter > .49)) {
            speedIndex++;
            tmp.bwInter = speeds[speedIndex];
            tmp.bwIntra = speeds[speedIndex];
            return true;
        }
        return false;
    }

    private void secondPass() {
        mayHaveStopped = false;
        time = Rest.known(-1);
        if (rules.duplicateFirst()) {
            duplicate();
        }
        tmp.set(graph);
        speedIndex = 0;
        while (speedIndex < speeds.length - 1 && speeds[speedIndex] > graph.bwInter) {
            speedIndex++;
        }
        tmp.bwIntra = speeds[speedIndex];
        tmp.bwInter = speeds[speedIndex];
        tmp.minChannels = graph.channels;
        while (speedIndex > 0 && speedUp() && isLeft()) {
            search();
            if (bound != null && bound.hasTooFewChannels()) {
                return;
            }
        }
        if (GraphRules.NVLS_SPEEDS_UP.at(system.version) && !rules.duplicateFirst()) {
            // 2.19.1 raised the NVLS speed in a pass of its own.
            time = Rest.known(-1);
            tmp.set(graph);
            while (speedIndex > 0 && speedUpNvls() && isLeft()) {
                search();
            }
        }
    }

    private boolean speedUp() {
        if (rules.duplicateFirst()) {
            if (graph.pattern == Pattern.RING) {
                tmp.bwIntra = speeds[--speedIndex];
                tmp.bwInter = tmp.bwIntra;
                return true;
            }
            if (speedUpNvls()) {
                return true;
            }
        } else if (graph.pattern == Pattern.RING
                || (graph.pattern == Pattern.NVLS && GraphRules.NVLS_SPEEDS_UP.at(system.version))) {
            return false;
        }
        if (tmp.bwIntra == graph.bwIntra && tmp.bwIntra < tmp.bwInter * 2) {
            tmp.bwIntra = speeds[--speedIndex];
            return true;
        }
        return false;
    }

    private boolean speedUpNvls() {
        if (graph.pattern == Pattern.NVLS && tmp.bwInter == graph.bwInter && tmp.bwInter < tmp.bwIntra * 2) {
            tmp.minChannels = graph.channels;
            tmp.maxChannels = graph.channels;
            tmp.bwInter = speeds[--speedIndex];
            return true;
        }
        return false;
    }

    /** "falling back to simple order": GPUs as they come, by one NIC, or by those of the first and the last GPU. */
    private void simpleOrder() {
        for (TopoNode g : system.gpus()) {
            graph.intra[g.index] = g.rank;
        }
        graph.bwIntra = .1f;
        graph.bwInter = .1f;
        graph.typeIntra = order.sys;
        graph.typeInter = order.sys;
        if (rules.fallbackPicksNets()) {
            graph.inter[0] = channelSearch.nets.select(-1, 0)[0];
            graph.inter[1] = channelSearch.nets.select(-1, gpus - 1)[0];
        } else {
            // The NIC with the id 0.
            int first = system.find(NodeType.NET, 0, 0).map(n -> n.index).orElse(0);
            graph.inter[0] = first;
            graph.inter[1] = first;
        }
        graph.channels = 1;
    }

    /** Fast channels are halved and doubled (ncclTopoDupChannels). */
    private void duplicate() {
        int cc = system.minComputeCapability();
        if (graph.channels == 0 || graph.pattern == Pattern.NVLS) {
            return;
        }
        boolean applies = switch (rules.duplicateByArch()) {
            case 0 -> graph.bwIntra >= 25;
            case 1 -> (cc <= 80 && graph.bwIntra >= 25) || (cc <= 90 && graph.bwIntra >= 50);
            default -> graph.bwIntra >= 25 && !(cc > 80 && graph.bwIntra < 50 && graph.channels > 4);
        };
        if (!applies) {
            return;
        }
        int doubled = Math.min(graph.channels * 2, graph.maxChannels);
        for (int c = graph.channels; c < doubled; c++) {
            System.arraycopy(graph.intra, (c - graph.channels) * gpus, graph.intra, c * gpus, gpus);
            System.arraycopy(graph.inter, (c - graph.channels) * 2, graph.inter, c * 2, 2);
        }
        int factor = (doubled + graph.channels - 1) / graph.channels;
        graph.bwIntra /= factor;
        graph.bwInter /= factor;
        graph.channels = doubled;
    }
}
