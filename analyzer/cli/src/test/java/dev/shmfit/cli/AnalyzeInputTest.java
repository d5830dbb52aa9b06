package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code shmfit analyze} takes as input, and what it says of input that does not suffice. */
class AnalyzeInputTest {
    private static final String TOPO = Shell.observed("B4_intel_2s_nop2p.topo-m.txt");
    private static final String P2P = Shell.observed("B4_intel_2s_nop2p.p2p.txt");
    private static final String XML = Shell.observed("B4_intel_2s_nop2p.xml");

    @TempDir
    Path directory;

    @Test
    void the_same_node_gives_the_same_pairs_however_it_comes() throws IOException {
        Path node = Files.createDirectories(directory.resolve("node/capture"));
        Files.copy(Path.of(TOPO), node.resolve("nvidia-smi-topo-m.txt"));
        Files.copy(Path.of(P2P), node.resolve("nvidia-smi-topo-p2p-r.txt"));
        String pasted = "$ nvidia-smi topo -m\n" + Files.readString(Path.of(TOPO)) + "\n$ nvidia-smi topo -p2p r\n"
                + Files.readString(Path.of(P2P));
        String expected = pairs(Shell.quiet().run("analyze", "--topo-m", TOPO, "--p2p-read", P2P, "--format=json"));
        assertThat(expected).contains("\"transport\": \"SHM\"").doesNotContain("\"transport\": \"P2P\"");
        String[][] ways = {
            {"analyze", "--format=json", directory.resolve("node").toString()},
            {"analyze", "--format=json", node.toString()},
            {"analyze", "--format=json", TOPO, "--p2p-read", P2P},
            {"analyze", "--format=json", P2P, "--topo-m", TOPO},
        };
        for (String[] way : ways) {
            assertThat(pairs(Shell.quiet().run(way))).isEqualTo(expected);
        }
        assertThat(pairs(Shell.with(pasted).run("analyze", "-", "--format=json")))
                .isEqualTo(expected);
        assertThat(pairs(Shell.with(Files.readAllBytes(Path.of(TOPO)))
                        .run("analyze", "--topo-m", "-", "--p2p-read", P2P, "--format=json")))
                .isEqualTo(expected);
        assertThat(pairs(Shell.with(packed(pasted)).run("analyze", "-", "--format=json")))
                .isEqualTo(expected);
    }

    @Test
    void a_loose_file_replaces_what_the_capture_has() throws IOException {
        Path node = Files.createDirectories(directory.resolve("node"));
        Files.copy(Path.of(TOPO), node.resolve("nvidia-smi-topo-m.txt"));
        Files.writeString(
                node.resolve("nvidia-smi-topo-p2p-r.txt"),
                Files.readString(Path.of(P2P)).replace("CNS", "OK "));
        Ran replaced = Shell.quiet().run("analyze", node.toString(), "--details", "--p2p-read", P2P);
        assertThat(replaced.out()).contains("nvidia-smi reports CNS").contains("B4_intel_2s_nop2p.p2p.txt:2");
        assertThat(Shell.quiet().run("analyze", node.toString(), "--details").out())
                .doesNotContain("nvidia-smi reports CNS");
    }

    @Test
    void a_topology_of_nccl_is_told_by_its_content_on_standard_input_as_well() throws IOException {
        Ran file = Shell.quiet().run("analyze", XML, "--format=json");
        Ran stream = Shell.with(Files.readAllBytes(Path.of(XML))).run("analyze", "-", "--format=json");
        assertThat(pairs(stream)).isEqualTo(pairs(file));
        assertThat(file.out()).contains("\"source\": \"nccl-xml\"").contains("\"kind\": \"nccl-xml\"");
        assertThat(pairs(Shell.quiet().run("analyze", "--nccl-xml", XML, "--format=json")))
                .isEqualTo(pairs(file));
    }

    @Test
    void the_report_tells_when_a_capture_was_taken() throws IOException {
        Path node = Files.createDirectories(directory.resolve("node"));
        Files.copy(Path.of(TOPO), node.resolve("nvidia-smi-topo-m.txt"));
        Files.writeString(
                node.resolve("capture.json"), "{\"time\": \"2026-11-20T10:00:00+01:00\", \"redacted\": true}");
        assertThat(Shell.quiet()
                        .run("analyze", node.toString(), "--format", "json")
                        .out())
                .containsPattern("\"capturedAt\": \"2026-11-20T10:00\\+01:00\",\\s+\"redacted\": true");
    }

    @Test
    void what_a_capture_says_is_missing_is_told_with_the_reason() throws IOException {
        Path node = Files.createDirectories(directory.resolve("node"));
        Files.writeString(
                node.resolve("capture.json"),
                "{\"missing\": {\"nvidia-smi-topo-m.txt\": \"nvidia-smi: command not found\"}}");
        assertRefused(
                Shell.quiet().run("analyze", node.toString()),
                "nvidia-smi-topo-m.txt was not captured: nvidia-smi: command not found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                        | it is empty
            hello                                                     | none of its 1 line
            No devices were found                                     | the driver knows of no GPU
            Failed to initialize NVML: Driver/library version mismatch | instead of the table of topo -m there is an error
            <system version="1"><cpu numaid="0"                       | This is not well-formed XML
            <graphs version="1"></graphs>                             | NCCL graph file
            <system><cpu numaid="0"><pci busid="0:1:0.0"><gpu dev="0" gcn="910"/></pci></cpu></system> | AMD GPUs (RCCL)
            <topology/>                                               | it is lstopo's XML
            <!DOCTYPE a><system/>                                     | document type declaration
            <nvidia_smi_log><gpu/></nvidia_smi_log>                   | it is "nvidia-smi -q -x"; that does not tell how the GPUs are connected
            {"schemaVersion": 1}                                      | none of its 1 line
            """)
    void what_is_no_table_and_no_topology_is_told_with_what_is_needed(String text, String why) {
        Ran ran = Shell.with(text).run("analyze", "-");
        assertRefused(ran, why);
        assertThat(ran.err()).startsWith("shmfit analyze: standard input");
    }

    @Test
    void a_table_of_p2p_alone_does_not_suffice() {
        assertRefused(Shell.quiet().run("analyze", P2P), "needed is the output of \"nvidia-smi topo -m\"");
    }

    @Test
    void a_matrix_of_600_gpus_is_refused() {
        assertRefused(Shell.with(matrix(600)).run("analyze", "-"), "a table of 600 GPUs; no node has more than 64");
        assertThat(Shell.with(matrix(16)).run("analyze", "-").exitCode()).isZero();
    }

    @Test
    void noise_is_refused() {
        byte[] noise = new byte[100_000];
        new Random(11).nextBytes(noise);
        assertRefused(Shell.with(noise).run("analyze", "-"), "standard input is binary (97.7 KiB)");
        byte[] printable = new byte[100_000];
        for (int i = 0; i < printable.length; i++) {
            printable[i] = (byte) (i % 80 == 79 ? '\n' : ' ' + (noise[i] & 0xFF) % 95);
        }
        assertRefused(Shell.with(printable).run("analyze", "-"), "none of its 1250 lines is a row of topo -m");
    }

    @Test
    void a_file_that_is_not_there_is_told_whichever_option_names_it() {
        for (String option : new String[] {"--topo-m", "--p2p-read", "--p2p-write", "--nccl-xml"}) {
            assertRefused(Shell.quiet().run("analyze", TOPO, option, "no/such"), "cannot read no/such: no such file");
        }
        assertRefused(Shell.quiet().run("analyze", "no/such"), "cannot read no/such: no such file or directory");
        assertRefused(
                Shell.quiet().run("analyze", TOPO, "--assume", "peer-access=no/such"), "cannot read no/such: no such");
    }

    @Test
    void a_directory_without_a_capture_is_told() {
        assertRefused(
                Shell.quiet().run("analyze", directory.toString()),
                directory + " holds none of the files of a capture");
    }

    private static void assertRefused(Ran ran, String why) {
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).startsWith("shmfit analyze: ").contains(why).doesNotContain("Exception");
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.out()).isEmpty();
    }

    /** The pairs of the communicators, from a report in JSON. */
    private static String pairs(Ran ran) {
        assertThat(ran.err()).isEmpty();
        return ran.out()
                .lines()
                .filter(l -> l.contains("\"transport\"") || l.contains("\"path\""))
                .collect(Collectors.joining("\n"));
    }

    private static String matrix(int gpus) {
        String header = IntStream.range(0, gpus).mapToObj(i -> "\tGPU" + i).collect(Collectors.joining()) + "\n";
        return header
                + IntStream.range(0, gpus)
                        .mapToObj(i -> "GPU" + i
                                + IntStream.range(0, gpus)
                                        .mapToObj(j -> i == j ? "\t X " : "\tSYS")
                                        .collect(Collectors.joining())
                                + "\n")
                        .collect(Collectors.joining());
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** nvidia-bug-report.sh packs what it writes. */
    @Test
    void a_bug_report_is_read_packed_as_it_is(@TempDir Path folder) throws IOException {
        String report = "Start of NVIDIA bug report log file.  Please include this file, along\n"
                + "nvidia-bug-report.sh Version: 33986041\n"
                + "____________________________________________\n"
                + "*** /proc/driver/nvidia/version\n"
                + "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024\n"
                + "____________________________________________\n"
                + "/usr/bin/nvidia-smi topo -m\n\n" + Files.readString(Path.of(TOPO)) + "\n";
        Path plain = Files.writeString(folder.resolve("nvidia-bug-report.log"), report);
        Path packed = Files.write(folder.resolve("nvidia-bug-report.log.gz"), packed(report));
        Ran whole = Shell.quiet().run("analyze", plain.toString(), "--format", "json");
        Ran unpacked = Shell.quiet().run("analyze", packed.toString(), "--format", "json");
        assertThat(unpacked.exitCode())
                .as(unpacked.err())
                .isEqualTo(whole.exitCode())
                .isLessThan(2);
        assertThat(pairs(unpacked)).isEqualTo(pairs(whole)).isNotEmpty();
    }

    @Test
    void several_texts_are_read_together_in_any_order(@TempDir Path folder) throws IOException {
        Path env = Files.writeString(folder.resolve("env.txt"), "NCCL_P2P_DISABLE=1\n");
        Path table = Files.writeString(folder.resolve("topo.txt"), Files.readString(Path.of(TOPO)));
        for (String[] order : new String[][] {{env.toString(), table.toString()}, {table.toString(), env.toString()}}) {
            Ran ran = Shell.quiet().run("analyze", order[0], order[1], "--format", "json");
            assertThat(ran.out()).contains("\"NCCL_P2P_DISABLE\": \"1\"");
        }
    }

    @Test
    void a_report_of_shmfit_is_analysed_again_from_the_texts_that_it_carries(@TempDir Path folder) throws IOException {
        String[] asked = {"analyze", TOPO, "--env", "NCCL_P2P_LEVEL=LOC", "--format", "json"};
        Path json = Files.writeString(
                folder.resolve("report.json"), Shell.quiet().run(asked).out());
        Path html = Files.writeString(
                folder.resolve("report.html"),
                Shell.quiet().run("analyze", TOPO, "--format", "html").out());
        String right = Shell.quiet().run("analyze", TOPO).out();
        assertRefused(
                Shell.quiet().run("analyze", json.toString()), "is a report of shmfit that does not carry the texts");
        assertThat(Shell.quiet().run("analyze", html.toString()).out()).isEqualTo(right);
    }

    @Test
    void wrong_files_are_named_for_what_they_are() {
        Ran example = Shell.quiet().run("workload", "--example");
        assertRefused(Shell.with(example.out()).run("analyze", "-"), "is a workload file");
        assertRefused(Shell.quiet().run("analyze", "--topo-m", P2P, "--p2p-read", TOPO), "exchange the two");
        assertRefused(Shell.quiet().run("analyze", "--topo-m", P2P), "is a table of topo -p2p");
        assertRefused(
                Shell.with("| NVIDIA-SMI 550.54.15   Driver Version: 550.54.15   CUDA Version: 12.4 |\n")
                        .run("analyze", "-"),
                "it holds plain nvidia-smi; that does not tell how the GPUs are connected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            npu-smi | ' NPU0 NPU1\nNPU0 X HCCS\nNPU1 HCCS X\n'
            mx-smi | 'MetaX System Management Interface Log\n GPU0 GPU1\nGPU0 X MX\nGPU1 MX X\n'
            mthreads-gmi | 'GPU 0,1: MTT S5000\n GPU0 GPU1\nGPU0 X MT2\nGPU1 MT2 X\n'
            hy-smi | '$ hy-smi --showtopo\n GPU0 GPU1\nGPU0 0 15\nGPU1 15 0\n'
            npu-smi | '+-----------+\\n| npu-smi 25.2.0    Version: 25.2.0 |\\n+-----------+\\n'
            amd-smi | 'LINK TYPE TABLE:\\n 0000:05:00.0 0000:26:00.0\\n0000:05:00.0 SELF XGMI\\n0000:26:00.0 XGMI SELF\\n'
            amd-smi | '| AMD-SMI 26.0.0+37d158ab  amdgpu version: 6.14.14  ROCm version: 7.0.0 |\\n'
            rocm-smi | '=== Link Type between two GPUs ===\n GPU0 GPU1\nGPU0 0 XGMI\nGPU1 XGMI 0\n'
            """)
    void a_table_of_another_maker_is_refused_as_such(String tool, String text) {
        assertRefused(Shell.with(text.replace("\\n", "\n")).run("analyze", "-"), "a table of " + tool);
    }
}
