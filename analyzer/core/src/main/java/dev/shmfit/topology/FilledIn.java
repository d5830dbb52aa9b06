package dev.shmfit.topology;

import dev.shmfit.facts.Reading;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Topologies in which what was unknown is taken to be something: one possible node of several. */
final class FilledIn {
    private FilledIn() {}

    static GpuTopology cpu(GpuTopology topology, CpuIdentity cpu) {
        return topology.changed(d -> d instanceof Device.NumaNode n && !n.cpu().isKnown()
                ? new Device.NumaNode(n.id(), n.numaId(), cpu, n.hostHash())
                : d);
    }

    static GpuTopology computeCapability(GpuTopology topology, Reading<Integer> value) {
        return topology.changed(
                d -> d instanceof Device.Gpu g && !g.computeCapability().isKnown()
                        ? new Device.Gpu(g.id(), g.index(), g.pci(), value, g.gdr(), g.name())
                        : d);
    }

    static GpuTopology gdr(GpuTopology topology, boolean possible) {
        return topology.changed(d -> {
            if (d instanceof Device.Gpu g) {
                return new Device.Gpu(g.id(), g.index(), g.pci(), g.computeCapability(), possible, g.name());
            }
            return d instanceof Device.Nic n
                    ? new Device.Nic(
                            n.id(),
                            n.pci(),
                            n.ports().stream().map(p -> p.withGdr(possible)).toList())
                    : d;
        });
    }

    static GpuTopology pciLinks(GpuTopology topology, PciLink link) {
        return mapped(topology, d -> {
            Optional<PciFunction> unknown = pci(d).filter(p -> !p.link().isKnown());
            return unknown.map(p -> withPci(d, p.withLink(link))).orElse(d);
        });
    }

    private static Device withPci(Device device, PciFunction pci) {
        if (device instanceof Device.Gpu g) {
            return new Device.Gpu(g.id(), g.index(), pci, g.computeCapability(), g.gdr(), g.name());
        }
        return device instanceof Device.Nic n
                ? new Device.Nic(n.id(), pci, n.ports())
                : new Device.PciSwitch(device.id(), pci);
    }

    private static Optional<PciFunction> pci(Device device) {
        if (device instanceof Device.Gpu g) {
            return Optional.of(g.pci());
        }
        if (device instanceof Device.PciSwitch s) {
            return Optional.of(s.pci());
        }
        return device instanceof Device.Nic n ? Optional.of(n.pci()) : Optional.empty();
    }

    /** The same devices and links in the same order; ids stay, and PCIe links follow their devices. */
    private static GpuTopology mapped(GpuTopology from, UnaryOperator<Device> change) {
        GpuTopology.Builder to = GpuTopology.builder();
        for (Device device : from.devices()) {
            Device changed = change.apply(device);
            from.parent(device.id()).ifPresentOrElse(parent -> to.place(parent, changed), () -> to.add(changed));
            from.hostBridge(device.id()).ifPresent(b -> to.behind(device.id(), b));
        }
        for (Link link : from.links()) {
            to.link(link.kind() == Link.Kind.PCI ? relinked(from, change, link) : link);
        }
        return to.build();
    }

    private static Link relinked(GpuTopology from, UnaryOperator<Device> change, Link link) {
        boolean upwards = from.parent(link.from()).filter(link.to()::equals).isPresent();
        DeviceId below = upwards ? link.from() : link.to();
        Optional<PciLink> before = pci(from.device(below)).map(PciFunction::link);
        Optional<PciLink> after = pci(change.apply(from.device(below))).map(PciFunction::link);
        return before.equals(after)
                ? link
                : after.map(l ->
                                new Link(link.from(), link.to(), link.kind(), l.width(), PciRate.gigabytesPerSecond(l)))
                        .orElse(link);
    }
}
