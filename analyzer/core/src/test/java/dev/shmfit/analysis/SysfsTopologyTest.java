package dev.shmfit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.facts.NcclXml;
import dev.shmfit.facts.SmiOutput;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.parse.NcclXmlParser;
import dev.shmfit.parse.SmiTopoParser;
import dev.shmfit.topology.XmlTopologyBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A machine's /sys, written out from NCCL's dump of it with the ports that NCCL leaves out, must give the dump again. */
class SysfsTopologyTest {
    private static final Path TOPOLOGIES = Path.of(System.getProperty("shmfit.root"), "fixtures/observed/topologies");

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
            }
        }
    }

    private static boolean plain(NcclXml xml) {
        return xml.cpus().stream()
                .allMatch(c -> !c.arch().isEmpty() && c.children().stream().allMatch(SysfsTopologyTest::plain));
    }

    /** NICs and C2C stand in other files of a capture. */
    private static boolean plain(NcclXml.Child child) {
        return child instanceof NcclXml.Pci p
                && p.pciLinks().isEmpty()
                && p.gpu().map(g -> g.c2c().isEmpty() && g.sm().isPresent()).orElse(true)
                && p.children().stream().allMatch(SysfsTopologyTest::plain);
    }

    @Test
    void the_dump_of_every_observed_machine_without_nics_comes_out_of_its_sysfs() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(TOPOLOGIES)) {
            files = all.filter(f -> f.toString().endsWith(".xml")).sorted().toList();
        }
        int compared = 0;
        for (Path file : files) {
            NcclXml dump = ((NcclXmlParser.Result.Topology)
                            NcclXmlParser.parse(file.toString(), Files.readString(file)))
                    .xml();
            Path table = Path.of(file.toString().replace(".xml", ".topo-m.txt"));
            if (!plain(dump) || !Files.exists(table)) {
                continue;
            }
            String text = Files.readString(table);
            if (!(SmiTopoParser.parse(text, "topo").value() instanceof SmiOutput.Tables<SmiTopoMatrix> tables)) {
                continue;
            }
            Capture capture = new Sys().capture(dump, text);
            Optional<NcclXml> built =
                    SysfsTopology.of(capture, Optional.of(tables.tables().get(0)));
            assertThat(built).as(file.toString()).isPresent();
            assertThat(shape(built.get())).as(file.toString()).isEqualTo(shape(dump));
            compared++;
        }
        assertThat(compared).isGreaterThan(5);
    }

    /** The topology as NCCL's search sees it: devices and links, where texts of the files are the same or do not matter. */
    private static String shape(NcclXml xml) {
        var topology = XmlTopologyBuilder.build(xml);
        return topology.devices().stream()
                        .map(d -> d.toString().replaceAll("source=[^\\]]*|affinity=[^,\\]]*|hostHash=[^,\\]]*", ""))
                        .toList()
                + "\n" + topology.links();
    }

    @Test
    void without_the_driver_or_with_an_unknown_product_there_is_no_exact_tree() throws IOException {
        Path file = TOPOLOGIES.resolve("B4_intel_2s_nop2p.xml");
        NcclXml dump = ((NcclXmlParser.Result.Topology) NcclXmlParser.parse("x", Files.readString(file))).xml();
        Capture whole = new Sys().capture(dump, "");
        assertThat(SysfsTopology.of(whole, Optional.empty())).isPresent();
        Capture unknown = whole.with(new CapturedItem.Text(
                "nvidia-smi-q.xml", whole.text("nvidia-smi-q.xml").orElseThrow().replace("L40S", "Something New")));
        assertThat(SysfsTopology.of(unknown, Optional.empty())).isEmpty();
        assertThat(SysfsTopology.of(
                        whole.with(new CapturedItem.Text("lscpu.txt", "Architecture: mips\n")), Optional.empty()))
                .isEmpty();
    }
}
