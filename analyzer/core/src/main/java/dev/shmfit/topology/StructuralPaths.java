package dev.shmfit.topology;

import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How two devices are joined, read off the structure alone: in nvidia-smi's words and in NCCL's. For display and for
 * comparing topologies; NCCL's own search, with bandwidths and P2P, is in {@code nccl}.
 */
public final class StructuralPaths {
    private StructuralPaths() {}

    /** The cell that {@code nvidia-smi topo -m} would print. */
    public static SmiLink smiLink(GpuTopology topology, DeviceId from, DeviceId to) {
        if (from.equals(to)) {
            return new SmiLink.Self();
        }
        int bonded = nvLinks(topology, from, to);
        return bonded > 0 ? new SmiLink.NvLinks(bonded) : new SmiLink.Pci(smiHop(topology, from, to));
    }

    /** The way over PCIe between two different devices, whether or not NVLinks join them too. */
    public static SmiHop smiHop(GpuTopology topology, DeviceId from, DeviceId to) {
        List<DeviceId> up = ancestors(topology, from);
        List<DeviceId> other = ancestors(topology, to);
        Optional<DeviceId> meeting = up.stream().filter(other::contains).findFirst();
        if (meeting.isEmpty()) {
            return SmiHop.SYS;
        }
        int above = up.indexOf(meeting.get());
        int aboveOther = other.indexOf(meeting.get());
        if (!(topology.device(meeting.get()) instanceof Device.NumaNode)) {
            return above <= 1 && aboveOther <= 1 ? SmiHop.PIX : SmiHop.PXB;
        }
        // The device at the root port: the last before the NUMA node.
        return throughHostBridges(topology, up.get(above - 1), other.get(aboveOther - 1));
    }

    private static SmiHop throughHostBridges(GpuTopology topology, DeviceId from, DeviceId to) {
        Optional<HostBridge> one = topology.hostBridge(from);
        Optional<HostBridge> other = topology.hostBridge(to);
        if (one.isEmpty() || other.isEmpty() || one.equals(other)) {
            return SmiHop.PHB;
        }
        return one.get().island() == other.get().island() ? SmiHop.NODE : SmiHop.SYS;
    }

    /** NVLinks from one GPU to another, direct or through NVSwitch; 0 for none. */
    public static int nvLinks(GpuTopology topology, DeviceId from, DeviceId to) {
        int direct = 0;
        int switched = 0;
        for (Link link : topology.linksFrom(from)) {
            if (link.kind() == Link.Kind.NVLINK && link.to().equals(to)) {
                direct += link.count();
            } else if (link.kind() == Link.Kind.NVLINK && topology.device(link.to()) instanceof Device.NvSwitch) {
                switched += Math.min(link.count(), countTo(topology, to, link.to()));
            }
        }
        return direct > 0 ? direct : switched;
    }

    /**
     * NCCL's type (2.6 and later) for the path between two devices by structure alone, {@link PathType#NVB} included,
     * which nvidia-smi has no word for: a third GPU has direct NVLinks to both.
     */
    public static PathType pathType(GpuTopology topology, DeviceId from, DeviceId to) {
        SmiLink link = smiLink(topology, from, to);
        boolean overPci = link instanceof SmiLink.Pci;
        return overPci && isBridgedByGpu(topology, from, to) ? PathType.NVB : SmiHopPathMapping.pathType(link);
    }

    private static boolean isBridgedByGpu(GpuTopology topology, DeviceId from, DeviceId to) {
        return topology.linksFrom(from).stream()
                .filter(l -> l.kind() == Link.Kind.NVLINK && topology.device(l.to()) instanceof Device.Gpu)
                .anyMatch(l -> countTo(topology, l.to(), to) > 0);
    }

    private static int countTo(GpuTopology topology, DeviceId from, DeviceId to) {
        return topology.linksFrom(from).stream()
                .filter(l -> l.kind() == Link.Kind.NVLINK && l.to().equals(to))
                .mapToInt(Link::count)
                .sum();
    }

    /** The NUMA node above a device; the last of what lies above it where that is none. */
    public static DeviceId root(GpuTopology topology, DeviceId id) {
        List<DeviceId> chain = ancestors(topology, id);
        return chain.get(chain.size() - 1);
    }

    /** The device itself, then what lies above it, up to the NUMA node. */
    private static List<DeviceId> ancestors(GpuTopology topology, DeviceId id) {
        List<DeviceId> chain = new ArrayList<>(List.of(id));
        for (Optional<DeviceId> up = topology.parent(id); up.isPresent(); up = topology.parent(up.get())) {
            chain.add(up.get());
        }
        return chain;
    }
}
