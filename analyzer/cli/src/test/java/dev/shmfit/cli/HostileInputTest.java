package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.cli.options.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A machine whose every name is chosen by someone who means harm, from its files to what is read. */
class HostileInputTest {
    private static final String MARKUP = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>";
    private static final String ACTS = "\u001b]0;owned\u0007\u001b[31m\u202egnp\u2066";
    private static final String HARM = MARKUP + ACTS + "%0A::error::" + "y".repeat(10_000);
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));

    private static Path capture(Path folder) throws IOException {
        Path capture = Files.createDirectory(folder.resolve("rack\u001b[31m<img src=x>\u202e"));
        Path from = ROOT.resolve("fixtures/cases/h100-x1-docker-64m/capture");
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, capture.resolve(file.getFileName()));
            }
        }
        String inXml = MARKUP.replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;") + "\u202e";
        Path q = capture.resolve("nvidia-smi-q.xml");
        Files.writeString(
                q, Files.readString(q).replaceAll("<product_name>[^<]*<", "<product_name>NVIDIA H100 " + inXml + "<"));
        Files.writeString(
                capture.resolve("nvidia-smi-topo-m.txt"),
                "\tGPU0\tNIC0\tCPU Affinity\tNUMA Affinity\nGPU0\t X \tPIX\t0-7\t0\nNIC0\tPIX\t X \t\t\n\nNIC Legend:\n\n  NIC0: "
                        + HARM + "\n");
        Files.writeString(capture.resolve("hostname.txt"), HARM + "\n");
        Files.writeString(
                capture.resolve("env.txt"), "NCCL_SOCKET_IFNAME=" + HARM + "\nNCCL_DEBUG_FILE=/tmp/" + ACTS + "\n");
        Files.writeString(
                capture.resolve("nccl.conf"), "NCCL_IB_HCA=" + HARM + "\n" + HARM + "\nNCCL_P2P_LEVEL=" + HARM + "\n");
        Files.writeString(capture.resolve("cgroup.txt"), "0::/docker/" + HARM + "\n");
        Files.writeString(capture.resolve("platform.txt"), "runtime " + HARM + "\ncontainer=" + HARM + "\n");
        Files.writeString(
                capture.resolve("shm-files.txt"),
                "total 4\n-rw------- 1 0 0 9637892 Jan  1 00:00 nccl-" + MARKUP + ACTS + "\n");
        Files.writeString(
                capture.resolve("capture.json"),
                new ObjectMapper()
                        .writeValueAsString(Map.of(
                                "formatVersion",
                                1,
                                "time",
                                HARM,
                                "missing",
                                Map.of("nccl-topology.xml", HARM, HARM, HARM))));
        return capture;
    }

    private static List<String> job(Path capture) {
        return List.of(
                "analyze",
                capture.toString(),
                "--loader=workers=2,batch=8,sample=1MiB",
                "--assume=gpu=H100",
                "--env=NCCL_COMM_ID=" + HARM);
    }

    @ParameterizedTest
    @EnumSource
    void no_format_lets_a_name_act_on_its_reader(Format format, @TempDir Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(job(capture(folder)));
        arguments.add("--format=" + format.word());
        Ran ran = Shell.quiet().run(arguments.toArray(String[]::new));

        assertThat(ran.exitCode()).as(ran.err()).isIn(ExitCode.OK, ExitCode.PROBLEM);
        switch (format) {
            // It keeps what it was given; its escapes are its reader's to undo.
            case JSON -> new ObjectMapper().readTree(ran.out());
            case SARIF -> {
                new ObjectMapper().readTree(ran.out());
                harmless(ran.out());
            }
            case HTML -> {
                harmless(page(ran.out()));
                assertThat(ran.out()).doesNotContain("<script>alert", "<img");
            }
            case TEXT, MARKDOWN, JUNIT, PROMETHEUS, GITHUB -> harmless(ran.out());
        }
        if (format == Format.MARKDOWN || format == Format.JUNIT) {
            assertThat(ran.out()).doesNotContain("<script", "<img");
        }
        if (format == Format.GITHUB) {
            assertThat(ran.out().lines()).allMatch(line -> line.startsWith("::"));
            assertThat(ran.out()).doesNotContain("\n::error::", "%0A::error");
        }
    }

    /** What the browser shows; the embedded inputs, which nobody reads, are verbatim. */
    private static String page(String html) {
        int inputs = html.indexOf("id=\"whatif-data\"");
        return html.substring(0, inputs);
    }

    private static void harmless(String text) {
        assertThat(text.codePoints()
                        .filter(c -> c != '\n' && c != '\t' && c != '\r')
                        .filter(c ->
                                Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT)
                        .mapToObj(Character::getName)
                        .distinct())
                .isEmpty();
        assertThat(text).doesNotContain("y".repeat(2_000));
    }

    @Test
    void the_log_s_section_shows_a_hostile_log_without_effect(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("log\u001b[31m.txt");
        Files.writeString(log, hostileLog());
        for (String format : List.of("text", "markdown")) {
            Ran ran = Shell.quiet().run("verify", "--nccl-log", log.toString(), "--format", format);
            assertThat(ran.exitCode()).as(ran.err()).isZero();
            harmless(ran.out());
            harmless(ran.err());
            assertThat(ran.out()).contains("NCCL_P2P_LEVEL");
        }
    }

    @Test
    void beside_a_forecast_a_hostile_log_is_shown_without_effect(@TempDir Path folder) throws IOException {
        Path machine = ROOT.resolve("fixtures/captures/labelled/a6000_x4_intel_2socket__all_shm");
        Path log = folder.resolve("log" + ACTS.replace("/", "") + ".txt");
        Files.writeString(log, Files.readString(machine.resolve("nccl.txt")) + hostileLog());
        for (String format : List.of("text", "markdown", "html")) {
            Ran ran = Shell.quiet()
                    .run(
                            "verify",
                            machine.resolve("topo_dump.xml").toString(),
                            "--nccl-log",
                            log.toString(),
                            "--format",
                            format);
            assertThat(ran.exitCode()).as(ran.err()).isIn(ExitCode.OK, ExitCode.PROBLEM);
            String shown =
                    format.equals("html") ? ran.out().substring(0, ran.out().indexOf("id=\"inputs-data\"")) : ran.out();
            harmless(shown);
            assertThat(format.equals("html") ? shown : "").doesNotContain("<script>alert", "<img");
        }
    }

    private static String hostileLog() {
        String head = "h" + ACTS + ":1:1 [0] NCCL INFO ";
        return head + "NCCL version 2.21.5+cuda12.4\n"
                + "host:1:1 [0] NCCL INFO NCCL_P2P_LEVEL set by environment to " + MARKUP + ACTS + "```\n"
                + "host:1:1 [0] NCCL WARN " + MARKUP + ACTS + "\n```\n"
                + "host:1:1 [0] NCCL INFO " + HARM + "\n";
    }

    @Test
    void what_is_told_of_wrong_names_does_not_act_on_the_terminal() {
        for (String[] wrong : List.of(
                new String[] {"analyze", "no-such" + ACTS},
                new String[] {"analyze", "--no-such" + ACTS},
                new String[] {"analyze", "x", "--format=" + ACTS},
                new String[] {"analyze", "x", "--other=" + ACTS},
                new String[] {"analyze", "x", "--assume=gpu=H100 " + MARKUP + ACTS},
                new String[] {"explain", "no-such" + ACTS},
                new String[] {"nodes", "show", ACTS},
                new String[] {"plan", ACTS},
                new String[] {ACTS})) {
            Ran ran = Shell.quiet().run(wrong);
            assertThat(ran.exitCode()).isIn(ExitCode.USAGE, ExitCode.INPUT);
            assertThat(ran.err()).isNotBlank();
            harmless(ran.err());
        }
    }

    /** Of a mount with three million options each would be a fact of its own. */
    @Test
    void a_line_of_six_mib_in_a_capture_is_refused_with_its_place(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("nvidia-smi-topo-m.txt"), "\tGPU0\tGPU1\nGPU0\t X \tSYS\nGPU1\tSYS\t X \n");
        Files.writeString(
                folder.resolve("mountinfo.txt"),
                "22 20 0:31 / /dev/shm rw - tmpfs none rw,size=64k\n23 20 0:32 / /x rw - tmpfs none rw"
                        + ",a".repeat(3 << 20) + "\n");
        Ran ran = Shell.quiet().run("analyze", folder.toString());
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.INPUT);
        assertThat(ran.err())
                .contains("mountinfo.txt in ", ", line 2, has 6.0 MiB; expected lines of at most 64.0 KiB");
    }

    @Test
    void one_line_stays_one(@TempDir Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(job(capture(folder)));
        arguments.add("--one-line");
        Ran ran = Shell.quiet().run(arguments.toArray(String[]::new));
        assertThat(ran.out().lines()).hasSize(1);
        harmless(ran.out());
    }

    @Test
    void the_decoded_log_and_listing_do_not_act_either(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(
                folder.resolve("job.log"),
                "RuntimeError: unable to allocate shared memory(shm) for file </torch_1_" + MARKUP + ACTS
                        + ">: No space left on device (28)\n" + HARM + "\n");
        for (String format : List.of("text", "markdown")) {
            Ran ran = Shell.quiet().run("explain", log.toString(), "--format", format);
            assertThat(ran.exitCode()).as(ran.err()).isNotEqualTo(ExitCode.BUG);
            harmless(ran.out());
        }
    }
}
