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
public record NodeHardware(GpuTopology topology, GpuAccess access, boolean multicast) {}
