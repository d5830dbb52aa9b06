package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.Device;
import dev.shmfit.topology.DeviceId;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.Link;
import dev.shmfit.topology.PciFunction;
import dev.shmfit.topology.PciLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Builds NCCL's system of one communicator from a node's topology (src/graph/topo.cc ncclTopoGetSystemFromXml): CPUs in
 * order, PCI depth first, then NVLinks, C2C, links between switches, links between CPUs; at last every node's link to
 * its parent goes to the end of its list. A GPU without a rank is left out.
 */
public final class SystemBuilder {
    /**
     * Without any NIC in the topology NCCL still has its socket transport, whose interface it attaches to the first CPU
     * (src/graph/xml.cc ncclTopoFillNet) and takes for 10 Gb/s where the kernel states no speed.
     */
    private static final Device.Nic SOCKETS = new Device.Nic(
            new DeviceId("nic:socket"),
            new PciFunction("", "", "", "", "", "", PciLink.UNKNOWN),
            List.of(new Device.Port("socket", 0, 10000, 0, 0, 0, 65536, false, false)));

    private final GpuTopology topology;
    private final Map<Integer, Integer> rankOfGpu;
    private final TopoSystem system;
    private final Map<DeviceId, TopoNode> built = new HashMap<>();
    private final List<String> hostHashes = new ArrayList<>();

    private SystemBuilder(GpuTopology topology, Map<Integer, Integer> rankOfGpu, NcclVersion version) {
        this.topology = topology;
        this.rankOfGpu = rankOfGpu;
        this.system = new TopoSystem(version);
    }

    /**
     * The system of a communicator.
     *
     * @param rankOfGpu the communicator: GPU index to rank
     * @throws NcclInternalError where NCCL refuses the topology
     */
    public static TopoSystem build(GpuTopology topology, Map<Integer, Integer> rankOfGpu, NcclVersion version) {
        return new SystemBuilder(FusedTopology.of(topology, rankOfGpu, version), rankOfGpu, version).build();
    }

    /** The same with NCCL_NETDEVS_POLICY as {@code settings} has it. */
    public static TopoSystem build(
            GpuTopology topology, Map<Integer, Integer> rankOfGpu, NcclVersion version, NcclSettings settings) {
        TopoSystem system = build(topology, rankOfGpu, version);
        system.devices = NetDevsPolicy.of(version, settings);
        return system;
    }

    private TopoSystem build() {
        for (Device.NumaNode numa : topology.numaNodes()) {
            addCpu(numa);
        }
        system.hosts = Math.max(1, hostHashes.size());
        for (Device d : topology.devices()) {
            if (d instanceof Device.Gpu gpu && built.containsKey(gpu.id())) {
                addNvLinks(gpu);
            }
        }
        for (Device d : topology.devices()) {
            if (d instanceof Device.Gpu gpu && built.containsKey(gpu.id())) {
                addC2c(gpu);
            }
        }
        addSwitchLinks();
        SwitchFlattener.flatten(system);
        connectCpus();
        for (TopoNode cpu : system.nodes(NodeType.CPU)) {
            sort(cpu, null);
        }
        return system;
    }

    private void addCpu(Device.NumaNode numa) {
        int host = hostHashes.indexOf(numa.hostHash());
        if (host < 0) {
            host = hostHashes.size();
            hostHashes.add(numa.hostHash());
        }
        TopoNode cpu = system.create(NodeType.CPU, numa.numaId(), host);
        cpu.cpu = numa.cpu();
        built.put(numa.id(), cpu);
        for (Device child : topology.children(numa.id())) {
            addBelow(child, cpu, numa.numaId());
        }
        if (cpu.index == 0 && topology.nics().stream().allMatch(n -> n.ports().isEmpty())) {
            addNic(SOCKETS, cpu, numa.numaId());
        }
    }

    private void addBelow(Device device, TopoNode parent, int numaId) {
        if (device instanceof Device.Gpu gpu) {
            addGpu(gpu, parent);
        } else if (device instanceof Device.Nic nic) {
            addNic(nic, parent, numaId);
        } else if (device instanceof Device.PciSwitch sw) {
            TopoNode node = system.create(NodeType.PCI, busIdNumber(sw.pci().busId()), parent.system);
            node.pciDevice = deviceNumber(sw.pci());
            built.put(sw.id(), node);
            for (Device child : topology.children(sw.id())) {
                addBelow(child, node, numaId);
            }
            connectPci(node, parent, sw.pci());
        }
    }

    private void addGpu(Device.Gpu gpu, TopoNode parent) {
        Integer rank = rankOfGpu.get(gpu.index());
        if (rank == null) {
            return;
        }
        long id = busIdNumber(gpu.pci().busId());
        int sm = gpu.computeCapability().asOptional().orElse(0);
        TopoNode physical;
        TopoNode node;
        if (system.constants.devNodes()) {
            physical = system.create(NodeType.DEV, id, parent.system);
            connectPci(physical, parent, gpu.pci());
            node = system.create(NodeType.GPU, id, parent.system);
            node.parent = physical;
            connect(physical, node, LinkType.LOC, GraphConstants.LOCAL_BW);
            connect(node, physical, LinkType.LOC, GraphConstants.LOCAL_BW);
        } else {
            node = system.create(NodeType.GPU, id, parent.system);
            node.links.add(new TopoLink(LinkType.LOC, node, GraphConstants.LOCAL_BW));
            physical = node;
            connectPci(node, parent, gpu.pci());
        }
        for (TopoNode n : List.of(physical, node)) {
            n.dev = CliqueTopology.onNode(gpu.index());
            n.sm = sm;
            n.gdr = gpu.gdr();
            n.rank = rank;
        }
        built.put(gpu.id(), physical);
    }

    private void addNic(Device.Nic nic, TopoNode parent, int numaId) {
        boolean virtual = nic.pci().busId().isEmpty();
        boolean merged = !GraphRules.NICS_STAND_ALONE.at(system.version);
        long local = virtual ? 0 : busIdNumber(nic.pci().busId());
        long id = merged ? local & ~0xfL : ((long) numaId << 56) + local;
        TopoNode node = system.find(NodeType.NIC, id, parent.system).orElse(null);
        if (node == null) {
            node = system.create(NodeType.NIC, id, parent.system);
            addPorts(nic, node);
            if (virtual) {
                connect(parent, node, LinkType.PCI, GraphConstants.LOCAL_BW);
                connect(node, parent, LinkType.PCI, GraphConstants.LOCAL_BW);
            } else {
                connectPci(node, parent, nic.pci());
            }
        } else {
            addPorts(nic, node);
        }
        built.put(nic.id(), node);
    }

    private void addPorts(Device.Nic nic, TopoNode node) {
        for (Device.Port p : nic.ports()) {
            TopoNode net = system.create(NodeType.NET, p.dev(), node.system);
            net.dev = p.dev();
            net.asic = p.guid();
            net.port = p.port();
            net.bw = LinkRates.nic(p.megabitsPerSecond());
            net.latency = (float) p.latencyMicros();
            net.gdr = p.gdr();
            net.coll = p.coll();
            net.rail = p.rail();
            net.plane = p.plane();
            net.maxChannels = p.maxConnections();
            connect(node, net, LinkType.NET, net.bw);
            connect(net, node, LinkType.NET, net.bw);
        }
    }

    private void addNvLinks(Device.Gpu gpu) {
        TopoNode from = node(gpu.id());
        for (Link l : topology.linksFrom(gpu.id())) {
            if (l.kind() != Link.Kind.NVLINK) {
                continue;
            }
            float bw = l.count() * system.constants.nvLinkBw(from.sm);
            Device target = topology.device(l.to());
            if (target instanceof Device.Gpu) {
                TopoNode to = built.get(l.to());
                if (to != null) {
                    connect(from, to, LinkType.NVL, bw);
                }
            } else {
                TopoNode to = target instanceof Device.NvSwitch ? nvSwitch() : built.get(l.to());
                if (to != null) {
                    connect(from, to, LinkType.NVL, bw);
                    connect(to, from, LinkType.NVL, bw);
                }
            }
        }
    }

    private TopoNode nvSwitch() {
        List<TopoNode> switches = system.nodes(NodeType.NVS);
        return switches.isEmpty() ? system.create(NodeType.NVS, 0, 0) : switches.get(0);
    }

    private void addC2c(Device.Gpu gpu) {
        if (!GraphRules.C2C_LINKS.at(system.version)) {
            return;
        }
        LinkType type = GraphRules.C2C_TYPE.at(system.version);
        for (Link l : topology.linksFrom(gpu.id())) {
            TopoNode cpu = l.kind() == Link.Kind.C2C ? built.get(l.to()) : null;
            if (cpu != null) {
                TopoNode from = node(gpu.id());
                connect(from, cpu, type, (float) l.gigabytesPerSecond());
                connect(cpu, from, type, (float) l.gigabytesPerSecond());
            }
        }
    }

    private void addSwitchLinks() {
        if (!GraphRules.PCI_SWITCH_LINKS.at(system.version)) {
            return;
        }
        for (Link l : topology.links()) {
            if (l.kind() == Link.Kind.PCI_PEER) {
                TopoNode from = built.get(l.from());
                TopoNode to = built.get(l.to());
                if (from != null && to != null && from.type == NodeType.PCI && to.type == NodeType.PCI) {
                    connect(from, to, LinkType.LOC, GraphConstants.LOCAL_BW);
                }
            }
        }
    }

    private void connectCpus() {
        List<TopoNode> cpus = system.nodes(NodeType.CPU);
        for (TopoNode a : cpus) {
            for (TopoNode b : cpus) {
                if (a != b && a.system == b.system) {
                    connect(a, b, LinkType.SYS, system.constants.interCpuBw(a.cpu));
                }
            }
        }
    }

    private TopoNode node(DeviceId id) {
        TopoNode n = built.get(id);
        if (n == null) {
            throw new IllegalStateException("device " + id + " is not in the system");
        }
        return n;
    }

    private static void connectPci(TopoNode node, TopoNode parent, PciFunction pci) {
        float bw = GraphConstants.pciBw(pci.link().speed(), pci.link().width());
        connect(node, parent, LinkType.PCI, bw);
        connect(parent, node, LinkType.PCI, bw);
    }

    /** Links of one kind to one node add up; the list stays in decreasing order of bandwidth. */
    static void connect(TopoNode from, TopoNode to, LinkType type, float bw) {
        int at = -1;
        for (int i = 0; i < from.links.size() && at < 0; i++) {
            TopoLink l = from.links.get(i);
            if (l.remote == to && l.type == type) {
                at = i;
            }
        }
        if (at < 0) {
            from.links.add(new TopoLink(type, to, 0));
            at = from.links.size() - 1;
        }
        TopoLink link = from.links.get(at);
        link.bw += bw;
        while (at > 0 && from.links.get(at - 1).bw < link.bw) {
            from.links.set(at, from.links.get(at - 1));
            at--;
        }
        from.links.set(at, link);
    }

    private static void sort(TopoNode node, @org.jspecify.annotations.Nullable TopoNode up) {
        if (up != null) {
            for (int i = 0; i < node.links.size(); i++) {
                if (node.links.get(i).remote == up) {
                    node.links.add(node.links.remove(i));
                    break;
                }
            }
        }
        for (TopoLink l : List.copyOf(node.links)) {
            if (l.type == LinkType.PCI && l.remote != up) {
                sort(l.remote, node);
            }
        }
    }

    /** The hexadecimal digits of a bus id as one number (src/misc/utils.cc busIdToInt64). */
    static long busIdNumber(String busId) {
        long value = 0;
        for (char c : busId.toLowerCase(Locale.ROOT).toCharArray()) {
            int digit = Character.digit(c, 16);
            if (digit >= 0) {
                value = (value << 4) | digit;
            } else if (c != '.' && c != ':') {
                break;
            }
        }
        return value;
    }

    private static long deviceNumber(PciFunction pci) {
        return (hex(pci.vendor()) << 48)
                + (hex(pci.device()) << 32)
                + (hex(pci.subsystemVendor()) << 16)
                + hex(pci.subsystemDevice());
    }

    private static long hex(String text) {
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
