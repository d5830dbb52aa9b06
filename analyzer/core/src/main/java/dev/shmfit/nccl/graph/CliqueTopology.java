package dev.shmfit.nccl.graph;

import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;
import java.util.List;
import java.util.Optional;

/**
 * The devices of several nodes that NVLink joins, as one topology (src/graph/xml.cc ncclTopoFuseXml): node by node, each
 * CPU with its host, and one NVSwitch for all.
 */
public final class CliqueTopology {
    /** More than a node has GPUs. */
    private static final int STRIDE = 1 << 12;

    private static final DeviceId SWITCH = new DeviceId("nvswitch");

    private CliqueTopology() {}

    /** These nodes as one. */
    public static GpuTopology of(List<GpuTopology> nodes) {
        GpuTopology.Builder all = GpuTopology.builder();
        for (int place = 0; place < nodes.size(); place++) {
            addDevices(all, nodes.get(place), place);
        }
        if (nodes.stream().anyMatch(n -> n.devices().stream().anyMatch(Device.NvSwitch.class::isInstance))) {
            all.add(new Device.NvSwitch(SWITCH));
        }
        for (int place = 0; place < nodes.size(); place++) {
            GpuTopology node = nodes.get(place);
            for (Link l : node.links()) {
                all.link(new Link(
                        id(node, l.from(), place),
                        id(node, l.to(), place),
                        l.kind(),
                        l.count(),
                        l.gigabytesPerSecond()));
            }
        }
        return all.build();
    }

    private static void addDevices(GpuTopology.Builder all, GpuTopology node, int place) {
        for (Device d : node.devices()) {
            DeviceId id = id(node, d.id(), place);
            Optional<Device> copy = copy(d, id, place);
            copy.ifPresent(c ->
                    node.parent(d.id()).ifPresentOrElse(up -> all.place(id(node, up, place), c), () -> all.add(c)));
        }
    }

    /** Empty for a switch, of which there is one for all nodes. */
    private static Optional<Device> copy(Device d, DeviceId id, int place) {
        if (d instanceof Device.NumaNode n) {
            return Optional.of(new Device.NumaNode(id, n.numaId(), n.cpu(), "node" + place));
        }
        if (d instanceof Device.PciSwitch s) {
            return Optional.of(new Device.PciSwitch(id, s.pci()));
        }
        if (d instanceof Device.Gpu g) {
            return Optional.of(
                    new Device.Gpu(id, number(place, g.index()), g.pci(), g.computeCapability(), g.gdr(), g.name()));
        }
        return d instanceof Device.Nic n ? Optional.of(new Device.Nic(id, n.pci(), n.ports())) : Optional.empty();
    }

    private static DeviceId id(GpuTopology node, DeviceId id, int place) {
        return node.device(id) instanceof Device.NvSwitch ? SWITCH : new DeviceId(place + "/" + id.value());
    }

    /**
     * A GPU's index among those of all nodes.
     *
     * @param place of its node
     * @param index on its node
     */
    public static int number(int place, int index) {
        return place * STRIDE + index;
    }

    /** Its index on its node. */
    static int onNode(int number) {
        return number % STRIDE;
    }
}
