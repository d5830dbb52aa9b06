package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.terminal.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users run, as a process of its own; runs after it has been packaged. */
class CommandJarIT {
    private static final Path JAR = Path.of(System.getProperty("shmfit.root"), "analyzer/cli/target/shmfit.jar");

    private static final Path ENDLESS = Path.of("/dev/zero");

    @TempDir
    Path directory;

    @Test
    void it_starts_and_says_which_version_it_is() throws Exception {
        Ran ran = java("--version");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out().strip()).isEqualTo("shmfit " + Version.number());
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void it_ends_with_the_exit_code_of_wrong_usage() throws Exception {
        Ran ran = java("--no-such-option");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("shmfit: Unknown option: '--no-such-option'");
    }

    @Test
    void it_analyses_a_table_into_a_page() throws Exception {
        Path page = directory.resolve("report.html");
        Ran ran = java(
                "analyze",
                Shell.observed("B4_intel_2s_nop2p.topo-m.txt"),
                "--p2p-read",
                Shell.observed("B4_intel_2s_nop2p.p2p.txt"),
                "--nccl=all",
                "--shm-size=64m",
                "--assume=cpu=intel",
                "-o",
                page.toString());
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).startsWith("fails: NCCL alone needs ");
        assertThat(ran.out()).isEmpty();
        assertThat(page).content(StandardCharsets.UTF_8).contains("</html>").contains("GPU3");
    }

    @Test
    void it_carries_of_the_graph_library_only_what_is_called() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .anyMatch(name -> name.startsWith("org/jgrapht/"))
                    .noneMatch(name -> name.startsWith("org/jheaps/") || name.startsWith("org/apfloat/"));
        }
    }

    @Test
    void a_text_report_of_a_topology_loads_no_json_library() throws Exception {
        Path classes = directory.resolve("classes.txt");
        Ran ran = Ran.command(
                directory,
                Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes),
                command("analyze", Shell.observed("G8_h100_nvsw.xml"), "--loader=none"));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("/dev/shm");
        assertThat(classes)
                .content()
                .contains("dev.shmfit.reports.text")
                .doesNotContain("com.fasterxml.jackson.databind");
    }

    /** Under a locale that knows ASCII alone, by the launcher, as people call it. */
    @Test
    void names_beyond_ascii_are_taken_in_directories_in_archives_behind_links_and_for_results() throws Exception {
        Path here = Files.createDirectory(directory.resolve("launcher"));
        Files.createSymbolicLink(here.resolve("shmfit.jar"), JAR);
        Files.copy(Path.of(System.getProperty("shmfit.root"), "shmfit"), here.resolve("shmfit"));
        // Made by a shell, whose names are bytes: this Java may not know how to name them.
        String script = "mkdir узел-ä && printf '\\tGPU0\\tGPU1\\nGPU0\\t X \\tSYS\\nGPU1\\tSYS\\t X \\n' >t"
                + " && cp t узел-ä/nvidia-smi-topo-m.txt && echo x >узел-ä/ü.txt && tar czf архив.tgz узел-ä"
                + " && ln -s узел-ä/nvidia-smi-topo-m.txt ссылка.txt;"
                + " for given in узел-ä архив.tgz узел-ä/nvidia-smi-topo-m.txt ссылка.txt; do"
                + " LC_ALL=C sh launcher/shmfit analyze $given --one-line || exit; done;"
                + " LC_ALL=C sh launcher/shmfit analyze ссылка.txt -o отчёт.txt && head -c 7 отчёт.txt; echo;"
                + " LC_ALL=C sh launcher/shmfit analyze нет.txt; echo $?";
        Path file = Files.writeString(directory.resolve("script"), script, StandardCharsets.UTF_8);
        Ran ran = Ran.command(
                directory, Map.of("JAVA_HOME", System.getProperty("java.home")), List.of("sh", file.toString()));
        assertThat(ran.out()).as(ran.err()).matches("(unknown: NCCL alone needs .*\\R){4}UNKNOWN\\R3\\R");
        assertThat(ran.err()).contains("cannot read нет.txt: no such file");
    }

    @Test
    void a_large_node_is_analysed_within_the_launcher_s_heap() throws Exception {
        Ran ran = java("analyze", Shell.observed("N8hgx_h100_400g_gdr1.xml"), "--nccl=all", "--format=html");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("</html>");
    }

    @Test
    void input_without_measure_ends_in_a_message_within_the_launcher_s_heap() throws Exception {
        Path noise = directory.resolve("noise.txt");
        byte[] bytes = new byte[50 << 20];
        new Random(5).nextBytes(bytes);
        Files.write(noise, bytes);
        Ran ran = java("analyze", noise.toString());
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("noise.txt has 50.0 MiB", "at most 8.0 MiB are read");

        Files.writeString(noise, "GPU0 X SYS\nabc \u0416 de\n".repeat((7 << 20) / 24));
        ran = java("analyze", noise.toString());
        assertThat(ran.exitCode()).as(ran.err()).isIn(0, 3);
        assertThat(ran.err()).doesNotContain("memory", "bug");
    }

    @Test
    @EnabledIf("endless")
    void a_stream_without_end_is_cut_off() throws Exception {
        List<String> argv = new java.util.ArrayList<>(List.of("sh", "-c", "exec \"$@\" <\"$0\"", ENDLESS.toString()));
        argv.addAll(command("analyze", "-"));
        Ran ran = Ran.command(directory, Map.of(), argv);
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("standard input is larger than any table or topology");
    }

    @Test
    @EnabledIf("endless")
    void a_device_in_place_of_a_file_is_refused_unread() throws Exception {
        Ran ran = java("analyze", ENDLESS.toString());
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("/dev/zero is a device; expected a file, a pipe");
    }

    static boolean endless() {
        return Files.exists(ENDLESS);
    }

    @Test
    void it_holds_no_test_data_and_no_tests() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains(
                            "dev/shmfit/cli/Shmfit.class",
                            "dev/shmfit/fixtures/Fixtures.class",
                            "META-INF/LICENSE",
                            "META-INF/NOTICE")
                    .noneMatch(n -> n.contains("/expected/"))
                    .noneMatch(n -> n.matches("dev/shmfit/.*(Test|IT)(\\$.*)?\\.class"))
                    .noneMatch(n -> n.endsWith("Golden.class"))
                    .noneMatch(n -> n.startsWith("org/junit/") || n.startsWith("org/openjdk/jmh/"));
        }
    }

    @Test
    void its_entries_carry_the_build_s_fixed_time() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream()
                            .filter(e -> e.getName().startsWith("dev/shmfit/"))
                            .map(ZipEntry::getTimeLocal)
                            .distinct())
                    .hasSize(1);
        }
    }

    private Ran java(String... args) throws IOException, InterruptedException {
        return Ran.command(directory, Map.of(), command(args));
    }

    private static List<String> command(String... args) {
        List<String> argv = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-jar",
                JAR.toString()));
        argv.addAll(List.of(args));
        return argv;
    }
}
