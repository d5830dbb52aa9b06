package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.VersionRule;
import dev.shmfit.topology.CpuIdentity;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Searches that were made before. Where facts are missing, the same job is forecast on hundreds of nodes that the known
 * ones allow, and most of them differ in what no search between their GPUs looks at: NICs, or PCIe beside NVSwitches.
 *
 * <p>Two searches are the same where everything is equal that a search can read: the rules of the version, the pattern,
 * and the system. Of a system that the search does not leave these are the GPUs, the paths between them and NVSwitches,
 * and the links of these paths; else all of it. A search also leaves rounded bandwidths behind, which a later one reads;
 * they are left behind here as well.
 */
public final class SearchMemo {
    private final Map<Key, Found> found = new ConcurrentHashMap<>();
    private final LongAdder steps = new LongAdder();

    /** The graph that {@link GraphSearch#compute} finds. */
    public ChannelGraph compute(
            TopoSystem system, GraphSettings settings, Pattern pattern, int minChannels, int maxChannels) {
        Reader reader = new Reader(system);
        Key key = reader.key(settings, pattern, minChannels, maxChannels);
        Found before = found.get(key);
        if (before != null) {
            before.leave(reader);
            return renumbered(before.graph, reader.ranks, false);
        }
        GraphSearch.Counted made = GraphSearch.counted(system, settings, pattern, minChannels, maxChannels);
        if (found.putIfAbsent(key, Found.of(renumbered(made.graph(), reader.ranks, true), reader)) == null) {
            steps.add(made.steps());
        }
        return made.graph();
    }

    /** The steps of all searches that are remembered: the same whatever thread came first. */
    public long steps() {
        return steps.sum();
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
    private record Found(ChannelGraph graph, List<Float> links, List<Float> nics) {
        static Found of(ChannelGraph graph, Reader reader) {
            return new Found(
                    graph.copy(),
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
            SearchRules rules, List<Float> speeds, List<CpuIdentity> cpus, List<LinkType> kinds, LongBuffer numbers) {}

    /** Writes down a system as far as a search in it looks. */
    private static final class Reader {
        private final TopoSystem system;
        private final boolean inter;

        /** Ascending. */
        private final List<Integer> ranks;

        /** The kinds of node between which paths are followed. */
        private final List<NodeType> ends;

        private final List<CpuIdentity> cpus = new ArrayList<>();
        private final List<LinkType> kinds = new ArrayList<>();

        /** Nodes at the ends of paths and between them, by the order in which they are met. */
        private final IdentityHashMap<TopoNode, Integer> nodes = new IdentityHashMap<>();

        private final List<TopoNode> inOrder = new ArrayList<>();

        /** The links between these nodes. */
        private final List<TopoLink> links = new ArrayList<>();

        private final IdentityHashMap<TopoLink, Integer> numberOfLink = new IdentityHashMap<>();

        private long[] numbers = new long[1024];
        private int size;

        Reader(TopoSystem system) {
            this.system = system;
            this.inter = system.searchesInter();
            this.ranks = system.ranks().stream().sorted().toList();
            this.ends = inter ? List.of(NodeType.values()) : List.of(NodeType.GPU, NodeType.NVS);
        }

        Key key(GraphSettings settings, Pattern pattern, int minChannels, int maxChannels) {
            put(inter ? 1 : 0, pattern.number(), minChannels, maxChannels);
            put(settings.crossNic(), system.count(NodeType.NET) > 1 ? 1 : 0);
            version();
            put(bits(system.maxBw), bits(system.totalBw), system.count(NodeType.DEV), system.hosts);
            cpus.add(system.cpu());
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
                            for (TopoLink l : p.links) {
                                meet(l.remote);
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
                    n.sm,
                    n.parent == null ? -1 : n.parent.index,
                    n.used);
            if (n.type == NodeType.CPU) {
                cpus.add(n.cpu);
            }
            if (inter) {
                put(n.id, n.system, n.index, n.dev, n.gdr ? 1 : 0, n.pciDevice, n.asic, n.port, bits(n.bw));
                put(bits(n.latency), n.coll ? 1 : 0, n.maxChannels, n.localGpu);
            }
        }

        private void links(TopoNode n) {
            put(-1);
            for (TopoLink l : n.links) {
                Integer to = nodes.get(l.remote);
                if (to != null) {
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
