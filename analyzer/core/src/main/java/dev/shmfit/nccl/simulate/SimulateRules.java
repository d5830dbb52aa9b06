package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.util.List;

/** When a communicator connects what, by version (src/init.cc, src/enqueue.cc, src/transport). */
public final class SimulateRules {
    static final VersionRule<Boolean> LAZY_CONNECT = VersionRule.from(
            "lazy-connect",
            "whether connections are made at first use with cuMem (NCCL_RUNTIME_CONNECT)",
            22,
            3,
            "src/init.cc initTransportsRank@v2.22.3-1");

    static final VersionRule<Boolean> SHM_MEMCPY = VersionRule.of(
                    "shm-copy-engine", "whether SHM can copy by copy engines (NCCL_SHM_USE_CUDA_MEMCPY)")
            .since(5, 6, false, "src/transport/shm.cc shmSendSetup@v2.12.7-1")
            .then(13, 4, true, "src/transport/shm.cc initCeOperation@v2.13.4-1")
            .unseenBefore("no setting asks for it")
            .then(30, 7, false, "src/transport/shm.cc shmSendSetup@v2.30.7-1");

    static final VersionRule<Boolean> SHM_NAMED = VersionRule.from(
            "shm-named-by-mode",
            "whether the log names SHM with the mode of both sides",
            13,
            4,
            "src/transport/shm.cc shmSendSetup@v2.13.4-1");

    static final VersionRule<Boolean> RELAY_BY_INDEX = VersionRule.from(
            "relay-named-by-index",
            "whether the log names the GPU between by its index rather than its bus id",
            18,
            3,
            "src/transport/p2p.cc p2pSendSetup@v2.18.3-1");

    /** When ranks of one process share pointers. */
    enum DirectPointers {
        ALWAYS,
        WITHOUT_CUMEM,
        UNLESS_DISABLED
    }

    static final VersionRule<DirectPointers> DIRECT_POINTERS = VersionRule.of(
                    "p2p-direct-pointer", "when two ranks of one process share pointers")
            .since(5, 6, DirectPointers.ALWAYS, "src/transport/p2p.cc p2pSendSetup@v2.17.1-1")
            .then(18, 1, DirectPointers.WITHOUT_CUMEM, "src/transport/p2p.cc p2pSendSetup@v2.18.1-1")
            .then(19, 3, DirectPointers.UNLESS_DISABLED, "src/transport/p2p.cc p2pSendSetup@v2.19.3-1");

    static final VersionRule<Boolean> NVLS_HAS_GRAPH = VersionRule.from(
            "nvls-has-graph",
            "whether NVLS has a graph of its own rather than channels set up after all others",
            18,
            1,
            "src/init.cc initTransportsRank@v2.18.1-1");

    static final VersionRule<Boolean> PAT_CONNECTS = VersionRule.from(
            "pat-connects",
            "whether an eager init connects for PAT",
            23,
            4,
            "src/init.cc initTransportsRank@v2.23.4-1");

    static final VersionRule<Boolean> NVB_PRECONNECT = VersionRule.from(
            "nvb-preconnect",
            "whether pairs that are connected through another GPU are ready for send and receive after init",
            9,
            9,
            "src/init.cc initTransportsRank@v2.9.9-1");

    static final VersionRule<Boolean> TREES_AS_RINGS = VersionRule.from(
            "trees-as-many-as-rings",
            "whether a tree is searched for with as many channels as the ring has",
            18,
            1,
            "src/init.cc initTransportsRank@v2.18.1-1");

    static final VersionRule<Boolean> CONNECTED_LOGGED = VersionRule.from(
                    "log-says-connected",
                    "whether the log says when all rings and trees are connected",
                    8,
                    3,
                    "src/init.cc initTransportsRank@v2.8.3-1")
            .unseenBecause("it is about the log only");

    static final VersionRule<Boolean> CPUS_COMPARED = VersionRule.from(
            "cpus-compared",
            "whether all ranks' CPUs count for the cost model rather than a rank's own",
            24,
            3,
            "src/init.cc initTransportsRank@v2.24.3-1");

    /** Whether a tree is searched for with as many channels as the ring has. */
    public static boolean treesAsManyAsRings(NcclVersion version) {
        return TREES_AS_RINGS.at(version);
    }

    /** Whether NVLS needs an NVSwitch that the search sees, whatever the driver offers. */
    public static boolean nvlsHasGraph(NcclVersion version) {
        return NVLS_HAS_GRAPH.at(version);
    }

    /** Since when connections can wait for their first use. */
    public static NcclVersion firstLazy() {
        return LAZY_CONNECT.latest();
    }

    /** Whether the log of {@code version} says when all is connected. */
    public static boolean logsConnected(NcclVersion version) {
        return CONNECTED_LOGGED.at(version);
    }

    private SimulateRules() {}

    /** Every rule of this package. */
    public static List<VersionRule<?>> all() {
        return List.of(
                LAZY_CONNECT,
                SHM_MEMCPY,
                NvlsChannels.RULE,
                SHM_NAMED,
                RELAY_BY_INDEX,
                DIRECT_POINTERS,
                NVLS_HAS_GRAPH,
                PAT_CONNECTS,
                NVB_PRECONNECT,
                TREES_AS_RINGS,
                CPUS_COMPARED,
                CONNECTED_LOGGED,
                NvlsSegments.RULE,
                Connector.SEND_RECEIVE_INDEX,
                Connector.PROXY_OWNS,
                Connector.HANDLES_BY_P2P,
                Connector.NET_FROM_DRIVER,
                Cliques.KNOWN,
                Cliques.TRIED,
                PxnLevelFault.READS_NULL,
                Cliques.ON_ONE_NODE,
                CollNet.IS_NUMBER,
                CollNet.OWN_HEADS);
    }
}
