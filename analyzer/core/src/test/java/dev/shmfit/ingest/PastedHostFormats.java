package dev.shmfit.ingest;

import dev.shmfit.ingest.PastedFormats.Node;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Composes what programs print about the machine of a known node and about the job on it. */
public final class PastedHostFormats {
    private PastedHostFormats() {}

    private static String each(Node n, java.util.function.IntFunction<String> line) {
        return IntStream.range(0, n.gpus()).mapToObj(line).collect(Collectors.joining());
    }

    /** The settings among other variables. */
    public static String env(Node n) {
        return "$ env\nPATH=/usr/local/bin:/usr/bin\n" + String.join("\n", n.env()) + "\nHOME=/root\n";
    }

    /** {@code df -h}: 64 MiB. */
    public static String df(Node n) {
        return """
                Filesystem      Size  Used Avail Use% Mounted on
                overlay         1.8T  400G  1.3T  24% /
                shm              64M     0   64M   0% /dev/shm
                """;
    }

    /** {@code mount}: 64 MiB. */
    public static String mount(Node n) {
        return """
                overlay on / type overlay (rw,relatime)
                shm on /dev/shm type tmpfs (rw,nosuid,nodev,noexec,relatime,size=65536k,inode64)
                """;
    }

    /** {@code lstopo -v}. */
    public static String lstopo(Node n) {
        return "Machine (P#0 total=1031GB DMIProductName=X Backend=Linux)\n  Package L#0 (P#0 total=515GB CPUVendor="
                + n.cpu().vendor() + " CPUFamilyNumber=" + n.cpu().family() + " CPUModelNumber="
                + n.cpu().model() + " CPUModel=\"" + n.cpu().name() + "\")\n    HostBridge L#0 (buses=0000:[00-1f])\n"
                + each(
                        n,
                        i -> "      PCI " + String.format(Locale.ROOT, "%02x", 0x17 + i)
                                + ":00.0 (3D controller: NVIDIA Corporation)\n        GPU(NVML) L#" + i
                                + " (GPUVendor=\"NVIDIA Corporation\" GPUModel=\"" + n.gpu() + "\") \"nvml" + i
                                + "\"\n");
    }

    /** {@code dcgmi topo --gpuid N} for each GPU; all share a PCIe host bridge. */
    public static String dcgmTopo(Node n) {
        String rule = "+-------------------+--------------------------------------------------------+\n";
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < n.gpus(); i++) {
            s.append("$ dcgmi topo --gpuid ")
                    .append(i)
                    .append('\n')
                    .append(rule)
                    .append(row("GPU ID: " + i, ""))
                    .append(row("Topology Information", ""))
                    .append(rule)
                    .append(row("CPU Core Affinity", "0 - 31"));
            for (int j = 0; j < n.gpus(); j++) {
                s.append(i == j ? "" : row("To GPU " + j, "Connected via a PCIe host bridge"));
            }
            s.append(rule);
        }
        return s.toString();
    }

    private static String row(String left, String right) {
        return right.isEmpty()
                ? String.format(Locale.ROOT, "| %-75s |%n", left)
                : String.format(Locale.ROOT, "| %-17s | %-55s |%n", left, right);
    }

    /** {@code lspci -tv}. */
    public static String lspciTree(Node n) {
        return "$ lspci -tv\n-+-[0000:00]-+-00.0  Intel Corporation Ice Lake Memory Map/VT-d\n"
                + each(
                        n,
                        i -> String.format(
                                Locale.ROOT,
                                " |           +-0%d.0-[%02x]----00.0  NVIDIA Corporation AD102 [%s]%n",
                                i + 1,
                                0x17 + i,
                                n.gpu().replace("NVIDIA ", "")))
                + " |           \\-1f.0  Intel Corporation C620 Series Chipset\n";
    }

    /** {@code nvidia-smi --query-gpu}, GPUs in slots of PCIe 4.0 x16 that are idle. */
    public static String smiCsv(Node n) {
        return "name, driver_version, pcie.link.gen.current, pcie.link.gen.max, pcie.link.width.max, memory.total [MiB]\n"
                + each(n, i -> n.gpu() + ", " + n.driver() + ", 1, 4, 16, 46068 MiB\n");
    }

    /** {@code lstopo --of xml}. */
    public static String lstopoXml(Node n) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE topology SYSTEM \"hwloc2.dtd\">\n<topology"
                + " version=\"2.0\">\n  <object type=\"Machine\" os_index=\"0\">\n    <object type=\"Package\""
                + " os_index=\"0\">\n" + info("CPUVendor", n.cpu().vendor())
                + info("CPUFamilyNumber", "" + n.cpu().family())
                + info("CPUModelNumber", "" + n.cpu().model())
                + info("CPUModel", n.cpu().name())
                + each(
                        n,
                        i -> "      <object type=\"OSDev\" name=\"nvml" + i + "\" subtype=\"NVML\">\n"
                                + info("GPUModel", n.gpu()) + "      </object>\n")
                + "    </object>\n  </object>\n</topology>\n";
    }

    private static String info(String name, String value) {
        return "        <info name=\"" + name + "\" value=\"" + value + "\"/>\n";
    }

    /** {@code ncclras -f json}. */
    public static String ncclRas(Node n) {
        return "{\n  \"nccl_version\": \"" + n.nccl()
                + "\",\n  \"cuda_runtime_version\": 12040,\n  \"cuda_driver_version\": 12040\n}\n";
    }

    /** The parts of nvidia-bug-report.sh's log that tell something. */
    public static String bugReport(Node n) {
        return "Start of NVIDIA bug report log file.  Please include this file, along\nwith a detailed description of"
                + " your problem, when reporting a graphics driver bug.\nnvidia-bug-report.sh Version: 33986041\n"
                + "____________________________________________\n*** /proc/driver/nvidia/version\nNVRM version: NVIDIA"
                + " UNIX x86_64 Kernel Module  " + n.driver() + "  Tue Mar  5 22:23:56 UTC 2024\n"
                + "____________________________________________\n*** /proc/cpuinfo\nprocessor\t: 0\nvendor_id\t: "
                + n.cpu().vendor() + "\ncpu family\t: " + n.cpu().family() + "\nmodel\t\t: "
                + n.cpu().model() + "\nmodel name\t: " + n.cpu().name()
                + "\n____________________________________________\n";
    }
}
