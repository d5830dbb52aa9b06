package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.NcclPlatform;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.Pods;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.topology.GpuTopology;
import java.util.List;

/**
 * Everything that NCCL's decisions depend on, apart from the communicators.
 *
 * @param hardware the nodes of the job, in the order in which they are numbered; equal nodes share their objects
 * @param platform driver, container and job
 * @param version NCCL's version
 * @param settings NCCL_* settings
 * @param pods how the ranks of each node are shared out among containers
 * @param searches made before, on this node or on others
 * @param collNet whether CollNet is counted, and how
 */
public record NcclNode(
        List<NodeHardware> hardware,
        NcclPlatform platform,
        NcclVersion version,
        NcclSettings settings,
        Pods pods,
        SearchMemo searches,
        CollNet collNet) {
    public NcclNode {
        hardware = List.copyOf(hardware);
    }

    /** A job that no plugin offers CollNet. */
    public NcclNode(
            List<NodeHardware> hardware,
            NcclPlatform platform,
            NcclVersion version,
            NcclSettings settings,
            Pods pods,
            SearchMemo searches) {
        this(hardware, platform, version, settings, pods, searches, CollNet.NONE);
    }

    /** A job on one node. */
    public NcclNode(
            GpuTopology topology,
            GpuAccess access,
            NcclPlatform platform,
            NcclVersion version,
            NcclSettings settings,
            Pods pods,
            SearchMemo searches) {
        this(
                List.of(new NodeHardware(topology, access, platform.multicast())),
                platform,
                version,
                settings,
                pods,
                searches);
    }

    /** A job on one node whose ranks are in one container, and whose searches nobody shares. */
    public NcclNode(
            GpuTopology topology, GpuAccess access, NcclPlatform platform, NcclVersion version, NcclSettings settings) {
        this(topology, access, platform, version, settings, Pods.ONE, new SearchMemo());
    }

    NodeHardware hardwareOf(int node) {
        return hardware.get(node);
    }
}
