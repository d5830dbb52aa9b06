package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.capture.Capture;
import dev.shmfit.capture.CapturedItem;
import dev.shmfit.cli.input.RedactedInputs;
import dev.shmfit.ingest.CaptureParser;
import dev.shmfit.reports.RedactedV1;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What "Save them redacted" in a page gives back, of captures and of texts of which nobody said what they are. */
class RedactedInputsTest {
    private static final Path FIXTURES =
            Path.of(System.getProperty("shmfit.root")).resolve("fixtures/captures");
    private static final String TABLE = """
            jane@gpu-a17:~$ nvidia-smi topo -m
            \tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity
            GPU0\t X \tSYS\t0-15\t0
            GPU1\tSYS\t X \t16-31\t1
            jane@gpu-a17:~$ env | grep -e NCCL -e TOKEN
            NCCL_P2P_DISABLE=1
            HF_TOKEN=planted
            """;

    private static String after(String before, RedactedV1.File file) {
        if (file.text() != null) {
            return file.text();
        }
        List<String> lines = new ArrayList<>(List.of(before.split("\n", -1)));
        Objects.requireNonNull(file.lines()).forEach(l -> lines.set(l.n(), l.to()));
        return String.join("\n", lines);
    }

    private static Capture pasted(String name, String text) {
        return Capture.of("pasted", List.of(new CapturedItem.Pasted(name, text)));
    }

    static Stream<Path> tables() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String kind : List.of("topo", "p2p", "xml")) {
            try (Stream<Path> files = Files.walk(FIXTURES.resolve(kind))) {
                files.filter(Files::isRegularFile)
                        .filter(f ->
                                f.toString().endsWith(".txt") || f.toString().endsWith(".xml"))
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_pasted_table_says_the_same_redacted(Path table) throws IOException {
        String before = Files.readString(table, StandardCharsets.UTF_8);
        RedactedV1 redacted = RedactedInputs.of(pasted("table", before), "table");
        String text = after(before, redacted.files().get(0));
        assertThat(text.lines()).hasSameSizeAs(before.lines().toList());
        assertThat(told(text)).isEqualTo(told(before));
    }

    /** All but the hardware addresses of adapters, which only need to differ. */
    private static String told(String table) {
        return String.valueOf(CaptureParser.parse(pasted("table", table)).gpus())
                .replaceAll("guid=OptionalLong\\[-?[1-9]\\d*\\]", "guid=some");
    }

    @Test
    void a_pasted_text_comes_back_without_names_and_gives_the_same_answer(@TempDir Path temp) throws IOException {
        RedactedV1 redacted = RedactedInputs.of(pasted("janes-table.txt", TABLE), "janes-table.txt");
        RedactedV1.File file = redacted.files().get(0);
        assertThat(file.name()).isEqualTo("pasted-0.txt");
        String text = after(TABLE, file);
        assertThat(text).doesNotContain("jane", "gpu-a17", "planted").contains("GPU1\tSYS\t X", "NCCL_P2P_DISABLE=1");
        Path before = Files.writeString(temp.resolve("before.txt"), TABLE);
        Path back = Files.createDirectory(temp.resolve("back"));
        Files.writeString(back.resolve(file.name()), text);
        Ran first = Shell.quiet().run("analyze", before.toString(), "--one-line", "--nccl", "2.21.5");
        Ran second = Shell.quiet().run("analyze", back.toString(), "--one-line", "--nccl", "2.21.5");
        assertThat(first.out()).contains("NCCL");
        assertThat(second.out()).as(second.err()).isEqualTo(first.out());
        assertThat(second.exitCode()).isEqualTo(first.exitCode());
    }

    /** A text beside a capture may be called as a file of it. */
    @Test
    void texts_keep_their_places_also_where_they_are_called_alike() {
        Capture capture = Capture.of("x", List.of(new CapturedItem.Text("hostname.txt", "gpu-a17\n")))
                .with(new CapturedItem.Pasted("env.txt", "ssh gpu-a17\n"));
        Capture both = new Capture(
                "x",
                Map.of(
                        "hostname.txt",
                        new CapturedItem.Text("hostname.txt", "gpu-a17\n"),
                        "pasted/1",
                        new CapturedItem.Pasted("hostname.txt", "on gpu-a17 it fails\n")));
        assertThat(RedactedInputs.of(capture, "x").files())
                .extracting(RedactedV1.File::name)
                .containsExactly("hostname.txt", "pasted-0.txt");
        assertThat(RedactedInputs.of(both, "x").files())
                .allSatisfy(f -> assertThat(String.valueOf(f)).doesNotContain("gpu-a17"))
                .hasSize(2);
    }

    private static String uuid(int n) {
        return String.format(
                Locale.ROOT,
                "%08x-1c2d-4e5f-8a9b-%012x",
                (0x6fc1d900L * 7 + n * 2654435761L) & 0xffffffffL,
                n * 104729L);
    }

    /** Twelve GPUs and an instance of one: pseudonyms stand on both sides, and lead to the same GPUs. */
    @Test
    void uuids_of_many_gpus_and_of_mig_lead_to_the_same_gpus_redacted(@TempDir Path temp) throws IOException {
        StringBuilder text = new StringBuilder("$ nvidia-smi topo -m\n");
        for (int i = 0; i < 12; i++) {
            text.append("\tGPU").append(i);
        }
        for (int i = 0; i < 12; i++) {
            text.append("\nGPU").append(i);
            for (int j = 0; j < 12; j++) {
                text.append(i == j ? "\t X " : i / 6 == j / 6 ? "\tPHB" : "\tSYS");
            }
        }
        text.append("\n$ nvidia-smi -L\n");
        for (int i = 0; i < 12; i++) {
            text.append("GPU ")
                    .append(i)
                    .append(": NVIDIA A100-PCIE-40GB (UUID: GPU-")
                    .append(uuid(i))
                    .append(")\n");
        }
        text.append("  MIG 3g.20gb     Device  0: (UUID: MIG-").append(uuid(99)).append(")\n");
        for (String chosen : List.of(
                "GPU-" + uuid(10) + ",GPU-" + uuid(1),
                "GPU-" + uuid(11).substring(0, 8) + ",GPU-" + uuid(0).substring(0, 8),
                "MIG-" + uuid(99))) {
            String whole = text + "$ env\nCUDA_VISIBLE_DEVICES=" + chosen + "\n";
            RedactedV1.File file =
                    RedactedInputs.of(pasted("a.txt", whole), "a.txt").files().get(0);
            String redacted = after(whole, file);
            assertThat(redacted).doesNotContain(uuid(10), uuid(1), uuid(99), uuid(11).substring(0, 8));
            assertThat(gpus(temp, redacted)).isEqualTo(gpus(temp, whole)).isNotEmpty();
        }
    }

    private static String gpus(Path temp, String text) throws IOException {
        Path file = Files.writeString(temp.resolve("text.txt"), text);
        Ran ran = Shell.quiet().run("analyze", file.toString(), "--format", "json");
        return ran.out()
                        .lines()
                        .filter(l -> l.contains("\"ranks\" : [") || l.contains("\"gpu\"") || l.contains("\"ranks\": ["))
                        .collect(Collectors.joining("\n"))
                + ran.err().replaceAll("(GPU|MIG)-[0-9a-f-]+", "$1-…");
    }
}
