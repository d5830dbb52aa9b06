package dev.shmfit.topology;

import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The smallest tree with given hops: one switch where devices are {@code PIX} to each other, one above several such
 * groups that are {@code PXB} to each other, nothing between a device and its root port otherwise.
 */
final class PciTreeAssembler {
    private static final String NVIDIA = "0x10de";
    private static final String GPU_CLASS = "0x030200";

    private final GpuTopology.Builder to = GpuTopology.builder();
    private final HopBounds settled;
    private final List<SmiDevice> devices;
    private final List<KnownGpu> gpus;
    private final List<String> portNames;
    private final TopologyAssumptions given;
    private int busIds;
    private int bridges;
    private int islands;

    /**
     * @param gpus what is known of the first devices
     * @param portNames for each device, the name of its port; the device's own for GPUs
     */
    PciTreeAssembler(
            HopBounds settled,
            List<SmiDevice> devices,
            List<KnownGpu> gpus,
            List<String> portNames,
            TopologyAssumptions given) {
        this.settled = settled;
        this.devices = devices;
        this.gpus = gpus;
        this.portNames = portNames;
        this.given = given;
    }

    /** The NUMA nodes with all below them, joined to each other. */
    GpuTopology.Builder assemble(List<NumaPlan.Node> nodes) {
        CpuIdentity cpu = given.cpu().asOptional().orElse(CpuIdentity.UNKNOWN);
        List<DeviceId> cpus = new ArrayList<>();
        for (NumaPlan.Node node : nodes) {
            DeviceId id = new DeviceId("numa:" + node.numaId());
            to.add(new Device.NumaNode(id, node.numaId(), cpu, ""));
            cpus.add(id);
            for (List<Integer> island : node.islands()) {
                HopClasses.within(settled, island, SmiHop.PHB).forEach(bridge -> belowBridge(id, bridge));
                islands++;
            }
        }
        for (DeviceId from : cpus) {
            cpus.stream().filter(c -> !c.equals(from)).forEach(c -> to.link(new Link(from, c, Link.Kind.SMP, 1, 0)));
        }
        return to;
    }

    private void belowBridge(DeviceId numa, List<Integer> members) {
        HostBridge bridge = new HostBridge(islands, bridges++);
        for (List<Integer> atRootPort : HopClasses.within(settled, members, SmiHop.PXB)) {
            to.behind(tree(numa, atRootPort), bridge);
        }
    }

    /** Adds devices that share no CPU on their ways; returns the topmost of what was added. */
    private DeviceId tree(DeviceId parent, List<Integer> members) {
        if (members.size() == 1) {
            return device(parent, members.get(0));
        }
        List<List<Integer>> groups = HopClasses.within(settled, members, SmiHop.PIX);
        DeviceId top = addSwitch(parent);
        if (groups.size() == 1) {
            members.forEach(m -> device(top, m));
            return top;
        }
        boolean loneMayStayOnTop = groups.stream().filter(g -> g.size() == 1).count() == 1;
        for (List<Integer> group : groups) {
            DeviceId above = group.size() == 1 && loneMayStayOnTop ? top : addSwitch(top);
            group.forEach(m -> device(above, m));
        }
        return top;
    }

    private DeviceId addSwitch(DeviceId parent) {
        PciFunction pci = pci(PciFunction.SWITCH_CLASS, "", link());
        DeviceId id = new DeviceId("pci:" + pci.busId());
        to.addBelow(parent, new Device.PciSwitch(id, pci), pci.link());
        return id;
    }

    private DeviceId device(DeviceId parent, int position) {
        SmiDevice row = devices.get(position);
        Device device = row.isGpu() ? gpu(gpus.get(position)) : nic(row, position);
        to.addBelow(parent, device, row.isGpu() ? gpus.get(position).link() : link());
        return device.id();
    }

    private Device.Gpu gpu(KnownGpu gpu) {
        return new Device.Gpu(
                gpuId(gpu.index()),
                gpu.index(),
                pci(GPU_CLASS, NVIDIA, gpu.link()),
                gpu.computeCapability(),
                false,
                gpu.name());
    }

    static DeviceId gpuId(int index) {
        return new DeviceId("gpu:" + index);
    }

    private Device.Nic nic(SmiDevice row, int position) {
        String port = portNames.get(position);
        int speed = stated(row, port).map(AssumedNic::megabitsPerSecond).orElse(0);
        int number = position - gpus.size();
        return new Device.Nic(
                new DeviceId("nic:" + row.name()),
                pci(PciFunction.NIC_CLASS, "", link()),
                speed < 0 ? List.of() : List.of(Device.Port.only(port, number, speed)));
    }

    private Optional<AssumedNic> stated(SmiDevice row, String port) {
        return given.nics().stream()
                .filter(n -> n.name().equals(row.name()) || n.name().equals(port))
                .findFirst();
    }

    /** The link of what nothing is said of singly. */
    private PciLink link() {
        return given.pciLink().asOptional().orElse(PciLink.UNKNOWN);
    }

    private PciFunction pci(String pciClass, String vendor, PciLink link) {
        return PciFunction.madeUp(busIds++, pciClass, vendor, link);
    }
}
