package dev.shmfit.reports;

import dev.shmfit.reports.NodeV1.Kind;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.PciFunction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The machine as a list of GPUs and as a picture. */
final class NodeMapper {
    /** What {@code lspci} leaves out, because nearly all devices of nearly all machines are in it. */
    private static final String USUAL_DOMAIN = "0000:";

    private final GpuTopology topology;
    private final Map<Integer, String> names;
    private final boolean cpuAssumed;

    private NodeMapper(GpuTopology topology, Map<Integer, String> names, boolean cpuAssumed) {
        this.topology = topology;
        this.names = names;
        this.cpuAssumed = cpuAssumed;
    }

    /**
     * The node of {@code topology}.
     *
     * @param names of GPUs by index
     * @param assumed keys of the facts that were assumed: what shows them in the picture ends in a question mark
     * @param groups which GPUs belong together
     */
    static NodeV1 of(
            GpuTopology topology,
            String source,
            Map<Integer, String> names,
            Set<String> assumed,
            Function<GpuTopology, List<NodeV1.GpuGroup>> groups) {
        NodeMapper mapper = new NodeMapper(topology, names, assumed.contains("cpu"));
        List<NodeV1.Gpu> gpus = topology.gpus().stream()
                .sorted(Comparator.comparingInt(Device.Gpu::index))
                .map(mapper::gpu)
                .toList();
        return new NodeV1(
                gpus,
                source,
                mapper.devices(),
                LinkMapper.of(topology, assumed.contains("pcie")),
                groups.apply(topology));
    }

    private NodeV1.Gpu gpu(Device.Gpu gpu) {
        String name = names.getOrDefault(gpu.index(), gpu.name());
        Integer numa = topology.numaNodeOf(gpu.id())
                .map(Device.NumaNode::numaId)
                .filter(n -> n >= 0)
                .orElse(null);
        return new NodeV1.Gpu(
                gpu.index(),
                name.isEmpty() ? null : name,
                hasBusId(gpu.pci()) ? gpu.pci().busId() : null,
                numa);
    }

    private List<NodeV1.Device> devices() {
        List<NodeV1.Device> devices = new ArrayList<>();
        for (Device device : topology.devices()) {
            devices.add(device(device));
        }
        return devices;
    }

    private NodeV1.Device device(Device device) {
        if (device instanceof Device.NumaNode numa) {
            String label = numa.numaId() >= 0 ? "NUMA " + numa.numaId() : "CPU";
            return device(device, Kind.NUMA, label, cpu(numa.cpu()), null);
        }
        if (device instanceof Device.PciSwitch sw) {
            return device(device, Kind.SWITCH, "PCIe switch", place(sw.pci()), null);
        }
        if (device instanceof Device.Gpu gpu) {
            return device(device, Kind.GPU, "GPU" + gpu.index(), place(gpu.pci()), gpu.index());
        }
        if (device instanceof Device.Nic nic) {
            return device(device, Kind.NIC, name(nic), speed(nic.ports()), null);
        }
        return device(device, Kind.NVSWITCH, "NVSwitch", "", null);
    }

    private NodeV1.Device device(Device device, Kind kind, String label, String detail, @Nullable Integer gpu) {
        String parent = topology.parent(device.id()).map(DeviceId::value).orElse(null);
        return new NodeV1.Device(device.id().value(), kind, parent, label, detail, gpu);
    }

    private String cpu(CpuIdentity cpu) {
        String maker = maker(cpu);
        return maker.isEmpty() || !cpuAssumed ? maker : maker + "?";
    }

    private static String maker(CpuIdentity cpu) {
        return switch (cpu.arch()) {
            case ARM64 -> "Arm";
            case PPC64 -> "POWER";
            case UNKNOWN -> "";
            case X86_64 ->
                switch (cpu.vendor()) {
                    case INTEL -> "Intel";
                    case AMD -> "AMD";
                    case ZHAOXIN -> "Zhaoxin";
                    case OTHER, UNKNOWN -> "x86";
                };
        };
    }

    /** The adapter by its first port, as nobody knows adapters by anything else. */
    private static String name(Device.Nic nic) {
        if (!nic.ports().isEmpty() && !nic.ports().get(0).name().isEmpty()) {
            return nic.ports().get(0).name();
        }
        return hasBusId(nic.pci()) ? place(nic.pci()) : nic.id().value().replaceFirst("^nic:", "");
    }

    /** {@code 400 Gb/s}, or {@code 2x200G} for an adapter of several ports; empty where not known. */
    private static String speed(List<Device.Port> ports) {
        if (ports.isEmpty() || ports.get(0).megabitsPerSecond() <= 0) {
            return "";
        }
        String gigabits = BigDecimal.valueOf(ports.get(0).megabitsPerSecond(), 3)
                .stripTrailingZeros()
                .toPlainString();
        return ports.size() == 1 ? gigabits + " Gb/s" : ports.size() + "x" + gigabits + "G";
    }

    private static boolean hasBusId(PciFunction pci) {
        return !pci.busId().isEmpty() && !pci.busIdIsMadeUp();
    }

    /** {@code 17:00.0}, with the domain ({@code 1:17:00.0}) where it is not the usual one; empty where not known. */
    private static String place(PciFunction pci) {
        if (!hasBusId(pci)) {
            return "";
        }
        return pci.busId().startsWith(USUAL_DOMAIN)
                ? pci.busId().substring(USUAL_DOMAIN.length())
                : pci.busId().replaceFirst("^0+(?=[0-9a-f]+:[0-9a-f]+:)", "");
    }
}
