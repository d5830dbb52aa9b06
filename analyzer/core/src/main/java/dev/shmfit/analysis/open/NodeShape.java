package dev.shmfit.analysis.open;

import dev.shmfit.topology.Device;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;
import dev.shmfit.topology.StructuralPaths;
import java.util.List;

/** What a node's shape tells about which facts are open, and which of them can make a difference. */
public final class NodeShape {
    private final GpuTopology node;

    public NodeShape(GpuTopology node) {
        this.node = node;
    }

    boolean cpuIsOpen() {
        return node.numaNodes().stream().anyMatch(n -> !n.cpu().isKnown());
    }

    boolean pciIsOpen() {
        return node.devices().stream().anyMatch(NodeShape::linkIsOpen);
    }

    private static boolean linkIsOpen(Device device) {
        if (device instanceof Device.Gpu g) {
            return !g.pci().link().isKnown();
        }
        if (device instanceof Device.PciSwitch s) {
            return !s.pci().link().isKnown();
        }
        return device instanceof Device.Nic n && !n.pci().link().isKnown();
    }

    boolean computeCapabilityIsOpen() {
        return node.gpus().stream().anyMatch(g -> !g.computeCapability().isKnown());
    }

    boolean hasNvSwitch() {
        return node.devices().stream().anyMatch(Device.NvSwitch.class::isInstance);
    }

    /** NVLinks of the GPU that has most. */
    public int mostNvLinks() {
        return node.gpus().stream()
                .mapToInt(g -> node.linksFrom(g.id()).stream()
                        .filter(l -> l.kind() == Link.Kind.NVLINK)
                        .mapToInt(Link::count)
                        .sum())
                .max()
                .orElse(0);
    }

    /** Whether every pair of GPUs has NVLinks; then nothing about PCIe decides a transport. */
    boolean allNvLink() {
        List<Device.Gpu> gpus = node.gpus();
        return gpus.size() > 1
                && gpus.stream()
                        .allMatch(a -> gpus.stream()
                                .allMatch(b ->
                                        a.id().equals(b.id()) || StructuralPaths.nvLinks(node, a.id(), b.id()) > 0));
    }
}
