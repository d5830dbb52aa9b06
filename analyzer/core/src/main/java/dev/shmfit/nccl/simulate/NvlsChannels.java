package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.graph.GraphSettings;
import dev.shmfit.nccl.graph.NetProxy;
import java.util.List;

/** How many channels NVLS has (src/transport/nvls.cc ncclNvlsInit, ncclNvlsTuning). */
final class NvlsChannels {
    /** NIC bandwidths at which Blackwell changes its mind, GB/s. */
    private static final float FAST = 48.0f;

    private static final float TWICE_AS_FAST = 96.0f;

    /** Ranks of a node up to which a fast network needs fewer channels. */
    private static final int USUAL_RANKS = 8;

    /** How many NVLS channels Blackwell has. */
    enum Blackwell {
        SIXTEEN,
        THIRTY_TWO,
        /** Else 32. */
        TWENTY_FOUR_ON_ONE_HOST,
        /** By the number of nodes, the ranks of each, and the slowest NIC that a GPU uses. */
        BY_NETWORK
    }

    static final VersionRule<Blackwell> RULE = VersionRule.of(
                    "nvls-channels-blackwell", "how many NVLS channels Blackwell has")
            .since(5, 6, Blackwell.SIXTEEN, "src/transport/nvls.cc ncclNvlsInit@v2.18.1-1")
            .then(25, 1, Blackwell.THIRTY_TWO, "src/transport/nvls.cc ncclNvlsInit@v2.25.1-1")
            .then(27, 3, Blackwell.TWENTY_FOUR_ON_ONE_HOST, "src/transport/nvls.cc ncclNvlsInit@v2.27.3-1")
            .then(30, 3, Blackwell.BY_NETWORK, "src/transport/nvls.cc ncclNvlsTreeSm100Tuning@v2.30.3-1");

    private static final int HOPPER = 16;
    private static final int MOST = 32;
    private static final int FEWER = 24;

    private NvlsChannels() {}

    /**
     * The channels that NVLS would have.
     *
     * @param hosts what NCCL takes for hosts, whatever domains they fall into
     */
    static int of(NcclVersion version, NcclSettings settings, List<Domain> domains, int hosts) {
        int channels = computeCapability(domains) < 100
                ? HOPPER
                : switch (RULE.at(version)) {
                    case SIXTEEN -> HOPPER;
                    case THIRTY_TWO -> MOST;
                    case TWENTY_FOUR_ON_ONE_HOST -> hosts > 1 ? MOST : FEWER;
                    case BY_NETWORK -> byNetwork(version, settings, domains);
                };
        return limited(version, settings, channels);
    }

    /** The channels of NVLS while it has no graph of its own, and Blackwell is not known. */
    static int withoutGraph(NcclVersion version, NcclSettings settings) {
        return limited(version, settings, HOPPER);
    }

    private static int limited(NcclVersion version, NcclSettings settings, int channels) {
        long set = settings.number("NVLS_NCHANNELS", -1);
        long wanted = set >= 0 ? set : channels;
        long min = settings.number("MIN_CTAS", 1);
        long max = settings.number("MAX_CTAS", TransferSettings.maxChannels(version));
        return (int) Math.max(min, Math.min(max, wanted));
    }

    private static int computeCapability(List<Domain> domains) {
        return domains.stream()
                .mapToInt(d -> d.system().minComputeCapability())
                .min()
                .orElse(0);
    }

    private static int byNetwork(NcclVersion version, NcclSettings settings, List<Domain> domains) {
        if (domains.size() == 1) {
            return FEWER;
        }
        GraphSettings graphSettings = GraphSettings.of(version, settings);
        float slowest = Float.MAX_VALUE;
        int fewestRanks = Integer.MAX_VALUE;
        for (Domain d : CommunicatorInit.different(domains)) {
            slowest = Math.min(slowest, NetProxy.slowestNic(d.system(), graphSettings));
            fewestRanks = Math.min(fewestRanks, d.system().gpuCount());
        }
        if (slowest < FAST || domains.size() == 2) {
            return MOST;
        }
        return slowest >= TWICE_AS_FAST && fewestRanks > USUAL_RANKS ? MOST : FEWER;
    }
}
