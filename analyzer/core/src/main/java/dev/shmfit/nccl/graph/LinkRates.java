package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PciLink;

/** What NCCL takes a link to carry, GB/s in one direction (src/graph/topo.h, topo.cc). */
public final class LinkRates {
    private LinkRates() {}

    /** Between two CPUs of this kind (ncclTopoGetInterCpuBw). */
    public static float betweenCpus(NcclVersion version, CpuIdentity cpu) {
        return GraphConstants.of(version).interCpuBw(cpu);
    }

    /** One NVLink of a GPU of this compute capability times ten (ncclTopoNVLinkBw). */
    public static float nvLink(NcclVersion version, int computeCapability) {
        return GraphConstants.of(version).nvLinkBw(computeCapability);
    }

    /** A PCIe link. */
    public static float pci(PciLink link) {
        return GraphConstants.pciBw(link.speed(), link.width());
    }

    /** A port of a NIC; one whose speed is not known counts as 10 Gb/s (ncclTopoAddNet). */
    public static float nic(int megabitsPerSecond) {
        return (float) ((megabitsPerSecond <= 0 ? 10000 : megabitsPerSecond) / 8000.0);
    }
}
