package dev.shmfit.analysis.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.ingest.CaptureFiles;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.observed.ObservedTopology;
import dev.shmfit.parse.file.NcclXmlParser;
import dev.shmfit.parse.file.PciTreeParser;
import dev.shmfit.parse.table.SmiTopoParser;
import dev.shmfit.topology.XmlTopologyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A machine's /sys, written out from NCCL's dump of it with the ports that NCCL leaves out, must give the dump again. */
class SysfsTopologyTest {
    /** A product for each compute capability of the observed machines. */
    private static String product(int sm, boolean nvLink) {
        return switch (sm) {
            case 60 -> nvLink ? "Tesla P100-SXM2-16GB" : "Tesla P100-PCIE-16GB";
            case 70 -> nvLink ? "Tesla V100-SXM2-32GB" : "Tesla V100-PCIE-32GB";
            case 75 -> nvLink ? "NVIDIA GeForce RTX 2080 Ti" : "Tesla T4";
            case 80 -> nvLink ? "NVIDIA A100-SXM4-80GB" : "NVIDIA A100 80GB PCIe";
            case 86 -> "NVIDIA RTX A6000";
            case 89 -> "NVIDIA L40S";
            case 90 -> nvLink ? "NVIDIA H100 80GB HBM3" : "NVIDIA H100 PCIe";
            case 100 -> "NVIDIA B200";
            case 120 -> "NVIDIA RTX PRO 6000 Blackwell";
            default -> "";
        };
    }

    /** Writes the functions of a dump as /sys has them. */
    private static final class Sys {
        private final TreeMap<String, String> pci = new TreeMap<>();
        private final TreeMap<Integer, String> gpus = new TreeMap<>();
        private final TreeMap<String, String> adapters = new TreeMap<>();
        private int ports;

        Capture capture(NcclXml xml, String matrix) {
            for (NcclXml.Cpu cpu : xml.cpus()) {
                for (NcclXml.Child child : cpu.children()) {
                    String bridge = "/sys/devices/pci" + String.format(java.util.Locale.ROOT, "%04x:00", ++ports);
                    add((NcclXml.Pci) child, bridge, cpu.numaId());
                }
            }
            StringBuilder tree = new StringBuilder();
            pci.forEach(
                    (path, text) -> tree.append("# ").append(path).append('\n').append(text));
            // As the probes list them, mlx5_10 before mlx5_2.
            adapters.forEach((name, text) -> tree.append("# /sys/class/infiniband/")
                    .append(name)
                    .append('\n')
                    .append(text));
            NcclXml.Cpu first = xml.cpus().get(0);
            String lscpu = "Architecture: " + first.arch() + "\nVendor ID: " + first.vendor() + "\nCPU family: "
                    + kernelFamily(first.family().orElse(0)) + "\nModel: "
                    + first.model().orElse(0) + "\n";
            List<CapturedItem> items = new ArrayList<>(List.of(
                    new CapturedItem.Text("sys-pci.txt", tree.toString()),
                    new CapturedItem.Text("lscpu.txt", lscpu),
                    new CapturedItem.Text("nvidia-smi-q.xml", String.join("", gpus.values())),
                    new CapturedItem.Text("nvidia-smi-topo-m.txt", matrix)));
            return Capture.of("sys", items);
        }

        private static int kernelFamily(int family) {
            return family < 15 ? family : 15 + ((family - 15) >> 4);
        }

        private void add(NcclXml.Pci device, String above, int numa) {
            String port = above + String.format(java.util.Locale.ROOT, "/f%03x:%02x:00.0", ++ports >> 8, ports & 0xFF);
            String width = "max_link_width=" + device.linkWidth().orElse(0) + "\n";
            String link = "max_link_speed=" + device.linkSpeed() + "\n" + width;
            pci.put(port, "class=0x060400\n" + link + "numa_node=" + numa + "\n");
            String path = port + "/" + device.busId();
            pci.put(
                    path,
                    "class=" + device.pciClass() + "\nvendor=" + device.vendor() + "\ndevice=" + device.device()
                            + "\nsubsystem_vendor=" + device.subsystemVendor() + "\nsubsystem_device="
                            + device.subsystemDevice() + "\n" + link + "numa_node=" + numa + "\n");
            device.gpu()
                    .ifPresent(g -> gpus.put(
                            g.dev(),
                            "<gpu id=\"0000" + device.busId().toUpperCase(java.util.Locale.ROOT) + "\">\n<product_name>"
                                    + product(g.sm().orElse(0), !g.nvLinks().isEmpty()) + "</product_name>\n"));
            for (NcclXml.Child child : device.children()) {
                if (child instanceof NcclXml.Pci below) {
                    add(below, path, numa);
                }
                if (child instanceof NcclXml.NicElement nic) {
                    nic.nets()
                            .forEach(n -> adapters.put(
                                    n.name(),
                                    "pci=" + path + "\nport1_rate=" + n.speed().orElse(0) / 1000
                                            + " Gb/sec (4X)\nport1_state=4: ACTIVE\n"));
                }
            }
        }
    }

    private static boolean plain(NcclXml xml) {
        return xml.cpus().stream()
                .allMatch(c -> !c.arch().isEmpty() && c.children().stream().allMatch(SysfsTopologyTest::plain));
    }

    /** The driver alone knows C2C; links between switches and virtual cards are none of the kernel's tree. */
    private static boolean plain(NcclXml.Child child) {
        if (child instanceof NcclXml.NicElement nic) {
            return !nic.nets().isEmpty();
        }
        return child instanceof NcclXml.Pci p
                && p.pciLinks().isEmpty()
                && p.gpu().map(g -> g.c2c().isEmpty() && g.sm().isPresent()).orElse(true)
                && p.children().stream().allMatch(SysfsTopologyTest::plain);
    }

    @Test
    void the_dump_of_every_observed_machine_comes_out_of_its_sysfs() {
        int compared = 0;
        int withCards = 0;
        for (ObservedTopology node : ObservedTopology.designed()) {
            NcclXml dump = dump(node);
            boolean direct =
                    dump.cpus().stream().flatMap(c -> c.children().stream()).anyMatch(c -> !(c instanceof NcclXml.Pci));
            if (!plain(dump) || direct) {
                continue;
            }
            Optional<String> printed = node.topoM().or(() -> table(dump));
            if (printed.isEmpty()) {
                continue;
            }
            String text = printed.get();
            if (!(SmiTopoParser.parse(text, "topo").value() instanceof SmiOutput.Tables<SmiTopoMatrix>)) {
                continue;
            }
            Capture capture = new Sys().capture(dump, text).with(new CapturedItem.Text(CaptureFiles.TOPO, text));
            Optional<NcclXml> built = SysfsTopology.of(CaptureParser.parse(capture), NcclSettings.NONE);
            assertThat(built).as(node.name()).isPresent();
            assertThat(shape(built.get())).as(node.name()).isEqualTo(shape(dump));
            compared++;
            withCards += shape(dump).contains("Nic[") ? 1 : 0;
        }
        assertThat(compared).isGreaterThan(15);
        assertThat(withCards).isGreaterThan(10);
    }

    private static NcclXml dump(ObservedTopology node) {
        return ((NcclXmlParser.Result.Topology) NcclXmlParser.parse(node.name(), node.xml())).xml();
    }

    /** The part of nvidia-smi's table that is read here, the NVLinks: none, or all to one switch. */
    private static Optional<String> table(NcclXml dump) {
        List<NcclXml.GpuElement> gpus = new ArrayList<>();
        dump.cpus().forEach(c -> c.children().forEach(child -> gpus(child, gpus)));
        gpus.sort(java.util.Comparator.comparingInt(NcclXml.GpuElement::dev));
        boolean toSwitch = gpus.stream()
                .flatMap(g -> g.nvLinks().stream())
                .allMatch(l -> l.tclass().startsWith("0x068000"));
        if (!toSwitch) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        gpus.forEach(g -> text.append("\tGPU").append(g.dev()));
        text.append('\n');
        for (NcclXml.GpuElement row : gpus) {
            text.append("GPU").append(row.dev());
            for (NcclXml.GpuElement column : gpus) {
                int links =
                        row.nvLinks().stream().mapToInt(NcclXml.NvLink::count).sum();
                text.append('\t').append(row.dev() == column.dev() ? " X " : links == 0 ? "SYS" : "NV" + links);
            }
            text.append('\n');
        }
        return Optional.of(text.toString());
    }

    private static void gpus(NcclXml.Child child, List<NcclXml.GpuElement> into) {
        if (child instanceof NcclXml.Pci p) {
            p.gpu().ifPresent(into::add);
            p.children().forEach(c -> gpus(c, into));
        }
    }

    /** The topology as NCCL's search sees it: devices and links, where texts of the files are the same or do not matter. */
    private static String shape(NcclXml xml) {
        var topology = XmlTopologyBuilder.build(xml);
        return topology.devices().stream()
                        .map(d -> d.toString()
                                .replaceAll(
                                        "source=[^\\]]*|affinity=[^,\\]]*|hostHash=[^,\\]]*|guid=[^,\\]]*|gdr=[^,\\]]*|maxConnections=[^,\\]]*",
                                        ""))
                        .toList()
                + "\n" + topology.links();
    }

    private static String card(String function, String name, String more) {
        String path = "/sys/devices/pci0000:80/0000:80:01.0/0000:81:00." + function;
        return "# " + path + "\nclass=0x020700\nvendor=0x15b3\nnuma_node=0\n# /sys/class/infiniband/" + name + "\npci="
                + path + "\n" + more;
    }

    private static List<SysfsNets.Adapter> nets(String text, Map<String, String> settings) {
        return SysfsNets.of(PciTreeParser.parse(text, "sys-pci.txt").value(), new NcclSettings(settings));
    }

    @Test
    void the_functions_of_one_card_and_its_virtual_ones_are_one_device() {
        String active = "port1_state=4: ACTIVE\nport1_rate=200 Gb/sec (4X HDR)\n";
        String text = card("0", "mlx5_0", active) + card("1", "mlx5_1", active) + card("1", "mlx5_10", active);
        List<SysfsNets.Adapter> nets = nets(text, Map.of());
        assertThat(nets).extracting(a -> a.net().name()).containsExactly("mlx5_0", "mlx5_1", "mlx5_10");
        assertThat(nets).allMatch(a -> a.pci().endsWith("/0000:81:00.0"));
        assertThat(nets.get(0).net().speed()).hasValue(200_000);
        String virtual = text.replace("0000:81:00.1", "0000:81:01.2");
        assertThat(nets(virtual, Map.of()).get(1).pci()).endsWith("/0000:81:00.0");
        assertThat(nets(virtual, Map.of("NCCL_IB_MERGE_VFS", "0")).get(1).pci()).endsWith("/0000:81:01.0");
    }

    @Test
    void settings_choose_among_the_cards_and_sockets_stand_in_where_there_are_none() {
        String active = "port1_state=4: ACTIVE\nport1_rate=100 Gb/sec (4X EDR)\n";
        String text = card("0", "mlx5_0", active) + card("1", "mlx5_1", "port1_state=1: DOWN\n")
                + "# /sys/class/net/docker0\npci=/sys/devices/x\noperstate=up\n"
                + "# /sys/class/net/eth0\npci=/sys/devices/pci0000:80/0000:80:01.0/0000:81:00.0\noperstate=up\nspeed=25000\n"
                + "# /sys/class/net/eth1\npci=/sys/devices/pci0000:80/0000:80:01.0/0000:81:00.1\noperstate=down\n";
        assertThat(nets(text, Map.of())).extracting(a -> a.net().name()).containsExactly("mlx5_0");
        assertThat(nets(text, Map.of("NCCL_IB_HCA", "^mlx5_0")))
                .extracting(a -> a.net().name())
                .containsExactly("eth0");
        assertThat(nets(text, Map.of("NCCL_IB_HCA", "=mlx5_0:1"))).hasSize(1);
        List<SysfsNets.Adapter> sockets = nets(text, Map.of("NCCL_IB_DISABLE", "1"));
        assertThat(sockets).extracting(a -> a.net().name()).containsExactly("eth0");
        assertThat(sockets.get(0).net().speed()).hasValue(25_000);
        assertThat(nets(text, Map.of("NCCL_NET", "Socket", "NCCL_SOCKET_IFNAME", "docker")))
                .extracting(a -> a.net().name())
                .containsExactly("docker0");
    }

    @Test
    void without_the_driver_or_with_an_unknown_product_there_is_no_exact_tree() {
        NcclXml dump = dump(ObservedTopology.named("B4_intel_2s_nop2p"));
        Capture whole = new Sys().capture(dump, "");
        assertThat(SysfsTopology.of(CaptureParser.parse(whole), NcclSettings.NONE))
                .isPresent();
        Capture unknown = whole.with(new CapturedItem.Text(
                "nvidia-smi-q.xml", whole.text("nvidia-smi-q.xml").orElseThrow().replace("L40S", "Something New")));
        assertThat(SysfsTopology.of(CaptureParser.parse(unknown), NcclSettings.NONE))
                .isEmpty();
        assertThat(SysfsTopology.of(
                        CaptureParser.parse(whole.with(new CapturedItem.Text("lscpu.txt", "Architecture: mips\n"))),
                        NcclSettings.NONE))
                .isEmpty();
    }
}
