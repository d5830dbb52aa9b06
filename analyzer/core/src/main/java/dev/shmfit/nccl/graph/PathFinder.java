package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Paths between all nodes of a system (src/graph/paths.cc ncclTopoSetPaths, ncclTopoComputePaths): breadth-first from
 * each CPU, GPU, NIC and NVSwitch, then diverted through a CPU wherever direct traffic is not possible.
 */
public final class PathFinder {
    private final TopoSystem system;
    private final PathOrder order;
    private final GraphSettings settings;
    // Asked for at every link: resolved once.
    private final boolean typeBeforeBandwidth;
    private final boolean reverseByType;

    private PathFinder(TopoSystem system, GraphSettings settings) {
        this.system = system;
        this.order = system.order;
        this.settings = settings;
        this.typeBeforeBandwidth = GraphRules.TYPE_BEFORE_BANDWIDTH.at(system.version);
        this.reverseByType = GraphRules.REVERSE_LINK_BY_TYPE.at(system.version);
    }

    /** The paths as the topology alone gives them, before any transport has a say. */
    public static void computeRaw(TopoSystem system, GraphSettings settings) {
        new PathFinder(system, settings).raw();
    }

    /** All of ncclTopoComputePaths. */
    public static void compute(TopoSystem system, GraphSettings settings, PairRules rules) {
        computeFrom(system, settings, rules, () -> {});
    }

    /**
     * The same, and in between a look at the paths as the topology alone gives them, with all ranks still inside.
     *
     * @param look called once NCCL would not have given up; the system then has its raw paths
     */
    public static void computeFrom(TopoSystem system, GraphSettings settings, PairRules rules, Runnable look) {
        PathFinder finder = new PathFinder(system, settings);
        finder.raw();
        RawPaths raw = RawPaths.of(system);
        finder.divertGpuPaths(rules);
        raw.whileInPlace(look);
        new NetPaths(system, settings).update();
    }

    /** Copies of the paths from GPUs to GPUs, which are diverted where they stand. */
    private record RawPaths(List<TopoNode> gpus, List<TopoPath[]> paths) {
        static RawPaths of(TopoSystem system) {
            return new RawPaths(
                    List.copyOf(system.gpus()),
                    system.gpus().stream()
                            .map(g -> Arrays.stream(g.pathsTo(NodeType.GPU))
                                    .map(TopoPath::copy)
                                    .toArray(TopoPath[]::new))
                            .toList());
        }

        void whileInPlace(Runnable look) {
            List<TopoPath[]> diverted =
                    gpus.stream().map(g -> g.pathsTo(NodeType.GPU)).toList();
            put(paths);
            look.run();
            put(diverted);
        }

        private void put(List<TopoPath[]> all) {
            for (int i = 0; i < gpus.size(); i++) {
                gpus.get(i).setPathsTo(NodeType.GPU, all.get(i));
            }
        }
    }

    private void raw() {
        for (NodeType t : NodeType.values()) {
            for (TopoNode n : system.nodes(t)) {
                n.clearPaths();
            }
        }
        setPaths(NodeType.CPU);
        setPaths(NodeType.GPU);
        setPaths(NodeType.NET);
        if (GraphRules.NVSWITCH_PATHS.at(system.version)) {
            setPaths(NodeType.NVS);
        }
        if (system.constants.devNodes()) {
            setPaths(NodeType.DEV);
        }
    }

    private TopoPath pathOf(TopoNode node, TopoNode base) {
        TopoPath[] paths = node.pathsTo(base.type);
        if (paths.length == 0) {
            paths = new TopoPath[system.count(base.type)];
            // From 2.23 a path not yet found is of type DIS; before, the zeroed memory reads as LOC.
            int none = GraphRules.UNFOUND_PATH_IS_DIS.at(system.version) ? order.dis : order.loc;
            for (int i = 0; i < paths.length; i++) {
                paths[i] = new TopoPath(none);
            }
            node.setPathsTo(base.type, paths);
        }
        return paths[base.index];
    }

    private void setPaths(NodeType type) {
        for (TopoNode base : system.nodes(type)) {
            setPaths(base);
        }
    }

    private void setPaths(TopoNode base) {
        TopoPath own = pathOf(base, base);
        own.count = 0;
        own.bw = GraphConstants.LOCAL_BW;
        own.type = order.loc;
        List<TopoNode> now = List.of(base);
        while (!now.isEmpty()) {
            List<TopoNode> next = new ArrayList<>();
            for (TopoNode node : now) {
                for (TopoLink link : node.links) {
                    if (extend(base, node, link) && !next.contains(link.remote)) {
                        next.add(link.remote);
                    }
                }
            }
            now = next;
        }
    }

    /** Tries to reach {@code link.remote} from {@code base} through {@code node}; whether that gave a better path. */
    private boolean extend(TopoNode base, TopoNode node, TopoLink link) {
        TopoPath path = pathOf(node, base);
        TopoNode remote = link.remote;
        TopoPath remotePath = pathOf(remote, base);
        if (forbidsTransit(base, node, link, path)) {
            return false;
        }
        float bw = Math.min(path.bw, link.bw);
        int type = typeThrough(base, node, link, path);
        if (!better(remotePath, path, bw, type)) {
            return false;
        }
        TopoLink reverse = reverse(remote, node, link.type);
        if (reverse == null) {
            reverse = remotePath.first();
        }
        if (reverse == null) {
            throw new NcclInternalError("no way back from " + remote.type + " to " + node.type);
        }
        TopoLink[] links = new TopoLink[path.count + 1];
        links[0] = reverse;
        System.arraycopy(path.links, 0, links, 1, path.count);
        remotePath.links = links;
        remotePath.count = links.length;
        remotePath.bw = bw;
        remotePath.type = type;
        return true;
    }

    /** A path may go through a GPU only over NVLink, and only once (from 2.8). */
    private boolean forbidsTransit(TopoNode base, TopoNode node, TopoLink link, TopoPath path) {
        if (system.constants.devNodes()) {
            TopoNode baseDevice = base.parent != null ? base.parent : base;
            boolean downToGpu = link.type == LinkType.LOC && link.remote.type == NodeType.GPU;
            boolean nvLinkOn = link.type == LinkType.NVL && link.remote.type == NodeType.DEV;
            return node != baseDevice
                    && node.type == NodeType.DEV
                    && !downToGpu
                    && (settings.nvbDisabled() || !nvLinkOn || path.count > transitLength(base));
        }
        if (node == base || node.type != NodeType.GPU) {
            return false;
        }
        boolean nvLinkOn = link.type == LinkType.NVL && link.remote.type == NodeType.GPU;
        return settings.nvbDisabled() || order.nvb < 0 || !nvLinkOn || path.count > 1;
    }

    private int transitLength(TopoNode base) {
        return system.constants.devNodes() && base.type == NodeType.GPU ? 2 : 1;
    }

    private int typeThrough(TopoNode base, TopoNode node, TopoLink link, TopoPath path) {
        int type = linkType(link.type);
        if (node.type == NodeType.PCI && link.remote.type == NodeType.PCI) {
            type = order.pxb;
        }
        if (link.type == LinkType.PCI && (node.type == NodeType.CPU || link.remote.type == NodeType.CPU)) {
            type = order.phb;
        }
        NodeType transit = system.constants.devNodes() ? NodeType.DEV : NodeType.GPU;
        boolean secondHop = path.count >= transitLength(base);
        if (node.type == transit && path.type == order.nvl && type == order.nvl && secondHop && order.nvb >= 0) {
            type = order.nvb;
        }
        return Math.max(path.type, type);
    }

    private int linkType(LinkType type) {
        return switch (type) {
            case LOC, NET -> order.loc;
            case NVL -> order.nvl;
            case C2C -> order.c2c;
            case PCI -> order.pix;
            case SYS -> order.sys;
        };
    }

    private boolean better(TopoPath old, TopoPath extended, float bw, int type) {
        if (typeBeforeBandwidth) {
            return type < old.type
                    || (type == old.type && old.bw < bw)
                    || (type == old.type && old.bw == bw && old.count > extended.count + 1);
        }
        return (old.bw == 0 || old.count > extended.count) && old.bw < bw;
    }

    private @org.jspecify.annotations.Nullable TopoLink reverse(TopoNode from, TopoNode to, LinkType type) {
        for (TopoLink l : from.links) {
            if (l.remote == to && (!reverseByType || l.type == type)) {
                return l;
            }
        }
        return null;
    }

    private void divertGpuPaths(PairRules rules) {
        // Up to 2.13 a CPU-diverted pair was marked unreachable before the next GPU's paths were looked at; the order
        // of the loops is NCCL's.
        for (TopoNode g : system.gpus()) {
            for (TopoNode p : system.gpus()) {
                if (!rules.checkP2p(system, p.rank, g.rank)) {
                    addInterStep(localCpu(system, g), p, g);
                }
            }
            for (TopoNode p : system.gpus()) {
                if (p != g
                        && !rules.p2pCanConnect(system, p.rank, g.rank)
                        && !rules.shmCanConnect(system, p.rank, g.rank)) {
                    markUnreachable(p.path(g));
                }
            }
        }
    }

    private void markUnreachable(TopoPath path) {
        if (order.net == Integer.MAX_VALUE) {
            path.count = 0;
        } else {
            path.type = order.net;
        }
    }

    /** src/graph/paths.cc addInterStep: {@code from} to {@code to} by way of {@code via}. */
    void addInterStep(TopoNode via, TopoNode from, TopoNode to) {
        addInterStep(system, via, from, to);
    }

    static void addInterStep(TopoSystem system, TopoNode via, TopoNode from, TopoNode to) {
        PathOrder order = system.order;
        TopoPath first = from.path(via);
        TopoPath second = via.path(to);
        TopoPath path = from.path(to);
        TopoLink[] links = new TopoLink[first.count + second.count];
        System.arraycopy(first.links, 0, links, 0, first.count);
        System.arraycopy(second.links, 0, links, first.count, second.count);
        int type = mergeTypes(system, first.type, second.type);
        path.links = links;
        path.count = links.length;
        path.bw = Math.min(first.bw, second.bw);
        path.type = via.type == NodeType.GPU ? order.pxn : type;
    }

    /** From 2.27.5 the way over C2C and a host bridge has a type of its own. */
    static int mergeTypes(TopoSystem system, int a, int b) {
        PathOrder order = system.order;
        int max = Math.max(a, b);
        boolean c2cThenBridge = max == order.phb && Math.min(a, b) == order.c2c;
        return c2cThenBridge && GraphRules.C2C_THEN_BRIDGE.at(system.version) ? order.p2c : max;
    }

    /** The CPU nearest to a GPU: fewest hops; from 2.30.7 best bandwidth and type first. */
    static TopoNode localCpu(TopoSystem system, TopoNode gpu) {
        List<TopoNode> cpus = system.nodes(NodeType.CPU);
        if (GraphRules.LOCAL_CPU_BY_PATH.at(system.version)) {
            List<Integer> near = LocalDevices.local(system, gpu, NodeType.CPU).indices();
            TopoNode best = null;
            for (int i : near) {
                TopoNode c = cpus.get(i);
                if (best == null || gpu.path(c).count < gpu.path(best).count) {
                    best = c;
                }
            }
            return required(best);
        }
        boolean skipsEmpty = GraphRules.LOCAL_CPU_NEEDS_PATH.at(system.version);
        TopoNode best = null;
        int minHops = 0;
        for (TopoNode c : cpus) {
            int hops = gpu.path(c).count;
            if ((!skipsEmpty || hops > 0) && (minHops == 0 || hops < minHops)) {
                best = c;
                minHops = hops;
            }
        }
        return required(best);
    }

    private static TopoNode required(@org.jspecify.annotations.Nullable TopoNode cpu) {
        if (cpu == null) {
            throw new NcclInternalError("a GPU has no CPU near it");
        }
        return cpu;
    }
}
