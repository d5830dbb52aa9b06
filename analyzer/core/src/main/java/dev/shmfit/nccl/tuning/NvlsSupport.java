package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;

/** Whether a communicator may use NVLS at all; whether it does also takes a graph of the NVLS pattern. */
public final class NvlsSupport {
    enum Rule {
        NONE,
        /** NCCL_NVLS_ENABLE other than 0, several ranks, one node, multicast. */
        SEVERAL_RANKS,
        /** More than two GPUs in the node's topology. (2.20 also asks for one node, before it has counted the nodes.) */
        THREE_GPUS,
        TWO_GPUS
    }

    static final VersionRule<Rule> RULE = VersionRule.of("nvls-support", "when NVLS is used")
            .since(12, 7, Rule.NONE, "src/transport/nvls.cc, before")
            .then(17, 1, Rule.SEVERAL_RANKS, "src/transport/nvls.cc ncclNvlsSetup@v2.17.1-1")
            .then(18, 1, Rule.THREE_GPUS, "src/transport/nvls.cc ncclNvlsInit@v2.18.1-1")
            .then(28, 7, Rule.TWO_GPUS, "src/transport/nvls.cc ncclNvlsInit@v2.28.7-1");

    private NvlsSupport() {}

    /**
     * Whether NCCL looks for an NVLS graph.
     *
     * @param gpus of the communicator on this node
     * @param multicast whether driver and GPU offer multicast objects
     * @param settings of which NCCL_NVLS_ENABLE counts: 2 by default, which asks the driver; other values than 0 and 2 do
     *     not ask, from 2.18 on
     */
    public static boolean of(NcclVersion version, int gpus, int nodes, boolean multicast, NcclSettings settings) {
        long enable = settings.number("NVLS_ENABLE", 2);
        if (enable == 0) {
            return false;
        }
        boolean forced = enable != 2;
        return switch (RULE.at(version)) {
            case NONE -> false;
            case SEVERAL_RANKS -> gpus > 1 && nodes == 1 && multicast;
            case THREE_GPUS -> gpus > 2 && (multicast || forced);
            case TWO_GPUS -> gpus >= 2 && (multicast || forced);
        };
    }
}
