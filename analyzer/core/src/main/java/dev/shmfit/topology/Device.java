package dev.shmfit.topology;

import dev.shmfit.facts.Reading;
import java.util.List;

/** A device of a node. Exactly one of the kinds below. */
public sealed interface Device {
    DeviceId id();

    /**
     * A NUMA node with its CPU: what NCCL calls a CPU.
     *
     * @param numaId the kernel's number; -1 where the kernel does not know
     * @param hostHash groups the CPUs of one host in a fused dump; empty otherwise
     */
    record NumaNode(DeviceId id, int numaId, CpuIdentity cpu, String hostHash) implements Device {}

    /** A PCIe switch (its upstream port), or any other PCI function that is neither GPU nor NIC. */
    record PciSwitch(DeviceId id, PciFunction pci) implements Device {}

    /**
     * A GPU.
     *
     * @param index NVML index, the number of nvidia-smi
     * @param pci its PCI function; in a topology rebuilt from a matrix the bus id is made up: see
     *     {@link PciFunction#busIdIsMadeUp}
     * @param computeCapability times ten: 89 for 8.9
     * @param gdr whether GPUDirect RDMA is possible
     * @param name the product name; empty where unknown
     */
    record Gpu(DeviceId id, int index, PciFunction pci, Reading<Integer> computeCapability, boolean gdr, String name)
            implements Device {}

    /**
     * A network adapter.
     *
     * @param pci its PCI function; the bus id is empty for a virtual interface
     */
    record Nic(DeviceId id, PciFunction pci, List<Port> ports) implements Device {
        public Nic {
            ports = List.copyOf(ports);
        }
    }

    /**
     * A port of a network adapter: what NCCL calls a NET.
     *
     * @param dev NCCL's number
     * @param megabitsPerSecond 0 where unknown
     * @param guid tells ports of one adapter from another's
     * @param rail network rail, which only ports of the same rail reach in one hop; -1 where none is told
     * @param plane network plane, which no connection leaves; -1 where none is told
     */
    record Port(
            String name,
            int dev,
            int megabitsPerSecond,
            int port,
            double latencyMicros,
            long guid,
            int maxConnections,
            boolean gdr,
            boolean coll,
            int rail,
            int plane) {
        /** As NCCL's own socket transport states it (transport/net_socket.cc); no adapter's figure was seen to bind. */
        static final int MAX_CONNECTIONS = 65536;

        /** The one port of an adapter of which no more is known than its name, its number and its speed. */
        static Port only(String name, int dev, int megabitsPerSecond) {
            return new Port(name, dev, megabitsPerSecond, 1, 0, dev, MAX_CONNECTIONS, false, false);
        }

        /** A port of which no rail and no plane is told. */
        public Port(
                String name,
                int dev,
                int megabitsPerSecond,
                int port,
                double latencyMicros,
                long guid,
                int maxConnections,
                boolean gdr,
                boolean coll) {
            this(name, dev, megabitsPerSecond, port, latencyMicros, guid, maxConnections, gdr, coll, -1, -1);
        }

        Port withGdr(boolean other) {
            return new Port(
                    name, dev, megabitsPerSecond, port, latencyMicros, guid, maxConnections, other, coll, rail, plane);
        }
    }

    /** The NVSwitches of the node, which NCCL folds into one. */
    record NvSwitch(DeviceId id) implements Device {}
}
