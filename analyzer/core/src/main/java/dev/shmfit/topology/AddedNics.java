package dev.shmfit.topology;

import dev.shmfit.facts.SmiHop;
import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Network adapters put into a topology that has none, where NCCL would attach them: below the switch of the GPU that they
 * are {@code PIX} to, with a switch of their own where it has none; below its CPU for {@code PHB} and {@code NODE}; below
 * another CPU for {@code SYS}.
 */
final class AddedNics {
    private final GpuTopology from;

    /** By the device above them. */
    private final Map<DeviceId, List<Device.Nic>> below = new LinkedHashMap<>();

    /** The switch to put above a GPU. */
    private final Map<DeviceId, Device.PciSwitch> above = new HashMap<>();

    private int busIds;

    private AddedNics(GpuTopology from) {
        this.from = from;
    }

    /**
     * The topology with adapters, in their order.
     *
     * @throws MalformedText where an adapter cannot be where it is said to be
     */
    static GpuTopology to(GpuTopology from, List<AssumedNic> nics) {
        AddedNics added = new AddedNics(from);
        for (int i = 0; i < nics.size(); i++) {
            added.place(nics.get(i), i);
        }
        return added.build();
    }

    private void place(AssumedNic nic, int number) {
        if (nic.gpus().isEmpty()) {
            throw new MalformedText("the topology has no adapter called " + nic.name() + "; say where it is, such as "
                    + nic.name() + ":" + nic.megabitsPerSecond() / 1000 + "@PIX:0");
        }
        List<Device.Gpu> near =
                nic.gpus().stream().map(index -> gpu(index, nic)).toList();
        List<DeviceId> parents =
                near.stream().map(g -> parent(nic, g)).distinct().toList();
        if (parents.size() > 1) {
            throw new MalformedText("no place in the topology is " + nic.hop() + " to each of the GPUs " + nic.gpus()
                    + "; name those that " + nic.name() + " is near to");
        }
        DeviceId id = new DeviceId("nic:" + nic.name());
        if (below.values().stream().flatMap(List::stream).anyMatch(n -> n.id().equals(id))) {
            throw new MalformedText(nic.name() + " is stated twice; name its GPUs in one list");
        }
        PciFunction pci = PciFunction.madeUp(
                busIds++, PciFunction.NIC_CLASS, "", near.get(0).pci().link());
        Device.Port port = Device.Port.only(nic.name(), number, nic.megabitsPerSecond());
        below.computeIfAbsent(parents.get(0), k -> new ArrayList<>()).add(new Device.Nic(id, pci, List.of(port)));
    }

    private Device.Gpu gpu(int index, AssumedNic nic) {
        return from.gpu(index)
                .orElseThrow(() -> new MalformedText("the topology has no GPU " + index + " to be near " + nic.name()));
    }

    private DeviceId parent(AssumedNic nic, Device.Gpu gpu) {
        DeviceId up = from.parent(gpu.id()).orElseThrow();
        boolean behindSwitch = from.device(up) instanceof Device.PciSwitch;
        if (nic.hop() == SmiHop.PIX) {
            return behindSwitch ? up : newSwitch(gpu).id();
        }
        if (nic.hop() == SmiHop.PXB) {
            return Optional.of(up)
                    .filter(u -> behindSwitch)
                    .flatMap(from::parent)
                    .filter(u -> from.device(u) instanceof Device.PciSwitch)
                    .orElseThrow(() -> new MalformedText("GPU " + gpu.index()
                            + " has no second switch above it, so that no adapter is PXB to it; is " + nic.name()
                            + " PIX or PHB?"));
        }
        Device.NumaNode own = from.numaNodeOf(gpu.id()).orElseThrow();
        if (nic.hop() != SmiHop.SYS) {
            return own.id();
        }
        return from.numaNodes().stream()
                .filter(n -> !n.equals(own))
                .findFirst()
                .orElseThrow(() -> new MalformedText(
                        "the topology has one NUMA node, so that no adapter is SYS to GPU " + gpu.index()))
                .id();
    }

    private Device.PciSwitch newSwitch(Device.Gpu gpu) {
        return above.computeIfAbsent(gpu.id(), id -> {
            PciFunction pci = PciFunction.madeUp(
                    busIds++, PciFunction.SWITCH_CLASS, "", gpu.pci().link());
            return new Device.PciSwitch(new DeviceId("pci:" + pci.busId()), pci);
        });
    }

    /** A switch that is put above a GPU takes its place and its links; adapters come behind what is there. */
    private GpuTopology build() {
        GpuTopology.Builder to = GpuTopology.builder();
        for (Device device : from.devices()) {
            Optional<DeviceId> parent = from.parent(device.id());
            Optional<Device.PciSwitch> inserted = Optional.ofNullable(above.get(device.id()));
            DeviceId top = inserted.map(Device.PciSwitch::id).orElse(device.id());
            if (inserted.isPresent()) {
                to.place(parent.orElseThrow(), inserted.get());
                to.place(top, device);
            } else {
                parent.ifPresentOrElse(p -> to.place(p, device), () -> to.add(device));
            }
            from.hostBridge(device.id()).ifPresent(b -> to.behind(top, b));
        }
        for (Link link : from.links()) {
            relink(to, link);
        }
        below.forEach((parent, nics) ->
                nics.forEach(n -> to.addBelow(parent, n, n.pci().link())));
        return to.build();
    }

    private void relink(GpuTopology.Builder to, Link link) {
        Optional<DeviceId> first = inserted(link, link.from());
        Optional<DeviceId> last = inserted(link, link.to());
        first.ifPresent(s -> to.link(new Link(link.from(), s, link.kind(), link.count(), link.gigabytesPerSecond())));
        last.ifPresent(s -> to.link(new Link(s, link.to(), link.kind(), link.count(), link.gigabytesPerSecond())));
        to.link(new Link(
                first.orElse(link.from()),
                last.orElse(link.to()),
                link.kind(),
                link.count(),
                link.gigabytesPerSecond()));
    }

    /** The switch between a GPU at one end of a PCIe link and the device above it. */
    private Optional<DeviceId> inserted(Link link, DeviceId end) {
        return link.kind() == Link.Kind.PCI
                ? Optional.ofNullable(above.get(end)).map(Device.PciSwitch::id)
                : Optional.empty();
    }
}
