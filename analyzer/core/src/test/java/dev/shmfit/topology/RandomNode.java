package dev.shmfit.topology;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiTopoMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Nodes of any shape: NUMA nodes, host bridges, nested switches, 1 to 16 GPUs, NICs, NVLinks. */
final class RandomNode {
    private final Random random;
    private final GpuTopology.Builder to = GpuTopology.builder();
    private final List<DeviceId> gpus = new ArrayList<>();
    private int switches;
    private int nics;

    private RandomNode(long seed) {
        this.random = new Random(seed);
    }

    /** As nvidia-smi would show it, affinities included. */
    static SmiTopoMatrix matrix(long seed) {
        return TopoMatrixOf.of(new RandomNode(seed).build(true));
    }

    /** As {@link #matrix}, with every path over PCIe in sight. */
    static SmiTopoMatrix matrixWithoutNvLinks(long seed) {
        return TopoMatrixOf.of(new RandomNode(seed).build(false));
    }

    private GpuTopology build(boolean withNvLinks) {
        int wanted = 1 + random.nextInt(16);
        int nodes = 1 + random.nextInt(4);
        for (int numa = 0; numa < nodes; numa++) {
            DeviceId id = new DeviceId("numa:" + numa);
            to.add(new Device.NumaNode(id, numa, CpuIdentity.UNKNOWN, ""));
            int bridges = 1 + random.nextInt(3);
            for (int bridge = 0; bridge < bridges; bridge++) {
                int ports = 1 + random.nextInt(2);
                for (int port = 0; port < ports; port++) {
                    to.behind(tree(id, 0, wanted), new HostBridge(numa, numa * 10 + bridge));
                }
            }
        }
        if (gpus.isEmpty()) {
            gpu(new DeviceId("numa:0"));
        }
        if (withNvLinks && random.nextBoolean()) {
            nvLinks();
        }
        return to.build();
    }

    private DeviceId tree(DeviceId parent, int depth, int wanted) {
        if (depth == 3 || nics > 20 || random.nextInt(3) == 0) {
            return gpus.size() < wanted && random.nextInt(4) > 0 ? gpu(parent) : nic(parent);
        }
        PciFunction pci = pci();
        DeviceId id = new DeviceId("pci:" + pci.busId());
        to.addBelow(parent, new Device.PciSwitch(id, pci), PciLink.UNKNOWN);
        int below = 1 + random.nextInt(3);
        for (int i = 0; i < below; i++) {
            tree(id, depth + 1, wanted);
        }
        return id;
    }

    private DeviceId gpu(DeviceId parent) {
        int index = gpus.size();
        DeviceId id = new DeviceId("gpu:" + index);
        gpus.add(id);
        to.addBelow(parent, new Device.Gpu(id, index, pci(), Reading.absent("random"), false, ""), PciLink.UNKNOWN);
        return id;
    }

    private DeviceId nic(DeviceId parent) {
        DeviceId id = new DeviceId("nic:NIC" + nics);
        Device.Port port = new Device.Port("NIC" + nics, nics, 0, 1, 0, nics, 1, false, false);
        nics++;
        to.addBelow(parent, new Device.Nic(id, pci(), List.of(port)), PciLink.UNKNOWN);
        return id;
    }

    private PciFunction pci() {
        return PciFunction.madeUp(switches++, "", "", PciLink.UNKNOWN);
    }

    /** All to all through switches, or a few wires. */
    private void nvLinks() {
        if (random.nextBoolean() && gpus.size() > 2) {
            DeviceId fabric = new DeviceId("nvswitch");
            to.add(new Device.NvSwitch(fabric));
            gpus.forEach(g -> bond(g, fabric, 18));
            return;
        }
        for (int i = 0; i + 1 < gpus.size(); i += 2) {
            bond(gpus.get(i), gpus.get(i + 1), 1 + random.nextInt(4));
        }
    }

    private void bond(DeviceId a, DeviceId b, int count) {
        to.link(new Link(a, b, Link.Kind.NVLINK, count, 0));
        to.link(new Link(b, a, Link.Kind.NVLINK, count, 0));
    }
}
