package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.topology.GpuTopology;
import java.util.Optional;

/**
 * One node of a job.
 *
 * @param topology its devices
 * @param access NVML's and CUDA's word on P2P
 * @param multicast whether the GPUs support NVLS (NVSwitch multicast)
 * @param fabric the NVLink domain that goes on to other nodes; empty where its NVLinks end inside
 */
public record NodeHardware(GpuTopology topology, GpuAccess access, boolean multicast, Optional<NvLinkFabric> fabric) {
    /** A node whose NVLinks, if any, end inside. */
    public NodeHardware(GpuTopology topology, GpuAccess access, boolean multicast) {
        this(topology, access, multicast, Optional.empty());
    }

    /** Whether both are made of the same objects; equal nodes are, so that NCCL's decisions about one hold for the other. */
    @SuppressWarnings("ReferenceEquality")
    boolean isSame(NodeHardware other) {
        return topology == other.topology
                && access == other.access
                && multicast == other.multicast
                && fabric.isPresent() == other.fabric.isPresent();
    }
}
