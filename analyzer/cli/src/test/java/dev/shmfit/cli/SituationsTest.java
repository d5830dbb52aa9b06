package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.explain.catalog.Explanations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of docs/situations.md is a finding that a capture raises, with the owner that the row names. */
class SituationsTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Pattern ROW =
            Pattern.compile("\\| ([0-9]+|-) \\| .* \\| `([a-z0-9-]+)` \\| (job|image|node|hypervisor) \\| .* \\|");
    private static final String PCIE = "two-socket-x8-pix-node-sys";
    private static final String SXM = "h100-x8-nvswitch";
    private static final String TWO = "l4-x2-cns";
    private static final String NONE = "";
    private static final String TMPFS = "30 25 0:27 / /dev/shm rw - tmpfs tmpfs rw,size=65536k\n";
    private static final String LOADER = "--loader=workers=8,batch=64,sample=600KiB";

    @TempDir
    private Path temp;

    /** A row of the table. */
    private record Row(String number, String finding, String owner) {}

    /**
     * What raises a finding.
     *
     * @param base a case of fixtures/cases; empty: none
     * @param files of the capture that replace those of the base
     */
    private record Story(
            String number, String finding, String base, Map<String, String> files, List<String> arguments) {
        static Story of(String number, String finding, String base, String... arguments) {
            return new Story(number, finding, base, Map.of(), List.of(arguments));
        }

        Story with(String file, String text) {
            Map<String, String> more = new LinkedHashMap<>(files);
            more.put(file, text);
            return new Story(number, finding, base, more, arguments);
        }

        @Override
        public String toString() {
            return number + ": " + finding;
        }
    }

    static Stream<Story> stories() {
        String statvfs = """
                type=tmpfs
                block_size=4096
                blocks=16384
                blocks_free=16384
                blocks_available=16384
                files=1000
                files_free=999
                uid=0
                """;
        String gpus = query("<current_mig>Disabled</current_mig>", "Completed");
        return Stream.of(
                Story.of("1", "shm-too-small", PCIE, "--shm-size=64m", "--nccl=2.21.5"),
                Story.of("2", "proxy-pool-dominates", SXM, "--shm-size=64m", "--nccl=2.21.5"),
                Story.of("3", "communicators-add-up", PCIE, "--group=world", "--group=tp=4", "--nccl=2.21.5"),
                Story.of("3", "communicators-add-up", SXM, "--shm-size=64m", "--nccl=2.21.5"),
                Story.of("4", "shm-left-behind", NONE)
                        .with("mountinfo.txt", TMPFS)
                        .with("shm-files.txt", "# processes=9 unreadable=0\n5 0 0 0 0 644 1795241362 0 nccl-stale\n"),
                Story.of("5", "shm-too-small", PCIE, "--shm-size=64m", "--nccl=2.12.12"),
                Story.of("6", "shm-disable-set", PCIE).with("nccl.conf", "# of the image\nNCCL_SHM_DISABLE=1\n"),
                Story.of("7", "loader-dominates", NONE, LOADER).with("mountinfo.txt", TMPFS),
                Story.of("8", "loader-dominates", NONE, LOADER).with("mountinfo.txt", TMPFS),
                Story.of(
                                "9",
                                "nofile-too-small",
                                NONE,
                                "--loader=workers=64,batch=64,sample=int+3x8x8:uint8,collate=list")
                        .with("mountinfo.txt", TMPFS)
                        .with(
                                "limits.txt",
                                "Limit  Soft Limit  Hard Limit  Units\nMax open files  1024  4096  files\n"),
                Story.of("10", "file-system-sharing", NONE, LOADER + ",sharing=file_system")
                        .with("mountinfo.txt", TMPFS),
                Story.of("11", "shm-fits", SXM, "--shm-size=200g"),
                Story.of("12", "logind-removes-ipc", NONE)
                        .with("mountinfo.txt", TMPFS)
                        .with("platform.txt", "uid=1000\nlogind=yes\nremove_ipc=\nlinger=no\n"),
                Story.of("13", "shm-mode", NONE)
                        .with("platform.txt", "uid=1000\n")
                        .with("shm-statvfs.txt", statvfs + "mode=755\n"),
                Story.of("13", "shm-not-tmpfs", NONE)
                        .with("mountinfo.txt", "30 25 0:27 / /dev/shm rw - ext4 /dev/vda rw\n"),
                Story.of("13", "shm-read-only", NONE)
                        .with("mountinfo.txt", TMPFS.replace("/dev/shm rw", "/dev/shm ro"))
                        .with("limits.txt", ""),
                Story.of("13", "shm-missing", NONE, LOADER)
                        .with("mountinfo.txt", TMPFS + "50 1 0:9 / /dev rw - tmpfs tmpfs rw\n")
                        .with(
                                "capture.json",
                                "{\"formatVersion\": 1, \"commands\": [], \"missing\": {\"shm-statvfs.txt\":"
                                        + " \"there is no /dev/shm\"}, \"redacted\": false}"),
                Story.of("14", "emptydir-not-sized", NONE, LOADER)
                        .with("mountinfo.txt", "30 25 0:27 / /dev/shm rw - tmpfs tmpfs rw\n")
                        .with("platform.txt", "kubernetes=yes\n"),
                Story.of("15", "memory-limit-too-small", NONE, LOADER, "--memory-limit=512m")
                        .with("mountinfo.txt", TMPFS),
                Story.of("15", "shm-size-above-memory-limit", NONE, "--memory-limit=32m")
                        .with("mountinfo.txt", TMPFS),
                Story.of("16", "shm-size-is-default", NONE, LOADER).with("mountinfo.txt", TMPFS),
                Story.of("17", "shm-of-the-host", NONE)
                        .with("mountinfo.txt", TMPFS)
                        .with("platform.txt", "dockerenv=yes\n")
                        .with("namespaces.txt", "ipc=ipc:[4026531839]\n"),
                Story.of("18", "shm-too-small", NONE, LOADER)
                        .with("mountinfo.txt", TMPFS)
                        .with("platform.txt", "managed=colab\n"),
                Story.of("19", "acs-redirects-p2p", PCIE).with("sys-pci.txt", """
                                # /sys/devices/pci0000:00/0000:00:01.0
                                class=0x060400
                                acs_control=0x001d
                                # /sys/devices/pci0000:00/0000:00:01.0/0000:01:00.0
                                class=0x030200
                                vendor=0x10de
                                """),
                Story.of("19", "iommu-translates", PCIE).with("cmdline.txt", "quiet intel_iommu=on\n"),
                Story.of("20", "p2p-refused-cns", TWO).with("platform.txt", "hypervisor=yes\n"),
                Story.of("21", "p2p-refused-ns", PCIE)
                        .with("nvidia-smi-topo-p2p-r.txt", p2p("NS"))
                        .with("nvidia-smi-topo-p2p-w.txt", p2p("NS")),
                Story.of("22", "p2p-level-exceeded", PCIE, "--assume=cpu=intel", "--assume=p2p=ok"),
                Story.of("22", "amd-p2p-default-changed", PCIE, "--assume=cpu=amd", "--nccl=2.23.4"),
                Story.of("23", "env-disables-p2p", SXM).with("nccl.conf", "NCCL_P2P_DISABLE=1\n"),
                Story.of("24", "nvlink-p2p-disabled", SXM, "--nccl=2.21.5")
                        .with("nvidia-smi-topo-p2p-r.txt", p2p("NS"))
                        .with("nvidia-smi-topo-p2p-w.txt", p2p("NS")),
                Story.of("24", "nvlink-lost", SXM).with("nvidia-smi-topo-m.txt", lostLinks()),
                Story.of("24", "fabric-not-ready", NONE)
                        .with("mountinfo.txt", TMPFS)
                        .with("nvidia-smi-q.xml", query("<current_mig>Disabled</current_mig>", "In Progress")),
                Story.of("25", "gpus-hidden", NONE)
                        .with("mountinfo.txt", TMPFS)
                        .with("nvidia-smi-q.xml", gpus)
                        .with("sys-pci.txt", gpu("41") + gpu("81")),
                Story.of("26", "cumem-host-without-sys-nice", PCIE, "--nccl=2.27.7", "--assume=cuda-driver=12.8")
                        .with("status.txt", "CapEff:\t00000000a80425fb\n"),
                Story.of("27", "numa-node-empty", NONE)
                        .with("mountinfo.txt", TMPFS)
                        .with("numa.txt", """
                                # /sys/devices/system/node/node1/cpulist
                                16-31
                                # /sys/devices/system/node/node1/meminfo
                                Node 1 MemTotal:       0 kB
                                """),
                Story.of("28", "cumem-host-needs-p2p", TWO, "--nccl=2.25.1").with("nvidia-smi-q.xml", gpus),
                Story.of(
                                "29",
                                "memlock-limits-rdma",
                                "v100-x2-roce",
                                "--env=NCCL_SHM_DISABLE=1",
                                "--env=NCCL_P2P_DISABLE=1")
                        .with(
                                "limits.txt",
                                "Limit  Soft Limit  Hard Limit  Units\nMax locked memory  8388608  8388608  bytes\n"),
                Story.of("30", "shm-in-use", NONE)
                        .with("mountinfo.txt", TMPFS)
                        .with(
                                "shm-files.txt",
                                "# processes=9 unreadable=0\n5 251658240 20971520 0 0 600 1795241362 2 psm_1234\n"),
                Story.of("30", "mig-enabled", NONE)
                        .with("mountinfo.txt", TMPFS)
                        .with("nvidia-smi-q.xml", query("<current_mig>Enabled</current_mig>", "N/A")));
    }

    private static String query(String mig, String fabric) {
        return "<driver_version>565.57</driver_version>\n<cuda_version>12.7</cuda_version>\n"
                + "<gpu id=\"00000000:41:00.0\">\n<product_name>NVIDIA L4</product_name>\n" + mig
                + "\n<fabric>\n<state>"
                + fabric + "</state>\n</fabric>\n</gpu>\n";
    }

    private static String gpu(String bus) {
        return "# /sys/devices/pci0000:00/0000:00:01.0/0000:" + bus
                + ":00.0\nclass=0x030200\nvendor=0x10de\ndriver=nvidia\nnuma_node=0\n";
    }

    /** The table of a machine with eight GPUs. */
    private static String p2p(String word) {
        StringBuilder text = new StringBuilder(" \tGPU0\tGPU1\tGPU2\tGPU3\tGPU4\tGPU5\tGPU6\tGPU7\n");
        for (int i = 0; i < 8; i++) {
            text.append(" GPU").append(i);
            for (int j = 0; j < 8; j++) {
                text.append('\t').append(i == j ? "X" : word);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String lostLinks() {
        StringBuilder text = new StringBuilder("\tGPU0\tGPU1\tGPU2\tGPU3\n");
        for (int i = 0; i < 4; i++) {
            text.append("GPU").append(i);
            for (int j = 0; j < 4; j++) {
                text.append('\t').append(i == j ? " X " : i == 3 || j == 3 ? "SYS" : "NV18");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/situations.md"))) {
            Matcher m = ROW.matcher(line);
            if (m.matches()) {
                rows.add(new Row(m.group(1), m.group(2), m.group(3)));
            }
        }
        return rows;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void a_capture_of_the_situation_raises_its_finding(Story story) throws IOException {
        if (!story.base().isEmpty()) {
            try (Stream<Path> files = Files.list(
                    ROOT.resolve("fixtures/cases").resolve(story.base()).resolve("capture"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, temp.resolve(String.valueOf(file.getFileName())));
                }
            }
        }
        if (story.files().containsKey("nvidia-smi-topo-m.txt")) {
            Files.deleteIfExists(temp.resolve("nvidia-smi-topo-p2p-r.txt"));
        }
        Files.writeString(
                temp.resolve("capture.json"),
                "{\"formatVersion\": 1, \"commands\": [], \"missing\": {}, \"redacted\": false}");
        for (Map.Entry<String, String> file : story.files().entrySet()) {
            Files.writeString(temp.resolve(file.getKey()), file.getValue());
        }
        List<String> command = new ArrayList<>(List.of("analyze", temp.toString(), "--format=json"));
        command.addAll(story.arguments());
        Ran ran = Shell.quiet().run(command.toArray(String[]::new));
        assertThat(ran.err()).isEmpty();
        Map<String, JsonNode> found = new LinkedHashMap<>();
        new ObjectMapper()
                .readTree(ran.out())
                .get("findings")
                .forEach(f -> found.put(f.get("id").asText(), f));
        assertThat(found).containsKey(story.finding());
        JsonNode finding = java.util.Objects.requireNonNull(found.get(story.finding()));
        assertThat(rows())
                .contains(new Row(
                        story.number(), story.finding(), finding.get("owner").asText()));
        assertThat(finding.get("remedy").asText().isEmpty())
                .isEqualTo(story.finding().equals("shm-fits"));
        if (story.files().keySet().stream().anyMatch(f -> !f.equals("mountinfo.txt"))
                && !story.number().equals("18")) {
            assertThat(finding.get("evidence")).as("evidence").isNotEmpty();
        }
    }

    @Test
    void every_row_is_an_explained_finding_and_every_situation_has_one() throws IOException {
        TreeSet<String> numbers = new TreeSet<>();
        for (Row row : rows()) {
            assertThat(Explanations.of(row.finding())).as(row.finding()).isPresent();
            numbers.add(row.number());
        }
        for (int i = 1; i <= 30; i++) {
            assertThat(numbers).contains(String.valueOf(i));
        }
        List<String> told = stories().map(s -> s.number() + " " + s.finding()).toList();
        assertThat(rows().stream().filter(r -> !r.number().equals("-")).map(r -> r.number() + " " + r.finding()))
                .isSubsetOf(told);
    }
}
