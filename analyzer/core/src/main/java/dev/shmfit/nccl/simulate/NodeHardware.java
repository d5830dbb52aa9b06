package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.topology.GpuTopology;

/**
 * One node of a job.
 *
 * @param topology its devices
 * @param access NVML's and CUDA's word on P2P
 * @param multicast whether the GPUs support NVLS (NVSwitch multicast)
 */
public record NodeHardware(GpuTopology topology, GpuAccess access, boolean multicast) {
    /** Whether both are made of the same objects; equal nodes are, so that NCCL's decisions about one hold for the other. */
    @SuppressWarnings("ReferenceEquality")
    boolean isSame(NodeHardware other) {
        return topology == other.topology && access == other.access && multicast == other.multicast;
    }
}
