package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;
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

    /** A link of a node as NCCL takes it to be; 0 where it makes none of it. */
    public static double of(NcclVersion version, GpuTopology topology, Link link) {
        return switch (link.kind()) {
            case PCI -> pci(below(topology, link));
            case PCI_PEER -> GraphRules.PCI_SWITCH_LINKS.at(version) ? GraphConstants.LOCAL_BW : 0;
            case NVLINK -> link.count() * (double) nvLink(version, computeCapability(topology, link));
            case C2C -> GraphRules.C2C_LINKS.at(version) ? link.gigabytesPerSecond() : 0;
            case SMP ->
                topology.device(link.from()) instanceof Device.NumaNode numa ? betweenCpus(version, numa.cpu()) : 0;
        };
    }

    /** The lower end's own PCIe link. */
    private static PciLink below(GpuTopology topology, Link link) {
        boolean upwards = topology.parent(link.from()).filter(link.to()::equals).isPresent();
        Device device = topology.device(upwards ? link.from() : link.to());
        if (device instanceof Device.Gpu gpu) {
            return gpu.pci().link();
        }
        if (device instanceof Device.Nic nic) {
            return nic.pci().link();
        }
        return device instanceof Device.PciSwitch sw ? sw.pci().link() : PciLink.UNKNOWN;
    }

    private static int computeCapability(GpuTopology topology, Link link) {
        DeviceId end = topology.device(link.from()) instanceof Device.Gpu ? link.from() : link.to();
        return topology.device(end) instanceof Device.Gpu gpu
                ? gpu.computeCapability().asOptional().orElse(0)
                : 0;
    }

    /** The slowest speed that a search within a node tries for a channel (src/graph/search.cc ncclTopoCompute). */
    public static float slowestChannel(NcclVersion version, int computeCapability) {
        float[] speeds = GraphConstants.of(version).speeds(false, computeCapability);
        return speeds[speeds.length - 1];
    }

    /** A port of a NIC; one whose speed is not known counts as 10 Gb/s (ncclTopoAddNet). */
    public static float nic(int megabitsPerSecond) {
        return (float) ((megabitsPerSecond <= 0 ? 10000 : megabitsPerSecond) / 8000.0);
    }
}
