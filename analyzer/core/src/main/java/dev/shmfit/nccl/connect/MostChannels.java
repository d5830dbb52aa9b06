package dev.shmfit.nccl.connect;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.graph.GraphRules;
import dev.shmfit.nccl.graph.LinkRates;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;

/**
 * The most channels that a communicator can have, told without a search, so that a bound holds whatever the search finds.
 *
 * <p>No version has more than MAXCHANNELS (src/include/device.h). On one node without NICs there is more to say: every ring
 * comes into every GPU over a link of its own, and takes from it no less than the slowest of the speeds that the search
 * tries; nor does duplication in the search take more than these links hold, since it halves what each channel takes
 * (src/graph/search.cc ncclTopoSearchRec, ncclTopoDupChannels). The rings found are doubled once afterwards
 * (src/graph/connect.cc ncclTopoPostset), and NCCL_MIN_* settings may ask for more.
 */
public final class MostChannels {
    /** Bandwidths are rounded to thousandths each time something is taken off them. */
    private static final double ROUNDING = 0.001;

    private MostChannels() {}

    /** On any node, over any network. */
    public static int of(NcclVersion version) {
        return GraphRules.maxChannels(version);
    }

    /** Of a job on this node alone, whose ranks share a /dev/shm. */
    public static int onNode(NcclVersion version, NcclSettings settings, GpuTopology node) {
        int limit = of(version);
        if (!node.nics().isEmpty()) {
            // Ranks that a fast NIC parts search over it, with slower speeds.
            return limit;
        }
        int computeCapability = node.gpus().stream()
                .mapToInt(g -> g.computeCapability().asOptional().orElse(0))
                .min()
                .orElse(0);
        double slowest = LinkRates.slowestChannel(version, computeCapability);
        int rings = node.gpus().stream()
                .mapToInt(g -> into(version, node, g, slowest))
                .reduce(limit, Math::min);
        ChannelLimits limits = ChannelLimits.of(version, settings, limit);
        return Math.min(limit, Math.max(Math.max(2, 2 * rings), Math.max(limits.min(), limits.minCtas())));
    }

    private static int into(NcclVersion version, GpuTopology node, Device.Gpu gpu, double speed) {
        int sum = 0;
        for (Link link : node.linksFrom(gpu.id())) {
            if (link.kind() == Link.Kind.PCI || link.kind() == Link.Kind.NVLINK) {
                sum += (int) Math.floor(LinkRates.of(version, node, link) / (speed - ROUNDING));
            } else {
                return Integer.MAX_VALUE / 4;
            }
        }
        return sum;
    }
}
