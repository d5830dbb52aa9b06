package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import java.util.ArrayList;
import java.util.List;

/** How the search for channels and the paths of {@code src/graph} differ between versions of NCCL. */
public final class GraphRules {
    private static final String SEARCH = "src/graph/search.cc ";
    private static final String PATHS = "src/graph/paths.cc ";
    private static final String TOPO = "src/graph/topo.cc ";

    private static final String OVER_CPU_ANYWAY =
            "without GPUDirect the way leads over the CPU, where C2C leads as well";

    /** Why a rule about missing paths shows nowhere. */
    static final String CONNECTED = "on one host every device has a path to every other";

    /** Where the search for NVLS heads ends (ncclTopoSearchRecNet). */
    enum NvlsHeads {
        ALL_TRIED,
        AFTER_FIRST_TRIED,
        AFTER_FIRST_FOUND
    }

    // The systems.
    static final VersionRule<Boolean> NICS_STAND_ALONE = VersionRule.from(
            "nic-functions-stand-alone",
            "whether each function of a network card is a card of its own, by NUMA node and bus id",
            24,
            3,
            TOPO + "ncclTopoAddNic@v2.24.3-1");
    static final VersionRule<Boolean> C2C_LINKS = VersionRule.from(
            "c2c-links",
            "whether links between a Grace CPU and its GPU are read",
            19,
            1,
            TOPO + "ncclTopoAddC2c@v2.19.1-1");
    static final VersionRule<LinkType> C2C_TYPE = VersionRule.of("c2c-link-type", "as what a C2C link counts")
            .since(5, 6, LinkType.NVL, TOPO + "ncclTopoAddC2c@v2.19.1-1")
            .then(26, 2, LinkType.C2C, TOPO + "ncclTopoAddC2c@v2.26.2-1");
    static final VersionRule<Boolean> PCI_SWITCH_LINKS = VersionRule.from(
            "pci-switch-links",
            "whether PCIe switches that are peers are connected",
            22,
            3,
            TOPO + "ncclTopoAddPciLinks@v2.22.3-1");
    static final VersionRule<Boolean> FLATTENS_SWITCHES = VersionRule.from(
            "flattens-switches",
            "whether a Broadcom switch that shows as two levels becomes one",
            9,
            6,
            TOPO + "ncclTopoFlattenBcmSwitches@v2.9.6-1");

    // The paths.
    static final VersionRule<Boolean> NVSWITCH_PATHS = VersionRule.from(
            "nvswitch-paths",
            "whether paths to NVSwitches are computed",
            18,
            1,
            PATHS + "ncclTopoComputePaths@v2.18.1-1");
    static final VersionRule<Boolean> UNFOUND_PATH_IS_DIS = VersionRule.from(
            "unfound-path-is-dis",
            "whether a path that was not found is disconnected rather than local",
            23,
            4,
            PATHS + "getPath@v2.23.4-1");
    static final VersionRule<Boolean> TYPE_BEFORE_BANDWIDTH = VersionRule.from(
            "path-type-before-bandwidth",
            "whether the nearer type of two paths wins, then the bandwidth, then the hops",
            30,
            7,
            PATHS + "ncclTopoSetPaths@v2.30.7-1");
    static final VersionRule<Boolean> REVERSE_LINK_BY_TYPE = VersionRule.from(
            "reverse-link-by-type",
            "whether the way back takes a link of the same type only",
            19,
            1,
            PATHS + "ncclTopoSetPaths@v2.19.1-1");
    static final VersionRule<Boolean> C2C_THEN_BRIDGE = VersionRule.from(
            "c2c-then-bridge",
            "whether the way over C2C and a host bridge has a type of its own (P2C)",
            27,
            5,
            PATHS + "mergePathType@v2.27.5-1");
    static final VersionRule<Boolean> LOCAL_CPU_BY_PATH = VersionRule.from(
            "local-cpu-by-path",
            "whether a GPU's CPU is the one with the best path rather than with the fewest hops",
            30,
            7,
            PATHS + "ncclGetLocalCpu@v2.30.7-1");
    static final VersionRule<Boolean> LOCAL_CPU_NEEDS_PATH = VersionRule.from(
                    "local-cpu-needs-path",
                    "whether a CPU without a path is passed over as a GPU's CPU",
                    23,
                    4,
                    PATHS + "ncclGetLocalCpu@v2.23.4-1")
            .unseenBecause(CONNECTED);
    static final VersionRule<Boolean> OVERHEAD_BEFORE_29 = VersionRule.of(
                    "intel-p2p-overhead", "whether a path through an Intel CPU costs its overhead in the older way")
            .since(5, 6, true, SEARCH + "followPath@v2.6.4-1")
            .then(9, 6, false, SEARCH + "followPath@v2.9.6-1");

    // NICs and GPUs.
    static final VersionRule<Boolean> DETOUR_BEFORE_BRIDGE = VersionRule.of(
                    "no-gdr-detour-always",
                    "whether a NIC without GPUDirect is reached through the CPU from any distance")
            .since(5, 6, true, PATHS + "ncclTopoComputePaths@v2.12.7-1")
            .then(21, 5, false, PATHS + "ncclTopoComputePaths@v2.21.5-1")
            .unseenBecause("a path that crosses the CPU is its own detour");
    static final VersionRule<Boolean> NET_LOCAL_GPU = VersionRule.from(
            "net-local-gpu",
            "whether each NIC has a GPU of its own, from which its channels begin",
            27,
            5,
            PATHS + "ncclTopoComputePaths@v2.27.5-1");
    static final VersionRule<Boolean> C2C_NET_PATHS = VersionRule.from(
            "c2c-net-paths",
            "whether the way to a NIC over C2C has a type of its own",
            27,
            3,
            PATHS + "ncclTopoComputePaths@v2.27.3-1");
    static final VersionRule<Boolean> C2C_NETS_LOCAL_ONLY = VersionRule.from(
            "c2c-nets-local-only",
            "whether only a GPU's local NICs can be C2C neighbours",
            29,
            2,
            PATHS + "ncclTopoComputePaths@v2.29.2-1");

    /** Through which NVLink peer next to the NIC a GPU reaches it. */
    enum PxnRelay {
        NONE,
        /** The first whose own NIC it is. */
        OWNER,
        /** Any, but one whose own NIC it is ends the search. */
        ANY_PEER,
        /** The same, for more bandwidth as well as to avoid a CPU. */
        ANY_PEER_FOR_BANDWIDTH,
        /** The GPU that drives the NIC. */
        LOCAL_GPU
    }

    static final VersionRule<PxnRelay> PXN_RELAY = VersionRule.of(
                    "pxn-relay", "through which NVLink peer a GPU reaches a NIC that is far from it")
            .since(5, 6, PxnRelay.NONE, PATHS + "ncclTopoComputePaths@v2.6.4-1")
            .then(12, 7, PxnRelay.OWNER, PATHS + "ncclTopoComputePaths@v2.12.7-1")
            .then(12, 12, PxnRelay.ANY_PEER, PATHS + "ncclTopoComputePaths@v2.12.12-1")
            .then(14, 3, PxnRelay.ANY_PEER_FOR_BANDWIDTH, PATHS + "ncclTopoComputePaths@v2.14.3-1")
            .then(18, 1, PxnRelay.LOCAL_GPU, PATHS + "ncclTopoComputePaths@v2.18.1-1");

    /** How the GPU that drives a NIC is found. */
    enum LocalGpu {
        /** GPUs with the same NICs next to them take turns. */
        BY_SETS_OF_NICS,
        /** The GPU of whose channels one uses it. */
        BY_CHANNELS_OF_ANY,
        /** The same among the GPUs that are nearest to it. */
        BY_CHANNELS
    }

    static final VersionRule<LocalGpu> LOCAL_GPU = VersionRule.of(
                    "local-gpu-of-nic", "how the GPU that drives a NIC is found")
            .since(18, 1, LocalGpu.BY_SETS_OF_NICS, TOPO + "ncclTopoGetLocalGpu@v2.18.1-1")
            .then(18, 5, LocalGpu.BY_CHANNELS_OF_ANY, TOPO + "ncclTopoGetLocalGpu@v2.18.5-1")
            .then(19, 1, LocalGpu.BY_CHANNELS, TOPO + "ncclTopoGetLocalGpu@v2.19.1-1");

    /** How the NIC of a GPU's channel is found. */
    enum LocalNet {
        /** One for all channels; GPUs take turns. */
        ROUND_ROBIN,
        /** GPUs with the same NICs next to them take turns, then channels. */
        BY_SETS_OF_NICS,
        /** GPUs spread over the NICs next to them, and channels from there on. */
        BY_CHANNELS
    }

    static final VersionRule<LocalNet> LOCAL_NET = VersionRule.of(
                    "local-net-of-gpu", "how the NIC of a GPU's channel is found")
            .since(12, 7, LocalNet.ROUND_ROBIN, TOPO + "ncclTopoGetLocalNet@v2.12.7-1")
            .then(18, 1, LocalNet.BY_SETS_OF_NICS, TOPO + "ncclTopoGetLocalNet@v2.18.1-1")
            .then(18, 5, LocalNet.BY_CHANNELS, TOPO + "ncclTopoGetLocalNet@v2.18.5-1");

    /** Beyond which type of path to its NIC a GPU goes through a peer. */
    enum PxnReach {
        PXB,
        PXB_OR_P2C,
        PXN
    }

    static final VersionRule<PxnReach> PXN_REACH = VersionRule.of(
                    "pxn-reach", "beyond which path a GPU goes to its NIC by PXN")
            .since(5, 6, PxnReach.PXB, PATHS + "ncclTopoComputePaths@v2.12.7-1")
            .then(27, 5, PxnReach.PXB_OR_P2C, PATHS + "ncclTopoComputePaths@v2.27.5-1")
            .then(27, 6, PxnReach.PXN, PATHS + "ncclTopoComputePaths@v2.27.6-1");
    static final VersionRule<Boolean> PXN_NEEDS_GDR = VersionRule.from(
            "pxn-needs-gdr",
            "whether the peer of PXN must reach the NIC by GPUDirect RDMA",
            30,
            3,
            PATHS + "ncclTopoComputePaths@v2.30.3-1");
    static final VersionRule<Boolean> PXN_C2C = VersionRule.from(
            "pxn-c2c-default", "whether NCCL_PXN_C2C is on by default", 28, 3, PATHS + "NCCL_PARAM PXN_C2C@v2.28.3-1");

    /** When GPUDirect RDMA goes over C2C. */
    enum GdrC2c {
        NEVER,
        /** On request: a host bridge behind C2C counts as C2C. */
        BRIDGE_ON_REQUEST,
        /** By default: P2C counts as C2C. */
        P2C_AS_C2C,
        /** By default: the level reaches to P2C. */
        LEVEL_P2C
    }

    static final VersionRule<GdrC2c> GDR_C2C = VersionRule.of(
                    "net-gdr-c2c", "when GPUDirect RDMA goes over C2C (NCCL_NET_GDR_C2C)")
            .since(5, 6, GdrC2c.NEVER, PATHS + "ncclTopoCheckGdr@v2.6.4-1")
            .then(26, 2, GdrC2c.BRIDGE_ON_REQUEST, PATHS + "ncclTopoCheckGdr@v2.26.2-1")
            .unseenBecause(OVER_CPU_ANYWAY)
            .then(27, 3, GdrC2c.P2C_AS_C2C, PATHS + "ncclTopoCheckGdr@v2.27.3-1")
            .then(29, 2, GdrC2c.LEVEL_P2C, PATHS + "ncclTopoCheckGdr@v2.29.2-1")
            .unseenBecause(OVER_CPU_ANYWAY);
    static final VersionRule<Boolean> GDR_READ_SM80 = VersionRule.from(
                    "gdr-read-sm80",
                    "whether GPUs from compute capability 8.0 on read by GPUDirect RDMA without an NVLink",
                    19,
                    1,
                    PATHS + "ncclTopoCheckGdr@v2.19.1-1")
            .unseenBecause("its answer counts beyond an NVLink only, and with an NVLink GPUs read before it too");
    static final VersionRule<Boolean> NVB_SETTING = VersionRule.from(
            "nvb-setting", "whether NCCL_NVB_DISABLE is read", 9, 9, PATHS + "NCCL_PARAM NVB_DISABLE@v2.9.9-1");
    static final VersionRule<Boolean> NETS_BY_SHARING_GPUS = VersionRule.from(
            "local-net-by-sharing",
            "whether a GPU counts among those that share its NICs rather than by its own number",
            30,
            7,
            TOPO + "ncclTopoGetLocalNet@v2.30.7-1");

    // NICs in the search.
    static final VersionRule<Boolean> LOCAL_NETS_FIRST = VersionRule.from(
            "local-nets-first",
            "whether the search begins with the NICs that the GPUs use for their channels",
            18,
            5,
            SEARCH + "ncclTopoSelectNets@v2.18.5-1");
    static final VersionRule<Boolean> ALTERNATING_RINGS = VersionRule.from(
            "cross-nic-alternates",
            "whether NCCL_CROSS_NIC=2 lets rings alternate between two NICs",
            23,
            4,
            SEARCH + "ncclTopoSearchRecNet@v2.23.4-1");
    static final VersionRule<Boolean> CROSSING_IN_PAIRS = VersionRule.from(
            "cross-nic-in-pairs",
            "whether a second channel comes in where the first left when NICs are crossed",
            20,
            3,
            SEARCH + "ncclTopoSearchRecNet@v2.20.3-1");
    static final VersionRule<Boolean> NETS_ROTATE = VersionRule.from(
            "nets-rotate",
            "whether each channel begins with another NIC",
            19,
            1,
            SEARCH + "ncclTopoSearchRecNet@v2.19.1-1");
    static final VersionRule<NvlsHeads> NVLS_HEADS = VersionRule.of(
                    "nvls-heads-tried", "how many NICs are tried as NVLS heads")
            .since(5, 6, NvlsHeads.ALL_TRIED, SEARCH + "ncclTopoSearchRecNet@v2.18.1-1")
            .then(19, 1, NvlsHeads.AFTER_FIRST_TRIED, SEARCH + "ncclTopoSearchRecNet@v2.19.1-1")
            .then(22, 3, NvlsHeads.AFTER_FIRST_FOUND, SEARCH + "ncclTopoSearchRecNet@v2.22.3-1");
    static final VersionRule<Boolean> NVLS_HEADS_DISTINCT = VersionRule.from(
            "nvls-heads-distinct",
            "whether a GPU is head of one NVLS channel at most",
            22,
            3,
            SEARCH + "ncclTopoSearchRecNet@v2.22.3-1");
    static final VersionRule<Boolean> NVLS_HEADS_AT_NET = VersionRule.from(
            "nvls-heads-at-net",
            "whether NVLS channels of several nodes begin at a NIC",
            19,
            1,
            SEARCH + "ncclTopoSearchRecNet@v2.19.1-1");
    static final VersionRule<Boolean> REPLAY_OR_FREE = VersionRule.from(
            "replay-or-free",
            "whether a channel is either replayed or searched freely, never both",
            27,
            5,
            SEARCH + "ncclTopoSearchRecNet@v2.27.5-1");
    static final VersionRule<Boolean> NET_BY_BANDWIDTH_ONLY = VersionRule.from(
            "net-by-bandwidth-only",
            "whether a NIC's bandwidth alone bounds its channels, and no count of them",
            18,
            3,
            SEARCH + "ncclTopoSearchRecNet@v2.18.3-1");
    static final VersionRule<Boolean> GPUS_BY_LOCAL_PATH = VersionRule.from(
            "gpus-by-local-path",
            "whether the GPUs after a NIC are its local ones rather than those of the most bandwidth",
            27,
            3,
            SEARCH + "ncclTopoSearchRecNet@v2.27.3-1");
    static final VersionRule<Boolean> NEAREST_GPU_NEEDS_PATH = VersionRule.from(
                    "nearest-gpu-needs-path",
                    "whether an empty path is passed over when the fewest hops to a GPU are counted",
                    23,
                    4,
                    SEARCH + "ncclTopoSearchRecNet@v2.23.4-1")
            .unseenBecause(CONNECTED);
    static final VersionRule<Boolean> GPUS_ROTATE = VersionRule.from(
            "nearest-gpus-rotate",
            "whether each channel begins with another of the nearest GPUs",
            19,
            1,
            SEARCH + "ncclTopoSearchRecNet@v2.19.1-1");

    // The outer loop.
    static final VersionRule<Boolean> LONE_GPU_TOTAL = VersionRule.from(
            "lone-gpu-total-bandwidth",
            "whether a lone GPU has a total bandwidth",
            21,
            5,
            SEARCH + "ncclTopoSearchInit@v2.21.5-1");
    /** Whether and how NICs may be crossed. */
    enum CrossNic {
        ANY_PATTERN,
        SOME_PATTERNS,
        AS_SET
    }

    static final VersionRule<CrossNic> CROSS_NIC = VersionRule.of(
                    "cross-nic-start", "for which patterns NICs may be crossed")
            .since(5, 6, CrossNic.ANY_PATTERN, SEARCH + "ncclTopoCompute@v2.6.4-1")
            .then(18, 1, CrossNic.SOME_PATTERNS, SEARCH + "ncclTopoCompute@v2.18.1-1")
            .unseenBecause(
                    "the one other pattern that is searched for is NVLS, and no channel of it comes back to a NIC")
            .then(19, 1, CrossNic.AS_SET, SEARCH + "ncclTopoCompute@v2.19.1-1");
    static final VersionRule<Boolean> OLD_GPUS_FROM_ANYWHERE = VersionRule.from(
            "old-gpus-any-inter-type",
            "whether GPUs before compute capability 9.0 may come back through any path",
            29,
            2,
            SEARCH + "ncclTopoCompute@v2.29.2-1");
    static final VersionRule<Boolean> ALL_NVLINK_BY_FARTHEST = VersionRule.from(
            "all-nvlink-by-farthest",
            "whether the farthest rather than the nearest pair tells that all are connected by NVLink",
            25,
            1,
            PATHS + "ncclTopoPathAllNVLink@v2.25.1-1");

    /** How many NVLS channels are searched for. */
    enum NvlsMost {
        GPUS_ON_ONE_NODE,
        GPUS,
        GPUS_UP_TO_32
    }

    static final VersionRule<NvlsMost> NVLS_MOST = VersionRule.of(
                    "nvls-most-channels", "how many NVLS channels are searched for")
            .since(5, 6, NvlsMost.GPUS_ON_ONE_NODE, SEARCH + "ncclTopoCompute@v2.18.1-1")
            .then(19, 1, NvlsMost.GPUS, SEARCH + "ncclTopoCompute@v2.19.1-1")
            .then(25, 1, NvlsMost.GPUS_UP_TO_32, SEARCH + "ncclTopoCompute@v2.25.1-1")
            .unseenBecause("no node has more than 32 GPUs");
    static final VersionRule<Boolean> NVLS_SPEED_WHOLE = VersionRule.from(
            "nvls-speed-whole",
            "whether the first speed of NVLS is a GPU's whole bandwidth rather than its share",
            18,
            3,
            SEARCH + "ncclTopoCompute@v2.18.3-1");
    static final VersionRule<Boolean> SPREAD_BY_PATTERN = VersionRule.from(
                    "spread-by-pattern",
                    "whether a ring never spreads the total bandwidth, and a lone GPU neither",
                    21,
                    5,
                    SEARCH + "ncclTopoCompute@v2.21.5-1")
            .unseenFrom("the channels of a lone GPU all leave by its own links, so none is faster than these together");
    static final VersionRule<Boolean> NVLS_SPEEDS_UP = VersionRule.from(
            "nvls-speeds-up",
            "whether NVLS is sped up in a pass of its own",
            19,
            1,
            SEARCH + "ncclTopoCompute@v2.19.1-1");

    // Channels for send and receive.
    static final VersionRule<Boolean> OWN_PEERS_ONLY = VersionRule.from(
                    "p2p-own-peers-only",
                    "whether a rank counts the channels to its own peers only",
                    29,
                    2,
                    PATHS + "ncclTopoComputeP2pChannelsPerPeer@v2.29.2-1")
            .unseenBecause("on equal nodes the least of all ranks is the same, either way");
    static final VersionRule<Boolean> NVB_CHANNELS = VersionRule.from(
            "p2p-nvb-channels",
            "whether a pair that is connected through another GPU gets channels by its bandwidth",
            30,
            7,
            PATHS + "ncclTopoGetNchannels@v2.30.7-1");
    static final VersionRule<NetPeerChannels> NET_PEER_CHANNELS = VersionRule.of(
                    "net-peer-channels", "how many channels a peer over the network gets")
            .since(7, 3, NetPeerChannels.ONE, PATHS + "ncclTopoGetNchannels@v2.7.3-1")
            .then(12, 7, NetPeerChannels.TWO, PATHS + "ncclTopoGetNchannels@v2.12.7-1")
            .then(20, 3, NetPeerChannels.BY_RANKS, PATHS + "ncclTopoGetNchannels@v2.20.3-1")
            .then(29, 2, NetPeerChannels.BY_BANDWIDTH, PATHS + "ncclTopoGetNchannels@v2.29.2-1");

    /** How many channels a peer over the network gets. */
    enum NetPeerChannels {
        ONE,
        /** By default; NCCL_NCHANNELS_PER_NET_PEER is read from here on. */
        TWO,
        BY_RANKS,
        BY_BANDWIDTH
    }

    /** Those that a search asks for besides {@link SearchRules}. */
    static final List<VersionRule<?>> IN_SEARCH = List.of(
            REVERSE_LINK_BY_TYPE,
            C2C_THEN_BRIDGE,
            LOCAL_CPU_BY_PATH,
            LOCAL_CPU_NEEDS_PATH,
            OVERHEAD_BEFORE_29,
            LOCAL_GPU,
            NET_LOCAL_GPU,
            NETS_BY_SHARING_GPUS,
            NetDevsPolicy.LIMITS_SEARCH,
            NetSelection.RAILS,
            LOCAL_NETS_FIRST,
            ALTERNATING_RINGS,
            CROSSING_IN_PAIRS,
            NETS_ROTATE,
            NVLS_HEADS,
            NVLS_HEADS_DISTINCT,
            NVLS_HEADS_AT_NET,
            REPLAY_OR_FREE,
            NET_BY_BANDWIDTH_ONLY,
            GPUS_BY_LOCAL_PATH,
            NEAREST_GPU_NEEDS_PATH,
            GPUS_ROTATE,
            LONE_GPU_TOTAL,
            CROSS_NIC,
            OLD_GPUS_FROM_ANYWHERE,
            ALL_NVLINK_BY_FARTHEST,
            NVLS_MOST,
            NVLS_SPEED_WHOLE,
            SPREAD_BY_PATTERN,
            NVLS_SPEEDS_UP);

    private GraphRules() {}

    /** Every rule of this package. */
    public static List<VersionRule<?>> all() {
        List<VersionRule<?>> all = new ArrayList<>(List.of(
                NICS_STAND_ALONE,
                C2C_LINKS,
                C2C_TYPE,
                PCI_SWITCH_LINKS,
                FLATTENS_SWITCHES,
                NVSWITCH_PATHS,
                UNFOUND_PATH_IS_DIS,
                TYPE_BEFORE_BANDWIDTH,
                REVERSE_LINK_BY_TYPE,
                C2C_THEN_BRIDGE,
                LOCAL_CPU_BY_PATH,
                LOCAL_CPU_NEEDS_PATH,
                OVERHEAD_BEFORE_29,
                DETOUR_BEFORE_BRIDGE,
                NET_LOCAL_GPU,
                C2C_NET_PATHS,
                C2C_NETS_LOCAL_ONLY,
                PXN_RELAY,
                LOCAL_GPU,
                LOCAL_NET,
                PXN_REACH,
                PXN_NEEDS_GDR,
                PXN_C2C,
                GDR_C2C,
                GDR_READ_SM80,
                NVB_SETTING,
                NETS_BY_SHARING_GPUS,
                NetDevsPolicy.READ,
                NetDevsPolicy.LIMITS_SEARCH,
                NetSelection.RAILS,
                LOCAL_NETS_FIRST,
                ALTERNATING_RINGS,
                CROSSING_IN_PAIRS,
                NETS_ROTATE,
                NVLS_HEADS,
                NVLS_HEADS_DISTINCT,
                NVLS_HEADS_AT_NET,
                REPLAY_OR_FREE,
                NET_BY_BANDWIDTH_ONLY,
                GPUS_BY_LOCAL_PATH,
                NEAREST_GPU_NEEDS_PATH,
                GPUS_ROTATE,
                LONE_GPU_TOTAL,
                CROSS_NIC,
                OLD_GPUS_FROM_ANYWHERE,
                ALL_NVLINK_BY_FARTHEST,
                NVLS_MOST,
                NVLS_SPEED_WHOLE,
                SPREAD_BY_PATTERN,
                NVLS_SPEEDS_UP,
                OWN_PEERS_ONLY,
                NVB_CHANNELS,
                NET_PEER_CHANNELS));
        all.addAll(SearchRules.ALL);
        all.addAll(List.of(
                GraphConstants.NVLINK,
                GraphConstants.SOCKET,
                GraphConstants.ZEN,
                GraphConstants.GRANITE_RAPIDS,
                GraphConstants.MAX_CHANNELS,
                GraphConstants.INTER_FLAG,
                GraphConstants.DEV_NODES,
                SearchSpeeds.INTRA,
                SearchSpeeds.INTER,
                PathOrder.ORDERS,
                SwitchFlattener.KNOWS_GEN5,
                FusedTopology.RANK_BY_RANK));
        all.addAll(NetProxy.rules());
        return all;
    }

    /** Whether of two paths the one of the nearer type is taken, whatever their bandwidths and lengths. */
    public static boolean nearestTypeFirst(NcclVersion version) {
        return TYPE_BEFORE_BANDWIDTH.at(version);
    }

    /** The most channels that a communicator can have (MAXCHANNELS). */
    public static int maxChannels(NcclVersion version) {
        return GraphConstants.MAX_CHANNELS.at(version);
    }

    /** Whether a rank counts the channels to its own peers only, and takes the least of what all ranks counted. */
    public static boolean countsOwnPeersOnly(NcclVersion version) {
        return OWN_PEERS_ONLY.at(version);
    }
}
