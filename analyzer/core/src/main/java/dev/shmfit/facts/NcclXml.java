package dev.shmfit.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * An NCCL topology XML ({@code NCCL_TOPO_DUMP_FILE}, {@code NCCL_TOPO_FILE}), element by element and in file order,
 * because NCCL numbers GPUs in that order. Attributes that the file lacks are empty, as NCCL itself fills them from
 * the machine (graph/xml.cc ncclTopoFillGpu).
 *
 * @param cpus the {@code cpu} elements
 */
public record NcclXml(List<Cpu> cpus) {
    /**
     * A NUMA node.
     *
     * @param numaId NUMA node number; -1 where the kernel does not know
     * @param arch {@code x86_64}, {@code arm64}, {@code ppc64}; empty where not stated
     * @param vendor the CPUID vendor string; empty where not stated
     * @param family family + (extended family &lt;&lt; 4), which is not the usual sum
     * @param model model + (extended model &lt;&lt; 4)
     * @param hostHash groups the CPUs of one host; empty where not stated
     */
    public record Cpu(
            int numaId,
            String affinity,
            String arch,
            String vendor,
            OptionalInt family,
            OptionalInt model,
            String hostHash,
            List<Child> children,
            SourceRef source) {
        public Cpu {
            children = List.copyOf(children);
        }
    }

    /** What hangs below a CPU or a PCI function. */
    public sealed interface Child {}

    /**
     * A PCI function.
     *
     * @param busId as written, such as {@code 0000:3b:00.0}
     * @param pciClass as written, such as {@code 0x060400}
     * @param linkSpeed as written, such as {@code 16.0 GT/s PCIe}; empty where not stated
     * @param linkWidth lanes; empty where not stated
     * @param gpu the {@code gpu} element below; also of a GPU that is listed as a bare function, without one
     * @param pciLinks the targets of {@code pcilink} elements
     */
    public record Pci(
            String busId,
            String pciClass,
            String vendor,
            String device,
            String subsystemVendor,
            String subsystemDevice,
            String linkSpeed,
            OptionalInt linkWidth,
            java.util.Optional<GpuElement> gpu,
            List<String> pciLinks,
            List<Child> children,
            SourceRef source)
            implements Child {
        public Pci {
            pciLinks = List.copyOf(pciLinks);
            children = List.copyOf(children);
        }
    }

    /**
     * A {@code nic} element: below a PCI function, or directly below a CPU for virtual interfaces.
     *
     * @param nets its ports
     */
    public record NicElement(List<Net> nets, SourceRef source) implements Child {
        public NicElement {
            nets = List.copyOf(nets);
        }
    }

    /**
     * A {@code gpu} element.
     *
     * @param dev NVML index
     * @param sm compute capability times ten; empty where not stated
     * @param rank present on the GPUs of the communicator that dumped
     */
    public record GpuElement(
            int dev, OptionalInt sm, OptionalInt rank, boolean gdr, List<NvLink> nvLinks, List<C2c> c2c) {
        public GpuElement {
            nvLinks = List.copyOf(nvLinks);
            c2c = List.copyOf(c2c);
        }
    }

    /** Bonded NVLinks to one remote device; {@code tclass} is the remote's PCI class. */
    public record NvLink(String target, int count, String tclass) {}

    /** NVLink-C2C to the local CPU; {@code megabytesPerSecond} is per link. */
    public record C2c(int megabytesPerSecond, int count) {}

    /**
     * A network port.
     *
     * @param speed Mb/s; empty where not stated
     * @param rail network rail that a plugin tells; -1 for none
     * @param plane network plane that a plugin tells; -1 for none
     */
    public record Net(
            String name,
            int dev,
            OptionalInt speed,
            int port,
            double latencyMicros,
            OptionalLong guid,
            OptionalInt maxConnections,
            boolean gdr,
            boolean coll,
            int rail,
            int plane) {
        /** A port of which no rail and no plane is told. */
        public Net(
                String name,
                int dev,
                OptionalInt speed,
                int port,
                double latencyMicros,
                OptionalLong guid,
                OptionalInt maxConnections,
                boolean gdr,
                boolean coll) {
            this(name, dev, speed, port, latencyMicros, guid, maxConnections, gdr, coll, -1, -1);
        }
    }

    public NcclXml {
        cpus = List.copyOf(cpus);
    }

    /** The same with these ports alone. */
    public NcclXml withNets(Predicate<Net> kept) {
        return new NcclXml(cpus.stream()
                .map(c -> new Cpu(
                        c.numaId,
                        c.affinity,
                        c.arch,
                        c.vendor,
                        c.family,
                        c.model,
                        c.hostHash,
                        withNets(c.children, kept),
                        c.source))
                .toList());
    }

    private static List<Child> withNets(List<Child> children, Predicate<Net> kept) {
        List<Child> all = new ArrayList<>();
        for (Child child : children) {
            if (child instanceof Pci p) {
                all.add(new Pci(
                        p.busId,
                        p.pciClass,
                        p.vendor,
                        p.device,
                        p.subsystemVendor,
                        p.subsystemDevice,
                        p.linkSpeed,
                        p.linkWidth,
                        p.gpu,
                        p.pciLinks,
                        withNets(p.children, kept),
                        p.source));
            } else if (child instanceof NicElement n) {
                List<Net> nets = n.nets.stream().filter(kept).toList();
                if (!nets.isEmpty()) {
                    all.add(new NicElement(nets, n.source));
                }
            }
        }
        return all;
    }
}
