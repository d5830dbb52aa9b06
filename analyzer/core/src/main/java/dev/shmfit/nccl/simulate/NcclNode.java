package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.NcclPlatform;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.Pods;
import dev.shmfit.nccl.graph.SearchMemo;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.topology.GpuTopology;

/**
 * Everything that NCCL's decisions on one node depend on, apart from the communicators.
 *
 * @param topology the node
 * @param access NVML's and CUDA's word on P2P
 * @param platform driver, container and job
 * @param version NCCL's version
 * @param settings NCCL_* settings
 * @param pods how its ranks are shared out among containers
 * @param searches made before, on this node or on others
 */
public record NcclNode(
        GpuTopology topology,
        GpuAccess access,
        NcclPlatform platform,
        NcclVersion version,
        NcclSettings settings,
        Pods pods,
        SearchMemo searches) {
    /** A node whose ranks are in one container, and whose searches nobody shares. */
    public NcclNode(
            GpuTopology topology, GpuAccess access, NcclPlatform platform, NcclVersion version, NcclSettings settings) {
        this(topology, access, platform, version, settings, Pods.ONE, new SearchMemo());
    }
}
