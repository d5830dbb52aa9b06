package dev.shmfit.nccl.connect;

import dev.shmfit.nccl.VersionRule;
import java.util.List;

/** How channels are put together and shared out among peers, by version (src/graph/connect.cc, src/init.cc). */
public final class ConnectRules {
    private static final String POSTSET = "src/graph/connect.cc ncclTopoPostset@v";

    static final VersionRule<Boolean> SHARES_PARENT_NVLS = VersionRule.from(
                    "nvls-shared-with-parent",
                    "whether a communicator that shares resources has no more NVLS channels than its parent",
                    21,
                    5,
                    POSTSET + "2.21.5-1")
            .unseenBecause("a communicator and its parent have as many NVLS channels where both have any");

    static final VersionRule<Boolean> NVLS_CHANNELS_COMPUTE = VersionRule.of(
                    "nvls-channels-compute", "whether NVLS channels are compute channels of the communicator")
            .since(5, 6, false, POSTSET + "2.18.1-1")
            .then(20, 3, true, POSTSET + "2.20.3-1")
            .then(28, 3, false, POSTSET + "2.28.3-1");

    /** When every second node swaps its even and odd rings. */
    enum RingSwap {
        NEVER,
        /** Where its own rings cross: ranks of nodes that differ do not agree, and the first node's view is taken. */
        FIRST_NODE_CROSSES,
        /** Where rings of any node cross. */
        ANY_CROSSES,
        /** Where rings of any node alternate. */
        ANY_ALTERNATES,
        /** Where its own rings alternate. */
        OWN_ALTERNATE
    }

    static final VersionRule<RingSwap> RING_SWAP = VersionRule.of(
                    "ring-swap", "when every second node swaps its even and odd rings")
            .since(5, 6, RingSwap.NEVER, POSTSET + "2.19.1-1")
            .then(20, 3, RingSwap.FIRST_NODE_CROSSES, POSTSET + "2.20.3-1")
            .then(21, 5, RingSwap.ANY_CROSSES, POSTSET + "2.21.5-1")
            .then(26, 2, RingSwap.ANY_ALTERNATES, POSTSET + "2.26.2-1")
            .then(28, 3, RingSwap.OWN_ALTERNATE, POSTSET + "2.28.3-1");

    static final VersionRule<Boolean> SWAPS_ODD_NODES = VersionRule.from(
            "ring-swap-odd-nodes",
            "whether rings are swapped with an odd number of nodes too",
            21,
            5,
            POSTSET + "2.21.5-1");

    /** For which GPUs channels are doubled when the network is fast. */
    enum Doubled {
        NONE,
        HOPPER,
        FROM_HOPPER
    }

    static final VersionRule<Doubled> DOUBLED = VersionRule.of(
                    "channels-doubled", "for which GPUs channels are doubled on a fast network")
            .since(5, 6, Doubled.NONE, POSTSET + "2.17.1-1")
            .then(18, 1, Doubled.HOPPER, POSTSET + "2.18.1-1")
            .then(25, 1, Doubled.FROM_HOPPER, POSTSET + "2.25.1-1");

    static final VersionRule<Boolean> DOUBLED_BELOW_16 = VersionRule.from(
            "channels-doubled-below-16",
            "whether channels are doubled only while there are fewer than 16",
            20,
            3,
            POSTSET + "2.20.3-1");

    static final VersionRule<Boolean> KERNEL_ARGUMENTS = VersionRule.from(
            "channels-by-kernel-arguments",
            "whether the size of a kernel's arguments bounds the channels (NCCL_WORK_ARGS_BYTES)",
            22,
            3,
            "src/include/device.h ncclDevMaxChannelsForArgsBytes@v2.22.3-1");

    static final VersionRule<Boolean> CTAS = VersionRule.from(
            "min-max-ctas",
            "whether NCCL_MIN_CTAS and NCCL_MAX_CTAS are read",
            17,
            1,
            "src/init.cc parseCommConfig@v2.17.1-1");

    static final VersionRule<Boolean> PER_PEER_BY_DOMAINS = VersionRule.from(
            "p2p-per-peer-by-batches",
            "whether peers of several nodes share the channels by batches",
            29,
            2,
            "src/graph/paths.cc ncclTopoComputeP2pChannels@v2.29.2-1");

    static final VersionRule<Boolean> PEERS_LIMITED = VersionRule.from(
                    "p2p-max-peers",
                    "whether NCCL_P2P_MAX_PEERS says how many peers share the channels",
                    30,
                    3,
                    "src/graph/paths.cc ncclTopoComputeP2pChannels@v2.30.3-1")
            .unseenBecause("no scenario of the register sets it in a job of more than eight ranks over nodes");

    /** How a message's part finds its channel. */
    enum Parts {
        MIRRORED_PART,
        MIRRORED_BASE
    }

    static final VersionRule<Parts> CHANNEL_FOR_PART = VersionRule.of(
                    "p2p-channel-for-part", "whether the part or the base is mirrored to find a message's channel")
            .since(5, 6, Parts.MIRRORED_PART, "src/enqueue.cc ncclSaveP2p@v2.7.3-1")
            .then(13, 4, Parts.MIRRORED_BASE, "src/include/channel.h ncclChannelComputeFromBase@v2.13.4-1")
            .then(22, 3, Parts.MIRRORED_PART, "src/include/device.h ncclP2pChannelForPart@v2.22.3-1")
            .then(28, 3, Parts.MIRRORED_BASE, "src/include/channel.h ncclP2pChannelBaseForRound@v2.28.3-1");

    /** In which round a peer's turn comes. */
    enum Schedule {
        BY_DISTANCE,
        BY_NODE,
        QUADRATIC,
        GROUPED
    }

    static final VersionRule<Schedule> SCHEDULE = VersionRule.of("p2p-schedule", "in which round a peer's turn comes")
            .since(5, 6, Schedule.BY_DISTANCE, "src/enqueue.cc ncclSaveP2p@v2.7.3-1")
            .then(12, 7, Schedule.BY_NODE, "src/enqueue.cc ncclSaveP2p@v2.12.7-1")
            .then(22, 3, Schedule.QUADRATIC, "src/init.cc p2pSchedule@v2.22.3-1")
            .then(28, 7, Schedule.GROUPED, "src/init.cc ncclP2pSchedule@v2.28.7-1");

    static final VersionRule<Boolean> GROUP_IS_NODE = VersionRule.from(
            "p2p-group-is-node",
            "whether on one node the whole node is a group of the schedule",
            28,
            9,
            "src/init.cc ncclP2pSchedule@v2.28.9-1");

    private ConnectRules() {}

    /** Every rule of this package. */
    public static List<VersionRule<?>> all() {
        return List.of(
                SHARES_PARENT_NVLS,
                NVLS_CHANNELS_COMPUTE,
                RING_SWAP,
                SWAPS_ODD_NODES,
                DOUBLED,
                DOUBLED_BELOW_16,
                KERNEL_ARGUMENTS,
                CTAS,
                PER_PEER_BY_DOMAINS,
                PEERS_LIMITED,
                CHANNEL_FOR_PART,
                SCHEDULE,
                GROUP_IS_NODE);
    }
}
