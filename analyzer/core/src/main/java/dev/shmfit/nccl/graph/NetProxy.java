package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.VersionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By which NIC a rank sends, and whose proxy does it: the rank's own, or that of an NVLink peer next to the NIC (PXN;
 * src/graph/search.cc ncclTopoGetNetDev, src/graph/paths.cc ncclTopoGetIntermediateRank).
 *
 * @param rank whose proxy
 * @param nic NCCL's number of the NIC on the sender's node; -1 where the system has none
 * @param gdr whether the NIC reads the GPU's memory (src/graph/paths.cc ncclTopoCheckGdr)
 */
public record NetProxy(int rank, int nic, boolean gdr) {
    private static final String NET_DEV = "src/graph/search.cc ncclTopoGetNetDev@v";

    /** Which NIC send/recv takes for the sake of the receiver. */
    enum PeersNic {
        /** The one with the number of the receiver's own. */
        RECEIVERS,
        /** That of the GPU with the receiver's number on the sender's node. */
        OF_TWIN,
        /** The same, by channel. */
        OF_TWIN_BY_CHANNEL
    }

    static final VersionRule<PeersNic> PEERS_NIC = VersionRule.of(
                    "send-recv-nic", "which NIC send and receive take for the sake of the receiver")
            .since(12, 7, PeersNic.RECEIVERS, NET_DEV + "2.12.7-1")
            .then(13, 4, PeersNic.OF_TWIN, NET_DEV + "2.13.4-1")
            .then(18, 1, PeersNic.OF_TWIN_BY_CHANNEL, NET_DEV + "2.18.1-1");

    static final VersionRule<Boolean> PXN_OVER_C2C = VersionRule.from(
            "send-recv-pxn-c2c",
            "whether the proxy of another GPU may send and receive over C2C (NCCL_PXN_C2C)",
            27,
            6,
            NET_DEV + "2.27.6-1");

    static final VersionRule<Boolean> SEND_PXN_NEEDS_GDR = VersionRule.from(
                    "send-recv-pxn-needs-gdr",
                    "whether the proxy of another GPU sends and receives only with GPUDirect RDMA",
                    30,
                    3,
                    NET_DEV + "2.30.3-1")
            .unseenBecause(
                    "without GPUDirect RDMA the way to the NIC leads through the CPU by then, which is too far anyway");

    static final VersionRule<Boolean> NVLS_HEAD_TAKES_TURNS = VersionRule.from(
            "nvls-head-nics-take-turns",
            "whether an NVLS head with several NICs uses them in turn",
            20,
            3,
            "src/graph/search.cc getNvlsNetDev@v2.20.3-1");

    static List<VersionRule<?>> rules() {
        return List.of(PEERS_NIC, PXN_OVER_C2C, SEND_PXN_NEEDS_GDR, NVLS_HEAD_TAKES_TURNS);
    }

    /**
     * What a search found on a node.
     *
     * @param graph as found there
     * @param channels that the ranks of all nodes have agreed on; others follow them in a circle
     */
    public record Found(ChannelGraph graph, int channels) {}

    /**
     * The proxy for a channel that the search found.
     *
     * @param system of the sender's domain
     * @param found the rings, trees or NVLS heads that the channel comes from
     */
    public static NetProxy of(TopoSystem system, GraphSettings settings, Found found, int sender, int channel) {
        TopoNode gpu = system.gpu(system.indexOfRank(sender));
        ChannelGraph graph = found.graph;
        if (found.channels == 0 || system.nodes(NodeType.NET).isEmpty()) {
            return new NetProxy(sender, -1, false);
        }
        int net = graph.pattern() == Pattern.NVLS
                ? netOfHead(system, found, sender, channel)
                : netOfChannel(found, sender, channel);
        return through(system, settings, gpu, system.nodes(NodeType.NET).get(net));
    }

    private static int netOfChannel(Found found, int sender, int channel) {
        ChannelGraph graph = found.graph;
        int c = channel % found.channels;
        int side = graph.intra[c * graph.gpus] == sender ? 0 : 1;
        return graph.inter[c * 2 + side];
    }

    private static int netOfHead(TopoSystem system, Found found, int sender, int channel) {
        ChannelGraph graph = found.graph;
        List<Integer> nets = new ArrayList<>();
        for (int c = 0; c < found.channels; c++) {
            if (graph.intra[c * graph.gpus] == sender) {
                nets.add(graph.inter[c * 2]);
            }
        }
        if (nets.isEmpty()) {
            throw new NcclInternalError("rank " + sender + " is no head of NVLS and has no NIC for it");
        }
        return nets.get(NVLS_HEAD_TAKES_TURNS.at(system.version) ? channel % nets.size() : 0);
    }

    /** By the proxy that is on the way to the NIC. */
    private static NetProxy through(TopoSystem system, GraphSettings settings, TopoNode gpu, TopoNode net) {
        NetPaths paths = new NetPaths(system, settings);
        boolean pxn = gpu.path(net).type == system.order.pxn;
        return new NetProxy(system.rankOf(pxn ? paths.relayOf(gpu, net) : gpu), net.dev, paths.usesGdr(gpu, net, true));
    }

    /**
     * The proxy for send/recv.
     *
     * @param system of the sender's domain
     * @param receiver on which system, and which rank
     */
    public static NetProxy toPeer(TopoSystem system, GraphSettings settings, int sender, int channel, Peer receiver) {
        if (system.nodes(NodeType.NET).isEmpty()) {
            return new NetProxy(sender, -1, false);
        }
        return new SendReceive(system, settings, sender, channel).proxy(receiver);
    }

    /** The least bandwidth between a rank of the system and a NIC that it uses (src/graph/topo.cc ncclTopoGetMinNetBw); 0 without NICs. */
    public static float slowestNic(TopoSystem system, GraphSettings settings) {
        if (system.nodes(NodeType.NET).isEmpty()) {
            return 0;
        }
        NetPaths paths = new NetPaths(system, settings);
        float slowest = Float.MAX_VALUE;
        for (TopoNode gpu : system.gpus()) {
            TopoNode first = paths.localNet(gpu, 0);
            slowest = Math.min(slowest, gpu.path(first).bw);
            for (int c = 1; c < system.constants.maxChannels(); c++) {
                TopoNode net = paths.localNet(gpu, c);
                if (net == first) {
                    break;
                }
                slowest = Math.min(slowest, gpu.path(net).bw);
            }
        }
        return slowest;
    }

    /** Whether some rank reaches the NIC of some rank of its domain over a path that a proxy on its node may take. */
    public static boolean hasNicWithinPxn(TopoSystem system, GraphSettings settings) {
        if (system.nodes(NodeType.NET).isEmpty()) {
            return false;
        }
        NetPaths paths = new NetPaths(system, settings);
        return system.gpus().stream()
                .map(g -> paths.localNet(g, 0))
                .distinct()
                .anyMatch(net -> system.gpus().stream().anyMatch(g -> g.path(net).type <= system.order.pxn));
    }

    /**
     * Who receives.
     *
     * @param system of the receiver's domain
     */
    public record Peer(TopoSystem system, int rank) {
        private TopoNode gpu() {
            return system.gpu(system.indexOfRank(rank));
        }
    }

    /** One sender's choice for one channel of send/recv. */
    private static final class SendReceive {
        private final TopoSystem system;
        private final GraphSettings settings;
        private final NetPaths paths;
        private final TopoNode gpu;
        private final int channel;

        SendReceive(TopoSystem system, GraphSettings settings, int sender, int channel) {
            this.system = system;
            this.settings = settings;
            this.paths = new NetPaths(system, settings);
            this.gpu = system.gpu(system.indexOfRank(sender));
            this.channel = channel;
        }

        NetProxy proxy(Peer receiver) {
            int level = settings.pxnDisabled() ? 0 : settings.p2pPxnLevel();
            boolean sameRail = settings.crossNic() == 0;
            TopoNode own = localNet(gpu);
            Optional<TopoNode> wanted = sameRail || level != 0 ? wanted(receiver) : Optional.empty();
            if (wanted.isEmpty()) {
                return by(gpu, own);
            }
            TopoNode net = wanted.get();
            if (level == 1 && gpu.path(net).type <= system.order.pxn) {
                return through(system, settings, gpu, net);
            }
            if (level == 2) {
                Optional<TopoNode> relay = relay(net);
                if (relay.isPresent()) {
                    return by(relay.get(), net);
                }
            }
            return by(gpu, sameRail ? net : own);
        }

        private NetProxy by(TopoNode proxy, TopoNode net) {
            return new NetProxy(system.rankOf(proxy), net.dev, paths.usesGdr(gpu, net, true));
        }

        private TopoNode localNet(TopoNode of) {
            return paths.localNet(of, channel);
        }

        /** The NIC that would be nearest for the receiver. */
        private Optional<TopoNode> wanted(Peer receiver) {
            if (PEERS_NIC.at(system.version) == PeersNic.RECEIVERS) {
                if (receiver.system.nodes(NodeType.NET).isEmpty()) {
                    return Optional.empty();
                }
                TopoNode theirs = new NetPaths(receiver.system, settings).localNet(receiver.gpu(), channel);
                return system.nodes(NodeType.NET).stream()
                        .filter(n -> n.dev == theirs.dev)
                        .findFirst();
            }
            return system.gpus().stream()
                    .filter(g -> g.dev == receiver.gpu().dev)
                    .findFirst()
                    .map(this::localNet);
        }

        /** The GPU that drives the NIC, where it can send for this one. */
        private Optional<TopoNode> relay(TopoNode net) {
            if (PEERS_NIC.at(system.version) == PeersNic.OF_TWIN_BY_CHANNEL) {
                int driver = paths.localGpu(net);
                return driver < 0
                        ? Optional.empty()
                        : Optional.of(system.gpu(driver)).filter(g -> reaches(g, net));
            }
            return system.gpus().stream()
                    .sorted(java.util.Comparator.comparingInt(system::rankOf))
                    .filter(g -> localNet(g) == net && reaches(g, net))
                    .findFirst();
        }

        private boolean reaches(TopoNode driver, TopoNode net) {
            boolean c2c = PXN_OVER_C2C.at(system.version) && settings.pxnC2c();
            int farthest = c2c ? system.order.p2c : system.order.pxb;
            return driver.path(gpu).type <= system.order.nvl
                    && driver.path(net).type <= farthest
                    && (!SEND_PXN_NEEDS_GDR.at(system.version) || paths.usesGdr(driver, net, false));
        }
    }
}
