package dev.shmfit.nccl;

import dev.shmfit.nccl.simulate.CommunicatorSpec;
import dev.shmfit.nccl.simulate.NcclNode;
import dev.shmfit.nccl.transport.GpuAccess;
import dev.shmfit.parse.file.NcclXmlParser;
import dev.shmfit.topology.GpuTopology;
import dev.shmfit.topology.XmlTopologyBuilder;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A made-up node, put together in a few words and written down as NCCL's topology XML. */
public final class Machine {
    /** Processors for which NCCL has rules. */
    public enum Cpu {
        BROADWELL("x86_64", "GenuineIntel", 6, 0x4f),
        SKYLAKE("x86_64", "GenuineIntel", 6, 0x55),
        SAPPHIRE_RAPIDS("x86_64", "GenuineIntel", 6, 0x8f),
        EMERALD_RAPIDS("x86_64", "GenuineIntel", 6, 0xcf),
        ROME("x86_64", "AuthenticAMD", 143, 49),
        YONGFENG("x86_64", "  Shanghai  ", 7, 0x5b),
        GRACE("arm64", "", 0, 0),
        POWER9("ppc64", "", 0, 0),
        HYGON("x86_64", "HygonGenuine", 24, 1);

        private final String arch;
        private final String vendor;
        private final int family;
        private final int model;

        Cpu(String arch, String vendor, int family, int model) {
            this.arch = arch;
            this.vendor = vendor;
            this.family = family;
            this.model = model;
        }
    }

    /** Something in the PCI tree: a GPU, or a switch with things below. */
    public record Part(boolean isGpu, String device, String speed, int width, List<Part> below) {}

    private static final String PLX =
            "vendor=\"0x10b5\" device=\"0x8749\" subsystem_vendor=\"0x10b5\"" + " subsystem_device=\"0x8749\"";
    private static final String GEN4 = "16.0 GT/s PCIe";

    private final Cpu cpu;
    private final List<List<Part>> numaNodes = new ArrayList<>();
    private final Map<List<Integer>, Integer> nvLinks = new LinkedHashMap<>();
    private int nvSwitchLinks;
    private int computeCapability = 80;
    private final Map<Integer, Integer> otherCapabilities = new LinkedHashMap<>();
    private List<Integer> labels = List.of();
    private int nextBus;
    private int nextGpu;

    public Machine(Cpu cpu) {
        this.cpu = cpu;
    }

    public static Part gpu() {
        return gpu(GEN4, 16);
    }

    public static Part gpu(String speed, int width) {
        return new Part(true, "", speed, width, List.of());
    }

    public static Part pciSwitch(Part... below) {
        return new Part(false, PLX, GEN4, 16, List.of(below));
    }

    /** A switch with identity {@code vendor device subsystem_vendor subsystem_device}, in hexadecimal. */
    public static Part pciSwitch(String identity, List<Part> below) {
        String[] ids = identity.split(" ", -1);
        String device = String.format(
                Locale.ROOT,
                "vendor=\"0x%s\" device=\"0x%s\" subsystem_vendor=\"0x%s\" subsystem_device=\"0x%s\"",
                (Object[]) ids);
        return new Part(false, device, GEN4, 16, List.copyOf(below));
    }

    public static Part[] gpus(int count) {
        return IntStream.range(0, count).mapToObj(i -> gpu()).toArray(Part[]::new);
    }

    /** One more NUMA node. */
    public Machine numa(Part... below) {
        numaNodes.add(List.of(below));
        return this;
    }

    /** NVLinks between two GPUs, by their places in the tree. */
    public Machine nvLink(int a, int b, int count) {
        nvLinks.put(List.of(a, b), count);
        return this;
    }

    /** NVLinks of every GPU to an NVSwitch. */
    public Machine nvSwitch(int links) {
        this.nvSwitchLinks = links;
        return this;
    }

    public Machine computeCapability(int timesTen) {
        this.computeCapability = timesTen;
        return this;
    }

    /** Of one GPU, by its place in the tree, where it is another one than that of the rest. */
    public Machine computeCapability(int place, int timesTen) {
        otherCapabilities.put(place, timesTen);
        return this;
    }

    /** GPU indices in the order of the tree; without this 0, 1, 2 ... */
    public Machine labelled(List<Integer> indices) {
        this.labels = List.copyOf(indices);
        return this;
    }

    public boolean hasNvSwitch() {
        return nvSwitchLinks > 0;
    }

    public int gpuCount() {
        return numaNodes.stream().mapToInt(Machine::count).sum();
    }

    private static int count(List<Part> parts) {
        return parts.stream().mapToInt(p -> p.isGpu ? 1 : count(p.below)).sum();
    }

    public GpuTopology topology() {
        nextBus = 0;
        nextGpu = 0;
        StringBuilder xml = new StringBuilder("<system version=\"1\">\n");
        for (int n = 0; n < numaNodes.size(); n++) {
            xml.append(String.format(
                    Locale.ROOT,
                    "<cpu numaid=\"%d\" affinity=\"ff\" arch=\"%s\" vendor=\"%s\" familyid=\"%d\" modelid=\"%d\">\n",
                    n,
                    cpu.arch,
                    cpu.vendor,
                    cpu.family,
                    cpu.model));
            numaNodes.get(n).forEach(p -> write(p, xml));
            xml.append("</cpu>\n");
        }
        var result =
                NcclXmlParser.parse("machine.xml", xml.append("</system>\n").toString());
        if (result instanceof NcclXmlParser.Result.Topology t) {
            return XmlTopologyBuilder.build(t.xml());
        }
        throw new IllegalStateException(result.toString());
    }

    private void write(Part part, StringBuilder xml) {
        String bus = part.isGpu
                ? busOfGpu(nextGpu)
                : String.format(Locale.ROOT, "0001:%02x:%02x.0", nextBus / 32, nextBus++ % 32);
        xml.append(String.format(
                Locale.ROOT,
                "<pci busid=\"%s\" class=\"%s\" %s link_speed=\"%s\" link_width=\"%d\">\n",
                bus,
                part.isGpu ? "0x030200" : "0x060400",
                part.isGpu
                        ? "vendor=\"0x10de\" device=\"0x20b0\" subsystem_vendor=\"0x10de\" subsystem_device=\"0x134f\""
                        : part.device,
                part.speed,
                part.width));
        if (part.isGpu) {
            writeGpu(nextGpu++, xml);
        }
        part.below.forEach(p -> write(p, xml));
        xml.append("</pci>\n");
    }

    private void writeGpu(int place, StringBuilder xml) {
        int index = labels.isEmpty() ? place : labels.get(place);
        xml.append(String.format(
                Locale.ROOT,
                "<gpu dev=\"%d\" sm=\"%d\" rank=\"%d\" gdr=\"0\">\n",
                index,
                otherCapabilities.getOrDefault(place, computeCapability),
                index));
        nvLinks.forEach((ends, links) -> {
            if (ends.contains(place)) {
                int other = ends.get(0) == place ? ends.get(1) : ends.get(0);
                xml.append(nvLinkTo(busOfGpu(other), links, "0x030200"));
            }
        });
        if (nvSwitchLinks > 0) {
            xml.append(nvLinkTo("0000:c1:00.0", nvSwitchLinks, "0x068000"));
        }
        xml.append("</gpu>\n");
    }

    private static String nvLinkTo(String target, int links, String deviceClass) {
        return String.format(
                Locale.ROOT, "<nvlink target=\"%s\" count=\"%d\" tclass=\"%s\"/>\n", target, links, deviceClass);
    }

    private static String busOfGpu(int place) {
        return String.format(Locale.ROOT, "0000:%02x:00.0", 0x10 + place);
    }

    /** All of it as NCCL meets it, with P2P working everywhere, a recent driver and one rank to a process. */
    public NcclNode node(String version, String... settings) {
        return node(version, GpuAccess.uniform(gpuCount(), true, true), settings);
    }

    /** The same with P2P as given; settings are {@code NCCL_NAME=value}. */
    public NcclNode node(String version, GpuAccess access, String... settings) {
        NcclPlatform platform = new NcclPlatform(
                12080, true, true, ByteCount.mebibytes(2), 1, false, nvSwitchLinks > 0, cpu == Cpu.GRACE);
        Map<String, String> values = new LinkedHashMap<>();
        Arrays.stream(settings).map(s -> s.split("=", 2)).forEach(s -> values.put(s[0], s[1]));
        return new NcclNode(
                topology(), access, platform, NcclVersion.parse(version).orElseThrow(), new NcclSettings(values));
    }

    /** A communicator of all GPUs, rank equal to index. */
    public CommunicatorSpec world() {
        List<Integer> all = IntStream.range(0, gpuCount()).boxed().toList();
        return new CommunicatorSpec("world", all, all);
    }
}
