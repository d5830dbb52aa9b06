package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.VersionRule;
import dev.shmfit.topology.CpuIdentity;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Searches that were made before. Where facts are missing, the same job is forecast on hundreds of nodes that the known
 * ones allow, and most of them differ in what no search between their GPUs looks at: NICs, or PCIe beside NVSwitches.
 *
 * <p>Two searches are the same where everything is equal that a search can read: the rules of the version, the pattern,
 * and the system. Of a system that the search does not leave these are the GPUs, the paths between them and NVSwitches,
 * and the links of these paths; else all of it. A search that looked no farther than NVLink is the same whatever lies beyond: of
 * farther paths it reads that they are farther. A search also leaves rounded bandwidths behind, which a later one reads;
 * they are left behind here as well.
 */
public final class SearchMemo {
    /** More are made again; a node of eight GPUs takes some kilobytes for each. */
    private static final int MOST = 10_000;

    private final Map<Key, Found> found;
    private final LongAdder walked;

    /** Of the searches asked for here, those whose steps are counted. */
    private final Set<Found> counted;

    private final LongAdder steps;
    private final AtomicBoolean wentFar = new AtomicBoolean();

    private final SearchMode mode;
    private final KnownAttempts attempts;

    /** Nothing was searched yet. */
    public SearchMemo() {
        this(new ConcurrentHashMap<>(), new KnownAttempts(), new LongAdder(), SearchMode.FAST);
    }

    /** Nothing was searched yet, and every search will be carried out step by step: slow, and no other result. */
    public static SearchMemo stepByStep() {
        return new SearchMemo(new ConcurrentHashMap<>(), new KnownAttempts(), new LongAdder(), SearchMode.AS_WRITTEN);
    }

    /** No search will be made: each finds one channel of the GPUs as they come. */
    public static SearchMemo notAtAll() {
        return new SearchMemo(new ConcurrentHashMap<>(), new KnownAttempts(), new LongAdder(), SearchMode.NOT_AT_ALL);
    }

    /** Whether searches are made. */
    public boolean makesAny() {
        return mode != SearchMode.NOT_AT_ALL;
    }

    private SearchMemo(Map<Key, Found> found, KnownAttempts attempts, LongAdder walked, SearchMode mode) {
        this(
                found,
                attempts,
                walked,
                mode,
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>())),
                new LongAdder());
    }

    private SearchMemo(
            Map<Key, Found> found,
            KnownAttempts attempts,
            LongAdder walked,
            SearchMode mode,
            Set<Found> counted,
            LongAdder steps) {
        this.mode = mode;
        this.attempts = attempts;
        this.found = found;
        this.walked = walked;
        this.counted = counted;
        this.steps = steps;
    }

    /** The same searches for another analysis, which counts its steps from nothing. */
    public SearchMemo another() {
        return new SearchMemo(found, attempts, walked, mode);
    }

    /** The same searches, watched from now on as to how far they go. */
    public SearchMemo watched() {
        return new SearchMemo(found, attempts, walked, mode, counted, steps);
    }

    /** Whether all searches that were asked for here looked at NVLinks alone, so that nothing beyond could change them. */
    public boolean stayedNear() {
        return !wentFar.get();
    }

    /** The graph that {@link GraphSearch#compute} finds. */
    public ChannelGraph compute(
            TopoSystem system, GraphSettings settings, Pattern pattern, int minChannels, int maxChannels) {
        if (mode == SearchMode.NOT_AT_ALL) {
            wentFar.set(true);
            return GraphSearch.counted(system, settings, pattern, minChannels, maxChannels, mode, attempts)
                    .graph();
        }
        Reader near = new Reader(system, nearest(system));
        Key nearKey = near.key(settings, pattern, minChannels, maxChannels);
        Reader whole = near.seesAll() ? near : new Reader(system, Integer.MAX_VALUE);
        Key wholeKey = near.seesAll() ? nearKey : whole.key(settings, pattern, minChannels, maxChannels);
        for (Reader reader : List.of(near, whole)) {
            Found before = found.get(reader == near ? nearKey : wholeKey);
            if (before != null) {
                note(reader);
                count(before);
                before.leave(reader);
                return renumbered(before.graph, reader.ranks, false);
            }
        }
        GraphSearch.Counted made =
                GraphSearch.counted(system, settings, pattern, minChannels, maxChannels, mode, attempts);
        boolean stayed = made.farthest() <= near.farthest;
        Reader reader = stayed ? near : whole;
        note(reader);
        Found now = Found.of(renumbered(made.graph(), reader.ranks, true), made.steps(), reader);
        walked.add(made.steps());
        Found same = found.size() < MOST ? found.putIfAbsent(stayed ? nearKey : wholeKey, now) : null;
        count(same == null ? now : same);
        return made.graph();
    }

    private void count(Found search) {
        if (counted.add(search)) {
            steps.add(search.steps);
        }
    }

    private void note(Reader reader) {
        if (reader.seesAll()) {
            wentFar.set(true);
        }
    }

    /** Up to which type of path a search may stay among NVLinks; where there are none, or NICs count, it sees all. */
    private static int nearest(TopoSystem system) {
        PathOrder o = system.order;
        boolean ordered = o.pix > Math.max(o.nvl, o.nvb) && GraphRules.TYPE_BEFORE_BANDWIDTH.at(system.version);
        boolean nvLinks =
                system.gpus().stream().anyMatch(g -> g.pathsToOthers().anyMatch(p -> p.type <= Math.max(o.nvl, o.nvb)));
        return ordered && nvLinks && !system.searchesInter() ? o.pix - 1 : Integer.MAX_VALUE;
    }

    /** The steps of the different searches that this analysis asked for, whoever made them: the same for every order. */
    public long steps() {
        return steps.sum();
    }

    /** The steps that were really walked, for all analyses that share the searches. */
    public long walked() {
        return walked.sum();
    }

    /** A copy with places among the ranks instead of ranks, or the other way: equal nodes differ in their ranks alone. */
    private static ChannelGraph renumbered(ChannelGraph graph, List<Integer> ranks, boolean toPlaces) {
        ChannelGraph copy = graph.copy();
        for (int i = 0; i < graph.channels * graph.gpus; i++) {
            // Behind an NVLS head nothing is filled in: 0, whether or not that is a rank of this node.
            int value = graph.intra[i];
            copy.intra[i] = toPlaces ? ranks.indexOf(value) : value < 0 ? 0 : ranks.get(value);
        }
        return copy;
    }

    /** What a search found, and what it left of links and NICs. */
    private record Found(ChannelGraph graph, long steps, List<Float> links, List<Float> nics) {
        static Found of(ChannelGraph graph, long steps, Reader reader) {
            return new Found(
                    graph.copy(),
                    steps,
                    reader.links.stream().map(l -> l.bw).toList(),
                    reader.inOrder.stream().map(n -> n.bw).toList());
        }

        void leave(Reader reader) {
            for (int i = 0; i < links.size(); i++) {
                reader.links.get(i).bw = links.get(i);
            }
            for (int i = 0; i < nics.size(); i++) {
                reader.inOrder.get(i).bw = nics.get(i);
            }
        }
    }

    /** Everything that a search reads. */
    private record Key(
            SearchRules rules, List<Float> speeds, List<Maker> cpus, List<LinkType> kinds, LongBuffer numbers) {}

    /** Of a CPU the search reads no more. */
    private record Maker(CpuIdentity.Arch arch, CpuIdentity.Vendor vendor) {
        static Maker of(CpuIdentity cpu) {
            return new Maker(cpu.arch(), cpu.vendor());
        }
    }

    /** Writes down a system as far as a search in it looks. */
    private static final class Reader {
        private final TopoSystem system;
        private final boolean inter;

        /** Paths of a farther type are written down as such alone. */
        private final int farthest;

        /** Ascending. */
        private final List<Integer> ranks;

        /** The kinds of node between which paths are followed. */
        private final List<NodeType> ends;

        private final List<Maker> cpus = new ArrayList<>();
        private final List<LinkType> kinds = new ArrayList<>();

        /** Nodes at the ends of paths and between them, by the order in which they are met. */
        private final IdentityHashMap<TopoNode, Integer> nodes = new IdentityHashMap<>();

        private final List<TopoNode> inOrder = new ArrayList<>();

        /** The links between these nodes. */
        private final List<TopoLink> links = new ArrayList<>();

        private final IdentityHashMap<TopoLink, Integer> numberOfLink = new IdentityHashMap<>();

        /** Whether paths are followed from others than GPUs. */
        private boolean fromOthers;

        private long[] numbers = new long[1024];
        private int size;

        Reader(TopoSystem system, int farthest) {
            this.system = system;
            this.farthest = farthest;
            this.inter = system.searchesInter();
            this.ranks = system.ranks().stream().sorted().toList();
            this.ends = inter ? List.of(NodeType.values()) : List.of(NodeType.GPU, NodeType.NVS);
        }

        boolean seesAll() {
            return farthest == Integer.MAX_VALUE;
        }

        private boolean isFar(TopoPath p) {
            return p.type > farthest;
        }

        Key key(GraphSettings settings, Pattern pattern, int minChannels, int maxChannels) {
            fromOthers = inter || pattern == Pattern.NVLS;
            put(seesAll() ? 1 : 0, inter ? 1 : 0, pattern.number(), minChannels, maxChannels);
            put(settings.crossNic(), system.count(NodeType.NET) > 1 ? 1 : 0);
            version();
            put(system.devices.code());
            put(bits(system.maxBw), bits(system.totalBw), system.count(NodeType.DEV), system.hosts);
            if (seesAll()) {
                cpus.add(Maker.of(system.cpu()));
            }
            meetAll();
            inOrder.forEach(this::links);
            paths();
            List<Float> speeds = new ArrayList<>();
            for (float s : system.constants.speeds(inter, system.minComputeCapability())) {
                speeds.add(s);
            }
            return new Key(
                    SearchRules.of(system.version),
                    speeds,
                    cpus,
                    kinds,
                    LongBuffer.wrap(Arrays.copyOf(numbers, size)).asReadOnlyBuffer());
        }

        private void version() {
            for (VersionRule<?> rule : GraphRules.IN_SEARCH) {
                put(rule.indexAt(system.version));
            }
            PathOrder o = system.order;
            put(o.loc, o.nvl, o.pix, o.phb, o.sys, o.net, o.dis);
            if (inter) {
                put(o.nvb, o.c2c, o.pxb, o.p2c, o.pxn, system.constants.maxChannels());
            }
            put(system.constants.devNodes() ? 1 : 0);
        }

        private void meetAll() {
            for (NodeType type : ends) {
                put(system.count(type));
                system.nodes(type).forEach(this::meet);
            }
            for (NodeType from : ends) {
                for (TopoNode n : system.nodes(from)) {
                    for (NodeType to : ends) {
                        for (TopoPath p : n.pathsTo(to)) {
                            if (!isFar(p)) {
                                for (TopoLink l : p.links) {
                                    meet(l.remote);
                                }
                            }
                        }
                    }
                }
            }
        }

        private void meet(TopoNode n) {
            if (nodes.putIfAbsent(n, inOrder.size()) != null) {
                return;
            }
            inOrder.add(n);
            put(
                    n.type.slot,
                    n.type == NodeType.GPU || n.type == NodeType.DEV ? ranks.indexOf(n.rank) : -1,
                    generation(n.sm),
                    n.parent == null ? -1 : n.parent.index,
                    n.used);
            if (n.type == NodeType.CPU) {
                cpus.add(Maker.of(n.cpu));
            }
            if (inter) {
                put(n.id, n.system, n.index, n.dev, n.gdr ? 1 : 0, n.pciDevice, n.asic, n.port, bits(n.bw));
                put(bits(n.latency), n.coll ? 1 : 0, n.maxChannels, n.localGpu, n.rail, n.plane);
            }
        }

        /**
         * The last compute capability of those that a search does not tell apart (src/graph/search.cc@v2.30.7-1 and before:
         * ncclTopoDupChannels at 80 and 90, NVLS and plain trees from 90 on, and followPath before 80, of paths that do not
         * begin at a GPU). Speeds and the bandwidth of links stand in the key as such.
         */
        private int generation(int sm) {
            if (sm > 90) {
                return Integer.MAX_VALUE;
            }
            int before = sm > 80 ? 89 : 80;
            return sm == 90 ? 90 : fromOthers && sm < 80 ? 79 : before;
        }

        private void links(TopoNode n) {
            put(-1);
            for (TopoLink l : n.links) {
                Integer to = nodes.get(l.remote);
                if (to != null && (seesAll() || l.type == LinkType.NVL || l.type == LinkType.LOC)) {
                    numberOfLink.put(l, links.size());
                    links.add(l);
                    kinds.add(l.type);
                    put(to, bits(l.bw));
                }
            }
        }

        private void paths() {
            for (NodeType from : ends) {
                for (TopoNode n : system.nodes(from)) {
                    for (NodeType to : ends) {
                        TopoPath[] all = n.pathsTo(to);
                        put(all.length);
                        for (TopoPath p : all) {
                            if (isFar(p)) {
                                put(p.type, p.count == 0 ? 0 : 1);
                                continue;
                            }
                            put(p.type, p.count, bits(p.bw), p.links.length);
                            for (TopoLink l : p.links) {
                                put(numberOfLink.getOrDefault(l, -1));
                            }
                        }
                    }
                }
            }
        }

        private void put(long... more) {
            if (size + more.length > numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * numbers.length + more.length);
            }
            System.arraycopy(more, 0, numbers, size, more.length);
            size += more.length;
        }

        private static long bits(float f) {
            return Float.floatToRawIntBits(f);
        }
    }
}
