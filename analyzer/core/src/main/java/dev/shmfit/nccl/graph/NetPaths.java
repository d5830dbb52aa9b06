package dev.shmfit.nccl.graph;

import java.util.List;

/**
 * The GPU-NIC part of ncclTopoComputePaths: the way through an NVLink peer that is nearer to the NIC (PXN), the detour
 * through the CPU where GPUDirect RDMA is not used, the C2C types of 2.27 and later.
 */
final class NetPaths {
    private final TopoSystem system;
    private final PathOrder order;
    private final GraphSettings settings;

    NetPaths(TopoSystem system, GraphSettings settings) {
        this.system = system;
        this.order = system.order;
        this.settings = settings;
    }

    void update() {
        List<TopoNode> nets = system.nodes(NodeType.NET);
        if (nets.isEmpty()) {
            return;
        }
        nameC2cPaths();
        for (TopoNode net : nets) {
            for (TopoNode gpu : system.gpus()) {
                if (!settings.pxnDisabled()) {
                    relay(net, gpu);
                }
                boolean always = GraphRules.DETOUR_BEFORE_BRIDGE.at(system.version);
                if ((always || path(gpu, net).type < order.phb) && !usesGdr(gpu, net, false)) {
                    TopoNode cpu = PathFinder.localCpu(system, gpu);
                    PathFinder.addInterStep(system, cpu, net, gpu);
                    PathFinder.addInterStep(system, cpu, gpu, net);
                }
            }
        }
        if (GraphRules.NET_LOCAL_GPU.at(system.version)) {
            nets.forEach(n -> n.localGpu = LocalDevices.localGpu(system, n));
        }
    }

    private void nameC2cPaths() {
        if (!GraphRules.C2C_NET_PATHS.at(system.version)) {
            return;
        }
        for (TopoNode gpu : system.gpus()) {
            TopoNode cpu = PathFinder.localCpu(system, gpu);
            int toCpu = gpu.path(cpu).type;
            List<Integer> candidates = GraphRules.C2C_NETS_LOCAL_ONLY.at(system.version)
                    ? LocalDevices.local(system, gpu, NodeType.NET).indices()
                    : java.util.stream.IntStream.range(0, system.count(NodeType.NET))
                            .boxed()
                            .toList();
            for (int n : candidates) {
                TopoNode net = system.nodes(NodeType.NET).get(n);
                boolean overC2c = GraphRules.C2C_THEN_BRIDGE.at(system.version)
                        ? PathFinder.mergeTypes(system, toCpu, net.path(cpu).type) == order.p2c
                        : path(gpu, net).type == order.phb && toCpu == order.c2c;
                if (overC2c) {
                    path(gpu, net).type = Math.min(order.p2c, path(gpu, net).type);
                    net.path(gpu).type = Math.min(order.p2c, net.path(gpu).type);
                }
            }
        }
    }

    private void relay(TopoNode net, TopoNode gpu) {
        GraphRules.PxnRelay rule = GraphRules.PXN_RELAY.at(system.version);
        switch (rule) {
            case NONE -> {}
            case OWNER, ANY_PEER, ANY_PEER_FOR_BANDWIDTH -> relayThroughPeer(net, gpu, rule);
            case LOCAL_GPU -> relayThroughLocalGpu(net, gpu);
        }
    }

    /** The GPU that drives {@code net}; -1 for none (src/graph/topo.cc ncclTopoGetLocalGpu). */
    int localGpu(TopoNode net) {
        return switch (GraphRules.LOCAL_GPU.at(system.version)) {
            case BY_SETS_OF_NICS -> new NetMasks(system).localGpu(net);
            case BY_CHANNELS_OF_ANY, BY_CHANNELS -> LocalDevices.localGpu(system, net);
        };
    }

    /** The NIC that {@code gpu} uses for {@code channel} (src/graph/topo.cc ncclTopoGetLocalNet). */
    TopoNode localNet(TopoNode gpu, int channel) {
        return switch (GraphRules.LOCAL_NET.at(system.version)) {
            case ROUND_ROBIN -> roundRobinNet(gpu);
            case BY_SETS_OF_NICS -> new NetMasks(system).localNet(gpu, channel);
            case BY_CHANNELS -> LocalDevices.localNet(system, gpu, channel);
        };
    }

    private void relayThroughLocalGpu(TopoNode net, TopoNode gpu) {
        int local = localGpu(net);
        if (local == gpu.index || local == -1) {
            return;
        }
        TopoNode peer = system.gpu(local);
        boolean c2c = settings.pxnC2c();
        int reach = c2c && order.p2c >= 0 ? order.p2c : order.pxb;
        int tooFar = switch (GraphRules.PXN_REACH.at(system.version)) {
            case PXB -> order.pxb;
            case PXB_OR_P2C -> reach;
            case PXN -> order.pxn;
        };
        boolean gdr = !GraphRules.PXN_NEEDS_GDR.at(system.version) || usesGdr(peer, net, true);
        if (path(peer, net).type <= reach
                && gdr
                && peer.path(gpu).type <= order.nvl
                && peer.system == gpu.system
                && (path(peer, net).bw > path(gpu, net).bw || path(gpu, net).type > tooFar)) {
            PathFinder.addInterStep(system, peer, gpu, net);
        }
    }

    private void relayThroughPeer(TopoNode net, TopoNode gpu, GraphRules.PxnRelay rule) {
        boolean bandwidthToo = rule == GraphRules.PxnRelay.ANY_PEER_FOR_BANDWIDTH;
        boolean ownersOnly = rule == GraphRules.PxnRelay.OWNER;
        if (!bandwidthToo && path(gpu, net).type <= order.pxb) {
            return;
        }
        TopoNode relay = null;
        for (TopoNode peer : system.gpus()) {
            if (peer == gpu
                    || path(peer, net).type > order.pxb
                    || peer.path(gpu).type > order.nvl
                    || (ownersOnly && roundRobinNet(peer) != net)
                    || (bandwidthToo && path(peer, net).bw <= path(gpu, net).bw && path(gpu, net).type <= order.pxb)) {
                continue;
            }
            relay = peer;
            if (roundRobinNet(peer) == net) {
                break;
            }
        }
        if (relay != null) {
            PathFinder.addInterStep(system, relay, gpu, net);
        }
    }

    /** ncclTopoGetLocalNet up to 2.17. */
    private TopoNode roundRobinNet(TopoNode gpu) {
        float maxBw = 0;
        int minType = order.sys;
        List<TopoNode> found = new java.util.ArrayList<>();
        for (TopoNode n : system.nodes(NodeType.NET)) {
            TopoPath p = n.path(gpu);
            if (p.bw > maxBw || (p.bw == maxBw && p.type < minType)) {
                maxBw = p.bw;
                minType = p.type;
                found.clear();
            }
            if (p.bw == maxBw && p.type == minType) {
                found.add(n);
            }
        }
        return found.isEmpty() ? system.nodes(NodeType.NET).get(0) : found.get(gpu.dev % found.size());
    }

    private static TopoPath path(TopoNode from, TopoNode to) {
        return from.path(to);
    }

    /** src/graph/paths.cc ncclTopoCheckGdr. */
    boolean usesGdr(TopoNode gpu, TopoNode net, boolean read) {
        if (!net.gdr || !gpu.gdr) {
            return false;
        }
        if (read && !allowsGdrRead(gpu)) {
            return false;
        }
        GraphRules.GdrC2c overC2c =
                settings.netGdrC2c() ? GraphRules.GDR_C2C.at(system.version) : GraphRules.GdrC2c.NEVER;
        int level = overC2c == GraphRules.GdrC2c.LEVEL_P2C ? order.p2c : order.pxb;
        if (settings.netGdrLevel() >= 0) {
            level = settings.netGdrLevel();
        }
        int distance = path(gpu, net).type;
        if (distance == order.pxn) {
            distance = path(relayOf(gpu, net), net).type;
        }
        boolean asC2c = switch (overC2c) {
            case NEVER, LEVEL_P2C -> false;
            case BRIDGE_ON_REQUEST ->
                distance == order.phb && gpu.path(PathFinder.localCpu(system, gpu)).type == order.c2c;
            case P2C_AS_C2C -> distance == order.p2c;
        };
        return (asC2c ? order.c2c : distance) <= level;
    }

    private boolean allowsGdrRead(TopoNode gpu) {
        if (settings.netGdrRead() == 0) {
            return false;
        }
        boolean olderOnly = GraphRules.GDR_READ_SM80.at(system.version);
        if (settings.netGdrRead() > 0 || (olderOnly && gpu.sm >= 80)) {
            return true;
        }
        return system.gpuCount() == 1
                || system.gpus().stream().anyMatch(p -> p != gpu && gpu.path(p).type == order.nvl);
    }

    /** The GPU through which a PXN path goes. */
    TopoNode relayOf(TopoNode gpu, TopoNode net) {
        for (TopoLink l : path(gpu, net).links) {
            TopoNode at = l.remote;
            if (at.type == NodeType.GPU && at != gpu) {
                return at;
            }
            if (at.type == NodeType.DEV && at != gpu.parent) {
                return system.gpus().stream()
                        .filter(g -> g.parent == at)
                        .findFirst()
                        .orElse(gpu);
            }
        }
        return gpu;
    }
}
