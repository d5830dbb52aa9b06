package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * What was read about the machine and its kernel.
 *
 * @param pci functions and adapters below /sys
 * @param cpu the processor
 * @param numa the NUMA nodes
 * @param adapters how fast RDMA adapters are
 * @param memory of the whole machine
 * @param iommu the kernel's option that switches an IOMMU on without passing devices through
 * @param pageSize of the system
 * @param identity what tells it from other machines
 */
public record HostFacts(
        Readings<PciTree> pci,
        Readings<CpuFacts> cpu,
        Readings<List<NumaNode>> numa,
        Readings<AdapterRates> adapters,
        Readings<ByteCount> memory,
        Readings<String> iommu,
        Readings<ByteCount> pageSize,
        Identity identity) {
    /**
     * What tells a machine from others.
     *
     * @param hostname as a process sees it
     * @param bootId of the kernel's last start
     */
    public record Identity(Readings<String> hostname, Readings<String> bootId) {}
}
