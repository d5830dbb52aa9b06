package dev.shmfit.nccl;

import dev.shmfit.units.ByteCount;

/**
 * What NCCL asks of the driver, the container and the job, apart from topology.
 *
 * @param cudaDriver the CUDA version that the driver supports, as the driver counts: 12080 for 12.8
 * @param vmm whether the driver has virtual memory management (cuMem*)
 * @param cuMemHostWorks whether the driver may allocate host memory on a NUMA node: not so in Docker without SYS_NICE
 * @param cuMemHostGranularity unit of such allocations
 * @param ranksPerProcess how many consecutive ranks share a process
 * @param hiddenDevices whether each process sees its own GPU only
 * @param multicast whether the GPUs support NVLS (NVSwitch multicast)
 * @param arm whether the CPUs are 64-bit ARM
 */
public record NcclPlatform(
        int cudaDriver,
        boolean vmm,
        boolean cuMemHostWorks,
        ByteCount cuMemHostGranularity,
        int ranksPerProcess,
        boolean hiddenDevices,
        boolean multicast,
        boolean arm) {
    public NcclPlatform {
        if (ranksPerProcess < 1) {
            throw new IllegalArgumentException("ranks per process must be at least 1: " + ranksPerProcess);
        }
    }

    /** The process of a world rank, numbered from 0. */
    public int processOf(int worldRank) {
        return worldRank / ranksPerProcess;
    }
}
