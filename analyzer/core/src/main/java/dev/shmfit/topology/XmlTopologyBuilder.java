package dev.shmfit.topology;

import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The topology that an NCCL XML describes, device by device and in the same order. What the file leaves to be read from
 * the machine (a GPU's compute capability, its NVLinks) stays unknown.
 */
public final class XmlTopologyBuilder {
    private final NcclXml xml;
    private final GpuTopology.Builder builder = GpuTopology.builder();
    private final Map<String, DeviceId> gpuByBusId = new HashMap<>();
    private final Map<String, DeviceId> switchByBusId = new HashMap<>();

    private record Pending(DeviceId from, NcclXml.Pci pci, NcclXml.GpuElement gpu, DeviceId cpu) {}

    private final List<Pending> gpus = new ArrayList<>();
    private final List<NcclXml.Pci> switches = new ArrayList<>();

    private XmlTopologyBuilder(NcclXml xml) {
        this.xml = xml;
    }

    public static GpuTopology build(NcclXml xml) {
        return new XmlTopologyBuilder(xml).build();
    }

    private GpuTopology build() {
        for (NcclXml.Cpu cpu : xml.cpus()) {
            DeviceId id = unique("numa:" + cpu.numaId());
            builder.add(new Device.NumaNode(id, cpu.numaId(), identity(cpu), cpu.hostHash()));
            for (NcclXml.Child child : cpu.children()) {
                add(child, id, id);
            }
        }
        gpus.forEach(this::addGpuLinks);
        for (NcclXml.Pci sw : switches) {
            for (String target : sw.pciLinks()) {
                DeviceId from = switchByBusId.get(sw.busId());
                DeviceId to = switchByBusId.get(target.toLowerCase(Locale.ROOT));
                if (from != null && to != null) {
                    builder.link(new Link(from, to, Link.Kind.PCI_PEER, 1, 0));
                }
            }
        }
        return builder.build();
    }

    private DeviceId unique(String name) {
        DeviceId id = new DeviceId(name);
        for (int n = 2; builder.has(id); n++) {
            id = new DeviceId(name + "#" + n);
        }
        return id;
    }

    private void add(NcclXml.Child child, DeviceId parent, DeviceId cpu) {
        if (child instanceof NcclXml.NicElement nic) {
            addNic(nic, new PciFunction("", "", "", "", "", "", PciLink.UNKNOWN), parent);
        } else if (child instanceof NcclXml.Pci pci) {
            addPci(pci, parent, cpu);
        }
    }

    private void addPci(NcclXml.Pci pci, DeviceId parent, DeviceId cpu) {
        PciFunction function = new PciFunction(
                pci.busId(),
                pci.pciClass(),
                pci.vendor(),
                pci.device(),
                pci.subsystemVendor(),
                pci.subsystemDevice(),
                new PciLink(pci.linkSpeed(), pci.linkWidth().orElse(0)));
        List<NcclXml.NicElement> nics = pci.children().stream()
                .filter(NcclXml.NicElement.class::isInstance)
                .map(NcclXml.NicElement.class::cast)
                .toList();
        if (pci.gpu().isPresent()) {
            addGpu(pci, pci.gpu().get(), function, parent, cpu);
        } else if (!nics.isEmpty()) {
            nics.forEach(n -> addNic(n, function, parent));
        } else if (pci.pciClass().startsWith("0x02")) {
            addNic(new NcclXml.NicElement(List.of(), pci.source()), function, parent);
        } else {
            DeviceId id = unique("pci:" + pci.busId());
            builder.addBelow(parent, new Device.PciSwitch(id, function), function.link());
            switchByBusId.putIfAbsent(pci.busId(), id);
            switches.add(pci);
            pci.children().forEach(c -> add(c, id, cpu));
        }
    }

    private void addGpu(NcclXml.Pci pci, NcclXml.GpuElement gpu, PciFunction function, DeviceId parent, DeviceId cpu) {
        DeviceId id = unique("gpu:" + gpu.dev());
        Reading<Integer> sm = gpu.sm().isPresent()
                ? Reading.known(gpu.sm().getAsInt(), pci.source())
                : Reading.absent("the file does not state the compute capability");
        builder.addBelow(parent, new Device.Gpu(id, gpu.dev(), function, sm, gpu.gdr(), ""), function.link());
        gpuByBusId.putIfAbsent(pci.busId(), id);
        gpus.add(new Pending(id, pci, gpu, cpu));
    }

    private void addNic(NcclXml.NicElement nic, PciFunction function, DeviceId parent) {
        List<Device.Port> ports = nic.nets().stream()
                .map(n -> new Device.Port(
                        n.name(),
                        n.dev(),
                        n.speed().orElse(0),
                        n.port(),
                        n.latencyMicros(),
                        n.guid().orElse(n.dev()),
                        n.maxConnections().orElse(Device.Port.MAX_CONNECTIONS),
                        n.gdr(),
                        n.coll(),
                        n.rail(),
                        n.plane()))
                .toList();
        String name = !ports.isEmpty() ? ports.get(0).name() : function.busId();
        DeviceId id = unique("nic:" + name);
        builder.addBelow(parent, new Device.Nic(id, function, ports), function.link());
    }

    private void addGpuLinks(Pending p) {
        for (NcclXml.NvLink l : p.gpu.nvLinks()) {
            DeviceId to = target(l, p);
            // Files of vendors let a GPU's links lead to itself where they do not know the other end: no way anywhere.
            if (to != null && !to.equals(p.from)) {
                builder.link(new Link(p.from, to, Link.Kind.NVLINK, l.count(), 0));
                if (!to.value().startsWith("gpu:")) {
                    builder.link(new Link(to, p.from, Link.Kind.NVLINK, l.count(), 0));
                }
            }
        }
        for (NcclXml.C2c c : p.gpu.c2c()) {
            double rate = (c.megabytesPerSecond() * (long) c.count()) / 1000.0;
            builder.link(new Link(p.from, p.cpu, Link.Kind.C2C, c.count(), rate));
            builder.link(new Link(p.cpu, p.from, Link.Kind.C2C, c.count(), rate));
        }
    }

    private @org.jspecify.annotations.Nullable DeviceId target(NcclXml.NvLink link, Pending p) {
        String tclass = link.tclass();
        if (tclass.startsWith("0x068001")) {
            return p.cpu;
        }
        if (tclass.startsWith("0x03")) {
            return gpuByBusId.get(link.target());
        }
        DeviceId nvSwitch = new DeviceId("nvswitch");
        if (!builder.has(nvSwitch)) {
            builder.add(new Device.NvSwitch(nvSwitch));
        }
        return nvSwitch;
    }

    private static CpuIdentity identity(NcclXml.Cpu cpu) {
        CpuIdentity.Arch arch = switch (cpu.arch()) {
            case "x86_64" -> CpuIdentity.Arch.X86_64;
            case "arm64" -> CpuIdentity.Arch.ARM64;
            case "ppc64" -> CpuIdentity.Arch.PPC64;
            default -> CpuIdentity.Arch.UNKNOWN;
        };
        CpuIdentity.Vendor vendor = switch (cpu.vendor()) {
            case "" -> CpuIdentity.Vendor.UNKNOWN;
            case "GenuineIntel" -> CpuIdentity.Vendor.INTEL;
            case "AuthenticAMD" -> CpuIdentity.Vendor.AMD;
            case "CentaurHauls", "  Shanghai  " -> CpuIdentity.Vendor.ZHAOXIN;
            default -> CpuIdentity.Vendor.OTHER;
        };
        return new CpuIdentity(
                arch, vendor, cpu.family().orElse(-1), cpu.model().orElse(-1));
    }
}
