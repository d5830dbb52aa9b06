package dev.shmfit.bench;

import dev.shmfit.nccl.transport.GpuAccess;
import java.util.Locale;

/** Nodes with 16 GPUs. No capture of one is at hand, so NCCL's XML is written here as such nodes would have it. */
public enum SixteenGpus {
    /** Two Intel sockets with eight GPUs each, every GPU on a root port of its own. */
    TWO_SOCKETS(2, 1, "GenuineIntel", 85, 80, "16.0 GT/s PCIe", 0),
    /** Two Intel sockets, two PCIe switches each, four GPUs on each switch. */
    FOUR_SWITCHES(2, 2, "GenuineIntel", 85, 80, "16.0 GT/s PCIe", 0),
    /** Four NUMA nodes of AMD processors with four GPUs each. */
    FOUR_NUMA_NODES(4, 1, "AuthenticAMD", 49, 80, "16.0 GT/s PCIe", 0),
    /** NVSwitch with six NVLinks for each GPU, as in DGX-2. */
    NVSWITCH_V100(2, 4, "GenuineIntel", 85, 70, "8.0 GT/s PCIe", 6),
    /** NVSwitch with 18 NVLinks for each GPU. */
    NVSWITCH_H100(2, 4, "GenuineIntel", 143, 90, "32.0 GT/s PCIe", 18);

    private static final int GPUS = 16;

    private final int numaNodes;
    private final int switches;
    private final String vendor;
    private final int cpuModel;
    private final int computeCapability;
    private final String pcie;
    private final int nvLinks;

    SixteenGpus(
            int numaNodes, int switches, String vendor, int cpuModel, int computeCapability, String pcie, int nvLinks) {
        this.numaNodes = numaNodes;
        this.switches = switches;
        this.vendor = vendor;
        this.cpuModel = cpuModel;
        this.computeCapability = computeCapability;
        this.pcie = pcie;
        this.nvLinks = nvLinks;
    }

    Node node() {
        return Node.of(name(), xml(), GpuAccess.uniform(GPUS, true, true), nvLinks > 0 && computeCapability >= 90);
    }

    private String xml() {
        StringBuilder xml = new StringBuilder("<system version=\"1\">\n");
        int perSwitch = GPUS / (numaNodes * switches);
        int bus = 0x10;
        int gpu = 0;
        for (int n = 0; n < numaNodes; n++) {
            xml.append(String.format(
                    Locale.ROOT,
                    "<cpu numaid=\"%d\" affinity=\"ffffffff\" arch=\"x86_64\" vendor=\"%s\" familyid=\"%d\" modelid=\"%d\">\n",
                    n,
                    vendor,
                    vendor.equals("GenuineIntel") ? 6 : 143,
                    cpuModel));
            for (int s = 0; s < switches; s++) {
                if (switches > 1) {
                    xml.append(pci(bus++, "0x060400"));
                }
                for (int g = 0; g < perSwitch; g++) {
                    xml.append(pci(bus++, "0x030200")).append(gpu(gpu++)).append("</pci>\n");
                }
                xml.append(switches > 1 ? "</pci>\n" : "");
            }
            xml.append("</cpu>\n");
        }
        return xml.append("</system>\n").toString();
    }

    private String pci(int bus, String deviceClass) {
        return String.format(
                Locale.ROOT,
                "<pci busid=\"0000:%02x:00.0\" class=\"%s\" link_speed=\"%s\" link_width=\"16\">\n",
                bus,
                deviceClass,
                pcie);
    }

    private String gpu(int index) {
        String links = nvLinks == 0
                ? ""
                : String.format(
                        Locale.ROOT, "<nvlink target=\"fffffff:ffff:ff\" count=\"%d\" tclass=\"0x068000\"/>", nvLinks);
        return String.format(
                Locale.ROOT,
                "<gpu dev=\"%d\" sm=\"%d\" rank=\"%d\" gdr=\"0\">%s</gpu>\n",
                index,
                computeCapability,
                index,
                links);
    }
}
