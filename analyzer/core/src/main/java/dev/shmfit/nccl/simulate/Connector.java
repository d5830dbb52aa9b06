package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.CuMem;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.connect.Channels;
import dev.shmfit.nccl.connect.NodeGraphs;
import dev.shmfit.nccl.connect.NvlsTrees;
import dev.shmfit.nccl.connect.P2pChannels;
import dev.shmfit.nccl.graph.ChannelGraph;
import dev.shmfit.nccl.graph.NetProxy;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.segment.SegmentSizes;
import dev.shmfit.nccl.transport.TransportRules;
import dev.shmfit.nccl.transport.TransportRules.Decision;
import dev.shmfit.text.Text;
import dev.shmfit.topology.PathType;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * One step of one communicator: makes the connections that are missing, and notes the memory that each takes
 * (src/transport.cc ncclTransportP2pConnect and ncclTransportP2pSetup).
 */
final class Connector {
    /** Send/recv has connectors of its own, so that it does not disturb collectives. */
    static final VersionRule<Integer> SEND_RECEIVE_INDEX = VersionRule.of(
                    "send-recv-connection", "which connection of a channel send and receive use")
            .since(7, 3, 0, "src/enqueue.cc ncclSaveP2p@v2.7.3-1")
            .then(12, 7, 1, "src/enqueue.cc ncclSaveP2p@v2.12.7-1");

    /** Whether the segments of an SHM connection belong to the proxies of its ends, which a whole family shares. */
    static final VersionRule<Boolean> PROXY_OWNS = VersionRule.of(
                    "pool-by-proxy", "whether the proxy rather than the rank has the pool of a network connection")
            .since(5, 6, false, "src/transport/shm.cc shmSendSetup@v2.5.6-1")
            .then(23, 4, true, "src/transport/shm.cc shmSendProxySetup@v2.23.4-1");

    /** Whether the owner of memory is asked for its handle through a connection of transport P2P. */
    static final VersionRule<Boolean> HANDLES_BY_P2P = VersionRule.of(
                    "p2p-proxy-pool", "whether P2P makes a pool for the handles of its memory")
            .since(18, 1, false, "src/proxy.cc ncclProxyClientConvertFdBlocking@v2.18.1-1")
            .then(23, 4, true, "src/proxy.cc ncclProxyClientGetFdBlocking@v2.23.4-1");

    /** Whether the memory of a network connection's proxy may come from the driver. */
    static final VersionRule<Boolean> NET_FROM_DRIVER = VersionRule.of(
                    "net-driver-memory", "whether host memory of network connections comes from the driver")
            .since(12, 7, false, "src/transport/net.cc netCreateShm@v2.12.7-1")
            .then(23, 4, true, "src/transport/net.cc netCreateShm@v2.23.4-1")
            .unseenBefore("no host memory comes from the driver at all (cumem-host-enable)");

    private final NcclNode node;
    private final NcclVersion version;
    private final NcclSettings settings;
    private final CuMem cuMem;
    private final SegmentSizes sizes;
    private final Communicator c;
    private final int watched;
    private final boolean sharedNetBuffers;
    private final int sendReceiveIndex;
    private final boolean proxyOwns;
    private final boolean netByDriver;
    private final ByteCount pool;
    private final List<Integer> everyone;

    /** The ranks of the watched node. */
    private final List<Integer> inView;

    private final List<Holding> created = new ArrayList<>();
    private final List<Job.Connected> connected = new ArrayList<>();
    private Optional<Text> failure = Optional.empty();

    Connector(NcclNode node, CuMem cuMem, SegmentSizes sizes, Communicator communicator, int watched) {
        this.node = node;
        this.version = node.version();
        this.settings = node.settings();
        this.cuMem = cuMem;
        this.sizes = sizes;
        this.c = communicator;
        this.watched = watched;
        this.sharedNetBuffers = settings.number("NET_SHARED_BUFFERS", -2) != 0;
        this.sendReceiveIndex = SEND_RECEIVE_INDEX.at(version);
        this.pool = sizes.pool();
        this.proxyOwns = PROXY_OWNS.at(version);
        this.netByDriver = NET_FROM_DRIVER.at(version) && cuMem.host();
        this.everyone = IntStream.range(0, communicator.size()).boxed().toList();
        this.inView = everyone.stream()
                .filter(r -> communicator.pairs().nodeOf(r) == watched)
                .toList();
    }

    List<Holding> created() {
        return created;
    }

    List<Job.Connected> connected() {
        return connected;
    }

    Optional<Text> failure() {
        return failure;
    }

    void fail(Text why) {
        failure = Optional.of(why);
    }

    void rings() {
        for (int ch = 0; ch < c.channels().size(); ch++) {
            for (int r = 0; r < c.size(); r++) {
                connect(r, c.channels().next(ch, r), ch, NodeGraphs::ring);
            }
        }
    }

    void trees() {
        for (int ch = 0; ch < c.channels().size(); ch++) {
            for (int r = 0; r < c.size(); r++) {
                for (int i = 0; i < Channels.TREE_ARITY && c.channels().childAt(ch, r, i) >= 0; i++) {
                    int child = c.channels().childAt(ch, r, i);
                    connect(r, child, ch, NodeGraphs::tree);
                    connect(child, r, ch, NodeGraphs::tree);
                }
            }
        }
    }

    /** Heads of NVLS in different domains, each by the NIC next to it (src/transport/nvls.cc ncclNvlsTreeConnect). */
    void nvlsTrees() {
        NvlsTrees trees = new NvlsTrees(c.domains().stream().map(Domain::graphs).toList());
        for (int ch = 0; ch < c.counts().nvls(); ch++) {
            for (NvlsTrees.Edge e : trees.edges(ch)) {
                connect(e.parent(), e.child(), ch, NodeGraphs::nvls);
                connect(e.child(), e.parent(), ch, NodeGraphs::nvls);
            }
        }
    }

    /** Both ways to each rank at a distance of a power of two (src/transport/generic.cc ncclTransportPatConnect). */
    void pat() {
        for (int distance = 1; distance < c.size(); distance <<= 1) {
            for (int ch = 0; ch < c.channels().size(); ch++) {
                for (int r = 0; r < c.size(); r++) {
                    int other = (r + distance) % c.size();
                    connect(r, other, ch, NodeGraphs::tree);
                    connect(other, r, ch, NodeGraphs::tree);
                }
            }
        }
    }

    /** An eager init connects for PAT too where each rank is a node of its own. */
    void patWhereAlone() {
        if (SimulateRules.PAT_CONNECTS.at(version) && c.domains().size() == c.size()) {
            pat();
        }
    }

    /** Every rank to every other. */
    void allToAll() {
        for (int from = 0; from < c.size(); from++) {
            List<Integer> receivers = c.pairs().nodeOf(from) == watched || watched < 0 ? everyone : inView;
            for (int to : receivers) {
                if (from != to) {
                    sendReceive(from, to);
                }
            }
        }
    }

    void sendReceive(int from, int to) {
        P2pChannels p2p = c.p2pOfRanks().get(from);
        int theirs = c.p2pOfRanks().get(to).perPeer();
        if (p2p.perPeer() != theirs && follows(from, to)) {
            // Each sends what it prepared for its own count of channels, and the other takes no more than for its own
            // (src/bootstrap.cc bootstrapRecv: "Message truncated").
            fail(Text.of("nccl/peers-count-apart", "from", from, "to", to, "ours", p2p.perPeer(), "theirs", theirs));
        }
        for (int channel : c.schedule().channels(p2p, from, to)) {
            connect(from, to, channel, sendReceiveIndex, Optional.empty());
        }
    }

    /** Pairs of GPUs that reach each other through a third by NVLink are ready for send/recv after an eager init. */
    void nvbPeers() {
        if (!SimulateRules.NVB_PRECONNECT.at(version) || settings.number("NVB_PRECONNECT", 1) == 0) {
            return;
        }
        for (Domain d : c.domains()) {
            for (int a : d.system().ranks()) {
                for (int b : d.system().ranks()) {
                    if (a != b && d.system().order().type(d.system().pathType(a, b)) == PathType.NVB) {
                        sendReceive(a, b);
                    }
                }
            }
        }
    }

    /** A connection that may exist: its memory counts, and no report names it. */
    void bound(int from, int to, int channel, int connIndex) {
        Resources.Connection k = new Resources.Connection(c.worldRank(from), c.worldRank(to), channel, connIndex);
        if (!c.resources().connect(k)) {
            return;
        }
        if (c.decision(from, to).transport() == Transport.SHM) {
            connectShm(from, to, k);
        } else {
            connectCopyEngine(from, to, k);
        }
    }

    /** The pool of operations of a rank's proxy (src/proxy.cc proxyProgressInit). */
    void pool(int rank) {
        int world = c.worldRank(rank);
        if (pool.bytes() > 0 && c.resources().addPool(world)) {
            hold(rank, SegmentKind.PROXY_POOL, pool, o -> o.hasWorldRank(world));
        }
    }

    private void connect(int from, int to, int channel, Function<NodeGraphs, ChannelGraph> found) {
        connect(from, to, channel, 0, Optional.of(found));
    }

    /** @param found the search that the channel comes from; none for send/recv */
    private void connect(
            int from, int to, int channel, int connIndex, Optional<Function<NodeGraphs, ChannelGraph>> found) {
        if (from == to || to < 0 || !follows(from, to)) {
            return;
        }
        Decision d = c.decision(from, to);
        if (d.transport() == Transport.ERROR) {
            fail(Text.of("nccl/rank-without-transport", "from", from, "to", to));
            return;
        }
        Resources.Connection connection =
                new Resources.Connection(c.worldRank(from), c.worldRank(to), channel, connIndex);
        if (!c.resources().connect(connection)) {
            return;
        }
        Optional<NetProxy> net = d.transport() == Transport.NET
                ? Optional.of(found.map(f -> c.network().ofChannel(f, from, channel))
                        .orElseGet(() -> c.network().toPeer(from, to, channel)))
                : Optional.empty();
        connected.add(new Job.Connected(from, to, channel, connIndex, d.transport(), net));
        switch (d.transport()) {
            case SHM -> connectShm(from, to, connection);
            case NET -> connectNet(to, connection, net.orElseThrow(), found.isEmpty());
            case P2P -> {
                if (TransportRules.p2pMemcpy(version, settings)) {
                    connectCopyEngine(from, to, connection);
                }
            }
            case ERROR, UNKNOWN -> {}
        }
    }

    private void connectNet(int to, Resources.Connection k, NetProxy proxy, boolean sendReceive) {
        pool(proxy.rank());
        pool(to);
        boolean otherProcess =
                node.platform().processOf(k.from()) != node.platform().processOf(c.worldRank(proxy.rank()));
        if (otherProcess && !(netByDriver && refused())) {
            boolean shared = sendReceive && sharedNetBuffers;
            ByteCount file = shared ? sizes.netProxyWithoutBuffers() : sizes.netProxy(proxy.gdr());
            created(
                    proxy.rank(),
                    SegmentKind.NET_PROXY,
                    netByDriver ? sizes.fromDriver(file, node.platform().cuMemHostGranularity()) : file,
                    netByDriver,
                    needs(k, k.from()));
        }
    }

    /** Whether an end of the connection is on a node that counts: no other puts anything there. */
    boolean follows(int from, int to) {
        return watched < 0 || c.pairs().nodeOf(from) == watched || c.pairs().nodeOf(to) == watched;
    }

    /** Here, unlike with SHM, the driver's memory serves ranks of one process too. */
    private void connectCopyEngine(int from, int to, Resources.Connection connection) {
        if (TransferSettings.p2pRead(settings, c.systemOf(from), from, to)) {
            fail(Text.of("nccl/copy-engine-read", "from", from, "to", to));
            return;
        }
        boolean byDriver = cuMem.host();
        if (byDriver && refused()) {
            return;
        }
        created(
                from,
                SegmentKind.P2P_MEMCPY,
                byDriver ? sizes.p2pMemcpyFromDriver(node.platform().cuMemHostGranularity()) : sizes.p2pMemcpy(),
                byDriver,
                o -> o.hasWorldRank(connection.from()));
        pool(from);
        pool(to);
    }

    private boolean refused() {
        if (cuMem.hostFailsHard()) {
            fail(Text.of("nccl/driver-refuses", "version", version));
        }
        return cuMem.hostFailsHard();
    }

    private void connectShm(int from, int to, Resources.Connection connection) {
        boolean sameProcess =
                node.platform().processOf(connection.from()) == node.platform().processOf(connection.to());
        boolean byDriver = cuMem.host() && !sameProcess;
        if (byDriver && refused()) {
            return;
        }
        ByteCount granularity = node.platform().cuMemHostGranularity();
        created(
                to,
                SegmentKind.SHM_RECEIVE,
                byDriver ? sizes.receiveFromDriver(granularity) : sizes.receive(),
                byDriver,
                needs(connection, connection.to()));
        created(
                from,
                SegmentKind.SHM_SEND,
                byDriver ? sizes.sendFromDriver(granularity) : sizes.send(),
                byDriver,
                needs(connection, connection.from()));
        if (TransferSettings.shmMemcpy(version, settings, 1)) {
            pool(from);
        }
        if (byDriver) {
            handlesOf(from);
            handlesOf(to);
        }
        if (TransferSettings.shmMemcpy(version, settings, 2)) {
            pool(to);
        }
    }

    /**
     * Memory that other processes map is asked for from its owner's proxy, through a connection of transport P2P
     * whatever the memory is for (src/proxy.cc ncclProxyClientGetFdBlocking); with copy engines, such a connection
     * starts the proxy's progress thread.
     */
    private void handlesOf(int rank) {
        if (HANDLES_BY_P2P.at(version) && TransportRules.p2pMemcpy(version, settings)) {
            pool(rank);
        }
    }

    /** Who keeps a connection's segment: those with both ends on that channel, or those with the owner's proxy. */
    private Predicate<Communicator> needs(Resources.Connection k, int owner) {
        return proxyOwns
                ? o -> o.hasWorldRank(owner)
                : o -> o.hasWorldRank(k.from()) && o.hasWorldRank(k.to()) && k.channel() < o.openChannels();
    }

    /** The segment through which the ranks of a node tell each other what they registered for NVLS, one per node. */
    void nvlsGroups() {
        // Nothing is registered over several nodes (src/transport/nvls.cc ncclNvlsBufferSetup@v2.22.3-1, ncclNvlsSetup
        // before).
        if (!c.nvls() || c.pairs().overNvLink()) {
            return;
        }
        NvlsSegments.Rule rule = NvlsSegments.rule(version);
        if (c.sharesNvls()) {
            if (!rule.ownForEach()) {
                return;
            }
            Communicator owner = c.nvlsOwner();
            c.resources()
                    .forget(h -> h.kind() == SegmentKind.NVLS && h.neededBy().test(owner));
        }
        for (Domain d : c.domains()) {
            ByteCount size = sizes.nvls(d.system().gpuCount());
            if (size.bytes() > 0) {
                hold(d.system().ranks().get(0), SegmentKind.NVLS, size, o -> o.usesNvlsOf(c));
                handlesOf(d.system().ranks().get(0));
            }
        }
        if (rule.neverClosed()) {
            c.resources().forget(h -> h.kind() == SegmentKind.NVLS);
        }
    }

    private void hold(int rank, SegmentKind kind, ByteCount bytes, Predicate<Communicator> neededBy) {
        created(rank, kind, bytes, false, neededBy);
    }

    private void created(
            int rank, SegmentKind kind, ByteCount bytes, boolean cuMemHost, Predicate<Communicator> neededBy) {
        Holding h =
                new Holding(c.spec().nodes().get(rank), c.spec().gpus().get(rank), kind, bytes, cuMemHost, neededBy);
        created.add(h);
        c.resources().hold(h);
    }
}
