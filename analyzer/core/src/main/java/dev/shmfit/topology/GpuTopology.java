package dev.shmfit.topology;

import dev.shmfit.facts.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jgrapht.graph.AsUnmodifiableGraph;
import org.jgrapht.graph.DirectedMultigraph;

/**
 * A node as a graph: NUMA nodes, PCIe switches, GPUs, NICs and NVSwitch, with typed links. Immutable; devices and links
 * keep the order in which they were added, because NCCL's choices depend on it. Equal when devices and links are equal.
 */
public final class GpuTopology {
    private final org.jgrapht.Graph<DeviceId, LinkEdge> graph;
    private final Map<DeviceId, Device> devices;
    private final Map<DeviceId, DeviceId> parents;
    private final Map<DeviceId, HostBridge> hostBridges;
    private final List<Device.Gpu> gpus;
    private final List<Device.NumaNode> numaNodes;
    private final List<Device.Nic> nics;

    /** jgrapht tells edges apart by identity; two equal links between the same devices are two edges. */
    private static final class LinkEdge {
        private final Link link;

        LinkEdge(Link link) {
            this.link = link;
        }
    }

    private GpuTopology(Builder b) {
        this.graph = new AsUnmodifiableGraph<>(b.graph);
        this.devices = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(b.devices));
        this.parents = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(b.parents));
        this.hostBridges = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(b.hostBridges));
        this.gpus = of(Device.Gpu.class, devices);
        this.numaNodes = of(Device.NumaNode.class, devices);
        this.nics = of(Device.Nic.class, devices);
    }

    /** The same links between devices that differ in what does not show in a link. */
    private GpuTopology(GpuTopology joined, Map<DeviceId, Device> devices) {
        this.graph = joined.graph;
        this.devices = java.util.Collections.unmodifiableMap(devices);
        this.parents = joined.parents;
        this.hostBridges = joined.hostBridges;
        this.gpus = of(Device.Gpu.class, devices);
        this.numaNodes = of(Device.NumaNode.class, devices);
        this.nics = of(Device.Nic.class, devices);
    }

    /** This topology with each device changed to another of the same id; its links stay as they are. */
    GpuTopology changed(UnaryOperator<Device> change) {
        Map<DeviceId, Device> changed = new LinkedHashMap<>();
        devices.forEach((id, d) -> changed.put(id, change.apply(d)));
        return new GpuTopology(this, changed);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** All devices in the order added. */
    public Collection<Device> devices() {
        return devices.values();
    }

    public Device device(DeviceId id) {
        return Objects.requireNonNull(devices.get(id), () -> "no device " + id);
    }

    /** GPUs in topology order (the order of the XML, which need not be the order of the indices). */
    public List<Device.Gpu> gpus() {
        return gpus;
    }

    public List<Device.NumaNode> numaNodes() {
        return numaNodes;
    }

    public List<Device.Nic> nics() {
        return nics;
    }

    public Optional<Device.Gpu> gpu(int index) {
        return gpus().stream().filter(g -> g.index() == index).findFirst();
    }

    /** The devices directly below {@code id} in the PCI tree, in order. */
    public List<Device> children(DeviceId id) {
        List<Device> below = new ArrayList<>();
        parents.forEach((child, parent) -> {
            if (parent.equals(id)) {
                below.add(device(child));
            }
        });
        return below;
    }

    /** The device above {@code id} in the PCI tree; empty for NUMA nodes and the NVSwitch. */
    public Optional<DeviceId> parent(DeviceId id) {
        return Optional.ofNullable(parents.get(id));
    }

    /** The NUMA node at the root of the device's PCI tree. */
    public Optional<Device.NumaNode> numaNodeOf(DeviceId id) {
        DeviceId at = id;
        for (DeviceId up = parents.get(at); up != null; up = parents.get(at)) {
            at = up;
        }
        return device(at) instanceof Device.NumaNode n ? Optional.of(n) : Optional.empty();
    }

    /** The host bridge of a device directly below a NUMA node; empty where the source does not tell bridges apart. */
    public Optional<HostBridge> hostBridge(DeviceId id) {
        return Optional.ofNullable(hostBridges.get(id));
    }

    /** This topology with every CPU that is not known taken to be {@code cpu}. */
    public GpuTopology withCpu(CpuIdentity cpu) {
        return FilledIn.cpu(this, cpu);
    }

    /** This topology with every PCIe link that is not known taken to be {@code link}. */
    public GpuTopology withPciLinks(PciLink link) {
        return FilledIn.pciLinks(this, link);
    }

    /** This topology with every compute capability that is not known taken to be {@code value}, times ten. */
    public GpuTopology withComputeCapability(Reading<Integer> value) {
        return FilledIn.computeCapability(this, value);
    }

    /**
     * This topology, which has no adapter, with these.
     *
     * @throws dev.shmfit.units.MalformedText where one cannot be where it is said to be
     */
    public GpuTopology withAdded(List<AssumedNic> nics) {
        return AddedNics.to(this, nics);
    }

    /** This topology with GPUDirect RDMA possible between all GPUs and adapters, or between none. */
    public GpuTopology withGdr(boolean possible) {
        return FilledIn.gdr(this, possible);
    }

    /** This topology with these devices only, in this order, a parent before what is below it. */
    public GpuTopology reduced(Collection<DeviceId> order) {
        Builder b = builder();
        for (DeviceId id : order) {
            parent(id).ifPresentOrElse(up -> b.place(up, device(id)), () -> b.add(device(id)));
            hostBridge(id).ifPresent(bridge -> b.behind(id, bridge));
        }
        for (DeviceId id : order) {
            linksFrom(id).stream().filter(l -> b.has(l.to())).forEach(b::link);
        }
        return b.build();
    }

    /** All links, in the order added. */
    public List<Link> links() {
        return graph.edgeSet().stream().map(e -> e.link).toList();
    }

    /** The links that leave {@code id}, in the order added. */
    public List<Link> linksFrom(DeviceId id) {
        return graph.outgoingEdgesOf(id).stream().map(e -> e.link).toList();
    }

    /** The groups of GPUs that NVLinks join. */
    public NvLinkIslands nvLinkIslands() {
        return NvLinkIslands.of(this, graph, e -> e.link.kind() == Link.Kind.NVLINK);
    }

    private static <T extends Device> List<T> of(Class<T> kind, Map<DeviceId, Device> devices) {
        return devices.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof GpuTopology t
                && List.copyOf(devices.values()).equals(List.copyOf(t.devices.values()))
                && parents.equals(t.parents)
                && hostBridges.equals(t.hostBridges)
                && links().equals(t.links());
    }

    @Override
    public int hashCode() {
        return Objects.hash(devices, parents);
    }

    @Override
    public String toString() {
        return "GpuTopology" + devices.keySet();
    }

    /** Builds a topology. Not for reuse after {@link #build}. */
    public static final class Builder {
        /** It makes no device and no link of its own. */
        private final DirectedMultigraph<DeviceId, LinkEdge> graph = new DirectedMultigraph<>(null, null, false);

        private final Map<DeviceId, Device> devices = new LinkedHashMap<>();
        private final Map<DeviceId, DeviceId> parents = new LinkedHashMap<>();
        private final Map<DeviceId, HostBridge> hostBridges = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a device without a PCI parent: a NUMA node, the NVSwitch. Fails if the id is taken. */
        public Builder add(Device device) {
            if (devices.putIfAbsent(device.id(), device) != null) {
                throw new IllegalArgumentException("device " + device.id() + " is there twice");
            }
            graph.addVertex(device.id());
            return this;
        }

        /** Adds a device below {@code parent}, with the PCIe links in both directions. */
        public Builder addBelow(DeviceId parent, Device device, PciLink link) {
            place(parent, device);
            double rate = PciRate.gigabytesPerSecond(link);
            link(new Link(device.id(), parent, Link.Kind.PCI, link.width(), rate));
            link(new Link(parent, device.id(), Link.Kind.PCI, link.width(), rate));
            return this;
        }

        /** Adds a device below {@code parent} without the links, which the caller adds in an order of its own. */
        public Builder place(DeviceId parent, Device device) {
            add(device);
            parents.put(device.id(), parent);
            return this;
        }

        /** Says through which host bridge a device directly below a NUMA node is reached. */
        public Builder behind(DeviceId device, HostBridge bridge) {
            hostBridges.put(device, bridge);
            return this;
        }

        /** Adds a directed link between devices that are there. */
        public Builder link(Link link) {
            if (!graph.addEdge(link.from(), link.to(), new LinkEdge(link))) {
                throw new IllegalStateException("link refused: " + link);
            }
            return this;
        }

        public boolean has(DeviceId id) {
            return devices.containsKey(id);
        }

        public GpuTopology build() {
            return new GpuTopology(this);
        }
    }
}
