package dev.shmfit.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's JSON in Chromium is the command line's, byte for byte: for every capture, case, log and plan of the fixtures. */
class EqualityTest {
    private static final Path FIXTURES = Browser.ROOT.resolve("fixtures");

    private static Browser page;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        page = Browser.start();
        if (page != null) {
            page.open("");
        }
    }

    @AfterAll
    static void stop() {
        if (page != null) {
            page.close();
        }
    }

    /** The JSON of a command line; empty where it refuses its input. */
    private String commandLine(List<String> arguments) throws IOException {
        Path result = directory.resolve("result.json");
        Files.deleteIfExists(result);
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--format", "json", "-o", result.toString()));
        if (!all.contains("explain")) {
            all.addAll(List.of("--config", "none"));
        }
        InProcess.run(all.toArray(String[]::new));
        return Files.exists(result) ? Files.readString(result) : "";
    }

    private static String ofPage(String command) {
        page.press(command);
        boolean answered = !page.script("return document.querySelectorAll('#formats button').length")
                .equals(0L);
        return answered ? page.shown("json") : "";
    }

    private static List<Path> below(String... names) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String name : names) {
            try (Stream<Path> files = Files.list(FIXTURES.resolve(name))) {
                files.filter(Files::isRegularFile)
                        .filter(f -> !f.toString().endsWith(".md"))
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all;
    }

    private Path packed(Path capture, String name) throws IOException {
        Path archive = directory.resolve(name + ".tar.gz");
        try {
            int exit = new ProcessBuilder("tar", "-czf", archive.toString(), "-C", capture.toString(), ".")
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(exit).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return archive;
    }

    private void isEqual(String command, List<Path> files) throws IOException {
        isEqual(command, files, files.size() / 2);
    }

    private void isEqual(String command, List<Path> files, int least) throws IOException {
        int answered = 0;
        List<String> different = new ArrayList<>();
        for (Path file : files) {
            page.reset();
            page.give(file);
            page.isA(command.equals("explain") ? "log" : "node");
            // The command line names a log as it was called.
            String expected = commandLine(List.of(command, file.toString()))
                    .replace("\"" + file + "\"", "\"" + file.getFileName() + "\"");
            if (!ofPage(command).equals(expected)) {
                different.add(file.toString());
            }
            answered += expected.isEmpty() ? 0 : 1;
        }
        assertThat(different).isEmpty();
        assertThat(answered).as("answered of %d", files.size()).isGreaterThan(least);
    }

    @Test
    void of_every_case() throws IOException {
        List<Path> archives = new ArrayList<>();
        try (Stream<Path> cases = Files.list(FIXTURES.resolve("cases"))) {
            for (Path c : cases.filter(c -> Files.isDirectory(c.resolve("capture")))
                    .sorted()
                    .toList()) {
                archives.add(packed(c.resolve("capture"), String.valueOf(c.getFileName())));
            }
        }
        assertThat(archives).hasSizeGreaterThan(15);
        isEqual("analyze", archives);
    }

    @Test
    void of_every_capture() throws IOException {
        List<Path> files = below("captures/topo", "captures/xml", "captures/p2p", "inputs", "inputs/mutated");
        assertThat(files).hasSizeGreaterThan(100);
        isEqual("analyze", files);
    }

    /** What these left open takes the JVM up to a minute to hold against their logs. */
    private static final List<String> LONG =
            List.of("a100sxm_x4_nv12_nv10_pairs_node__node_via_shm", "rtxpro6000_x8_pix_node_sys__pix_p2p_node_shm");

    /** The machines whose logs were kept: what was printed about the node, the logs, and the one held against the other. */
    @Test
    void of_every_labelled_capture() throws IOException {
        List<Path> nodes = new ArrayList<>();
        List<Path> logs = new ArrayList<>();
        List<String> different = new ArrayList<>();
        int compared = 0;
        try (Stream<Path> all = Files.list(FIXTURES.resolve("captures/labelled"))) {
            for (Path machine : all.sorted().toList()) {
                List<Path> printed = named(machine, "topo.*");
                List<Path> written = named(machine, "nccl.*\\.txt");
                nodes.addAll(printed);
                logs.addAll(written);
                if (LONG.contains(String.valueOf(machine.getFileName()))) {
                    continue;
                }
                for (Path node : printed) {
                    for (Path log : written) {
                        compared++;
                        if (!verified(node, log)) {
                            different.add(node + " with " + log);
                        }
                    }
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).isGreaterThan(3);
        isEqual("analyze", nodes, nodes.size() * 2 / 3);
        isEqual("explain", logs);
    }

    private static List<Path> named(Path directory, String pattern) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> String.valueOf(f.getFileName()).matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    private boolean verified(Path node, Path log) throws IOException {
        page.reset();
        page.give(node);
        page.isA("node");
        page.give(log);
        page.isA("log");
        String expected = commandLine(List.of("verify", node.toString(), "--nccl-log", log.toString()));
        String named = expected.replace("\"" + node + "\"", "\"" + node.getFileName() + "\"")
                .replace("\"" + log + "\"", "\"" + log.getFileName() + "\"");
        return ofPage("verify").equals(named);
    }

    /** What people read, in each language. */
    @Test
    void of_text_and_markdown_in_every_language() throws IOException {
        Path node = FIXTURES.resolve("captures/labelled/a6000_x4_intel_2socket__all_shm/topo_in.xml");
        Path log = FIXTURES.resolve("captures/failures/dl_buserror_oneline.txt");
        for (String language : List.of("en", "ko", "zh")) {
            for (Path file : List.of(node, log)) {
                String command = file.equals(node) ? "analyze" : "explain";
                page.reset();
                page.write("language", language);
                page.script("document.getElementById('language').onchange()");
                page.give(file);
                page.isA(command.equals("explain") ? "log" : "node");
                page.press(command);
                for (String format : List.of("text", "markdown")) {
                    List<String> words = new ArrayList<>(List.of(command, file.toString(), "--lang", language));
                    if (command.equals("analyze")) {
                        words.addAll(List.of("--config", "none"));
                    }
                    Path result = directory.resolve("result." + format);
                    words.addAll(List.of("--format", format, "-o", result.toString()));
                    InProcess.run(words.toArray(String[]::new));
                    assertThat(page.shown(format).strip())
                            .as("%s in %s as %s", command, language, format)
                            .isEqualTo(Files.readString(result)
                                    .replace(file.toString(), String.valueOf(file.getFileName()))
                                    .strip());
                }
            }
        }
        page.write("language", "en");
        page.script("document.getElementById('language').onchange()");
    }

    @Test
    void of_every_log() throws IOException {
        List<Path> files = below(
                "captures/failures",
                "captures/logs",
                "explain/composed",
                "explain/innocent",
                "explain/measured",
                "explain/pasted",
                "explain/wild");
        assertThat(files).hasSizeGreaterThan(100);
        isEqual("explain", files);
    }

    @Test
    void of_every_plan() throws IOException {
        String[][] jobs = {
            {"vision", "--loader=workers=8,batch=64,sample=600KiB", "--shm-size=8g", "workers=2..16:2 prefetch=2,4"},
            {"default", "--ranks=2", "--env=NCCL_P2P_LEVEL=SYS", "nccl=2.18.5,2.21.5,2.27.7,2.30.7"}
        };
        List<Path> approved = below("plans");
        List<String> nodes = approved.stream()
                .map(p -> String.valueOf(p.getFileName()))
                .filter(n -> n.endsWith("-default.csv"))
                .map(n -> n.replace("-default.csv", ""))
                .filter(n -> Files.isDirectory(FIXTURES.resolve("nodes").resolve(n)))
                .toList();
        assertThat(nodes).hasSizeGreaterThan(4);
        for (String node : nodes) {
            for (String[] job : jobs) {
                page.reset();
                page.write("node", node);
                List<String> words = new ArrayList<>(List.of("plan", "node:" + node));
                for (int i = 1; i <= 2; i++) {
                    String name = job[i].substring(0, job[i].indexOf('='));
                    String value = job[i].substring(job[i].indexOf('=') + 1);
                    page.option(name, value);
                    words.addAll(List.of(name, value));
                }
                page.write("sweep", job[3]);
                words.add("--sweep");
                words.addAll(List.of(job[3].split(" ")));
                assertThat(ofPage("plan"))
                        .as("%s %s", node, job[0])
                        .isNotEmpty()
                        .isEqualTo(commandLine(words));
            }
        }
    }

    @Test
    void of_every_option_of_the_form_and_of_a_workload() throws IOException {
        page.reset();
        page.write("node", "rtx4090-x2");
        page.option("--ranks", "2");
        page.option("--loader", "workers=4,batch=32,sample=600KiB");
        page.option("--shm-size", "64m");
        page.option("--nccl", "2.18.5..2.21.5");
        page.option("--platform", "kubernetes");
        page.write("workload", "memory-limit: 32g\n");
        Path workload = Files.writeString(directory.resolve("workload.yaml"), "memory-limit: 32g\n");
        List<String> words = new ArrayList<>(List.of("analyze", "node:rtx4090-x2", "--ranks", "2", "--loader"));
        words.addAll(List.of("workers=4,batch=32,sample=600KiB", "--shm-size", "64m", "--nccl", "2.18.5..2.21.5"));
        words.addAll(List.of("--platform", "kubernetes", "--workload", workload.toString()));
        assertThat(ofPage("analyze"))
                .isNotEmpty()
                .isEqualTo(commandLine(words).replace("workload.yaml", "the workload file"));
    }
}
