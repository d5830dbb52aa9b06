package dev.shmfit.probes.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.shmfit.capture.CapturedItem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureReaderTest {
    private static final String TOPO = "\tGPU0\tGPU1\nGPU0\t X \tSYS\nGPU1\tSYS\t X \n";

    @TempDir
    Path directory;

    @Test
    void a_directory_gives_its_files_verbatim_and_passes_over_others() throws IOException {
        write("node/nvidia-smi-topo-m.txt", TOPO);
        write("node/env.txt", "NCCL_P2P_LEVEL=SYS\n");
        write("node/notes.txt", "mine");
        CaptureSource.Whole whole = whole(directory.resolve("node"));
        assertThat(whole.capture().id()).isEqualTo("node");
        assertThat(whole.capture().items().keySet()).containsExactly("nvidia-smi-topo-m.txt", "env.txt");
        assertThat(whole.capture().text("nvidia-smi-topo-m.txt")).contains(TOPO);
        assertThat(whole.manifest()).isEqualTo(CaptureManifest.NONE);
    }

    @Test
    void a_case_directory_gives_the_capture_in_it_under_its_own_name() throws IOException {
        write("a-case/case.json", "{}");
        write("a-case/capture/nvidia-smi-topo-m.txt", TOPO);
        assertThat(whole(directory.resolve("a-case")).capture().id()).isEqualTo("a-case");
        assertThat(whole(directory.resolve("a-case/capture")).capture().id()).isEqualTo("a-case");
        assertThat(whole(directory.resolve("a-case/../a-case/")).capture().text("nvidia-smi-topo-m.txt"))
                .contains(TOPO);
    }

    @Test
    void the_manifest_says_what_is_missing_and_why() throws IOException {
        write("node/nvidia-smi-topo-m.txt", TOPO);
        write("node/capture.json", """
                {"formatVersion": 1, "time": "2026-11-20T10:00:00Z", "redacted": true, "missing": {
                  "nccl-topology.xml": "no job was running",
                  "nvidia-smi-topo-m.txt": "it is there all the same"}}
                """);
        CaptureSource.Whole whole = whole(directory.resolve("node"));
        assertThat(whole.manifest().capturedAt()).contains("2026-11-20T10:00Z");
        assertThat(whole.manifest().redacted()).isTrue();
        assertThat(whole.capture().items().get("nccl-topology.xml"))
                .isEqualTo(new CapturedItem.NotCaptured("nccl-topology.xml", "no job was running"));
        assertThat(whole.capture().text("nvidia-smi-topo-m.txt")).contains(TOPO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"formatVersion\": 1, \"missing\": [",
                "[1]",
                "{\"formatVersion\": 2}",
                "",
                "\u0007",
                "{\"a\": 1} {"
            })
    void a_broken_manifest_is_told_and_the_capture_read_all_the_same(String json) throws IOException {
        write("node/nvidia-smi-topo-m.txt", TOPO);
        write("node/capture.json", json);
        CaptureSource.Whole whole = whole(directory.resolve("node"));
        assertThat(whole.capture().text("nvidia-smi-topo-m.txt")).contains(TOPO);
        assertThat(whole.capture().items().get("capture.json")).isInstanceOf(CapturedItem.NotCaptured.class);
    }

    @Test
    void fields_of_a_manifest_that_are_of_another_type_are_unknown() {
        CaptureManifest manifest = CaptureManifest.parse(
                "{\"time\": \"yesterday\", \"redacted\": [], \"missing\": {\"c\": {}, \"d\": 3}}");
        assertThat(manifest.capturedAt()).isEmpty();
        assertThat(CaptureManifest.parse("{\"missing\": [1, 2]}").missing()).isEmpty();
        assertThat(manifest.redacted()).isFalse();
        assertThat(manifest.missing()).containsExactly(entry("c", "no reason given"), entry("d", "3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ustar", "gnu", "pax", "busybox"})
    void archives_of_the_usual_programs_are_read_however_long_their_names(String format) throws IOException {
        try (InputStream in = CaptureReaderTest.class.getResourceAsStream(format + ".tar.gz")) {
            byte[] packed = in.readAllBytes();
            assertArchive(packed);
            assertArchive(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes());
        }
    }

    private static void assertArchive(byte[] archive) {
        CaptureSource.Whole whole = (CaptureSource.Whole) stream(archive, "somewhere/node.tar.gz");
        assertThat(whole.capture().id()).isEqualTo("node");
        assertThat(whole.capture().text("nvidia-smi-topo-m.txt")).contains(TOPO);
        assertThat(whole.manifest().redacted()).isTrue();
        // It is a symbolic link there.
        assertThat(whole.capture().items()).doesNotContainKey("env.txt");
    }

    @Test
    void what_a_file_is_says_its_content_and_not_its_name() throws IOException {
        Path file = write("topo.tar.gz", TOPO);
        assertThat(CaptureReader.open(file)).isEqualTo(new CaptureSource.Single(file.toString(), TOPO));
        Path packed = directory.resolve("topo.txt");
        Files.write(packed, Tar.pack(TOPO.getBytes(StandardCharsets.UTF_8)));
        assertThat(CaptureReader.open(packed)).isEqualTo(new CaptureSource.Single(packed.toString(), TOPO));
        Files.write(packed, new Tar().with("nvidia-smi-topo-m.txt", TOPO).plain());
        assertThat(CaptureReader.open(packed)).isInstanceOf(CaptureSource.Whole.class);
    }

    @Test
    void powershell_s_utf_16_and_byte_order_marks_are_understood() {
        for (var charset : new java.nio.charset.Charset[] {
            StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8
        }) {
            assertThat(stream(("\ufeff" + TOPO).getBytes(charset), "x")).isEqualTo(new CaptureSource.Single("x", TOPO));
        }
    }

    @Test
    void an_empty_file_is_an_empty_text() {
        assertThat(stream(new byte[0], "x")).isEqualTo(new CaptureSource.Single("x", ""));
    }

    @Test
    void paths_in_an_archive_lead_nowhere() {
        byte[] archive = new Tar()
                .with("../../etc/nvidia-smi-topo-m.txt", TOPO)
                .with("/etc/passwd", "root")
                .plain();
        CaptureSource.Whole whole = (CaptureSource.Whole) stream(archive, "node.tar");
        assertThat(whole.capture().items().keySet()).containsExactly("nvidia-smi-topo-m.txt");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void an_archive_that_ends_early_is_told() throws IOException {
        byte[] tar = new Tar().with("a/nvidia-smi-topo-m.txt", "x".repeat(5000)).plain();
        assertRefused(Arrays.copyOf(tar, 2000), "ends in the middle of entry 1");
        byte[] packed = new Tar().with("a/nvidia-smi-topo-m.txt", noise(5000)).packed();
        assertRefused(Arrays.copyOf(packed, 2000), "the packed data is damaged or cut off");
        packed[packed.length / 2] ^= 0x55;
        assertThatThrownBy(() -> stream(packed, "node.tar.gz")).isInstanceOf(UnreadableInput.class);
    }

    @Test
    void a_damaged_header_is_told() {
        byte[] tar = new Tar().with("a/env.txt", "x").with("a/limits.txt", "y").plain();
        tar[1024] ^= 1;
        assertRefused(tar, "entry 2 has no valid header");
    }

    @Test
    void an_archive_of_several_captures_is_refused_with_their_names() {
        byte[] tar = new Tar()
                .with("n1/nvidia-smi-topo-m.txt", TOPO)
                .with("n2/nvidia-smi-topo-m.txt", TOPO)
                .plain();
        assertRefused(tar, "holds 2 captures, such as n1/ and n2/");
    }

    @Test
    void an_archive_of_other_things_is_refused() {
        assertRefused(new Tar().with("readme.txt", "hello").plain(), "none of the files of a capture");
    }

    @Test
    void an_archive_that_unpacks_without_end_is_cut_off() throws IOException {
        Tar tar = new Tar().header("a/nccl.log", 600L << 20, '0');
        byte[] zeros = new byte[1 << 20];
        java.io.ByteArrayOutputStream bomb = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(bomb)) {
            gzip.write(tar.plain(), 0, 512);
            for (int i = 0; i < 600; i++) {
                gzip.write(zeros);
            }
        }
        assertRefused(bomb.toByteArray(), "unpacks to more than a capture has; at most 512.0 MiB are read");
    }

    @Test
    void an_archive_that_claims_a_large_file_is_refused_before_it_is_read() {
        assertRefused(
                new Tar().header("a/nvidia-smi-topo-m.txt", 20L << 20, '0').plain(), "has 20.0 MiB; at most 8.0 MiB");
    }

    @Test
    void an_archive_of_countless_entries_is_refused() {
        Tar tar = new Tar();
        for (int i = 0; i < 10_001; i++) {
            tar.header("d/", 0, '5');
        }
        assertRefused(tar.plain(), "more than 10000 entries");
    }

    @Test
    void an_archive_within_an_archive_of_gzip_is_refused() throws IOException {
        assertRefused(Tar.pack(Tar.pack(new byte[10])), "packed with gzip twice");
    }

    @Test
    void what_is_no_text_is_refused_by_what_it_is() {
        assertRefused("PK\003\004zip".getBytes(StandardCharsets.ISO_8859_1), "is a zip archive");
        assertRefused(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0}, "packed with xz");
        assertRefused(new byte[] {(byte) 0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0}, "packed with zstd");
        assertRefused(new byte[] {1, 0, 2, 0}, "is binary (4 B), not text");
    }

    @Test
    void a_stream_is_cut_off_where_it_is_longer_than_any_table() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) 'a');
                return length;
            }
        };
        assertThatThrownBy(() -> CaptureReader.open(endless, "standard input"))
                .isInstanceOf(UnreadableInput.class)
                .hasMessage("standard input is larger than any table or topology; at most 8.0 MiB are read");
    }

    @Test
    void a_large_file_is_refused_with_its_size() throws IOException {
        Path file = directory.resolve("noise");
        Files.write(file, noise(9 << 20));
        assertThatThrownBy(() -> CaptureReader.open(file))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("noise has 9.0 MiB, more than any table or topology; at most 8.0 MiB are read");
        write("node/nvidia-smi-topo-m.txt", TOPO);
        Files.move(file, directory.resolve("node/nvidia-smi-q.xml"));
        assertThatThrownBy(() -> CaptureReader.open(directory.resolve("node")))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("nvidia-smi-q.xml has 9.0 MiB; at most 8.0 MiB are read");
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        assertThatThrownBy(() -> CaptureReader.open(directory.resolve("nope")))
                .isInstanceOf(UnreadableInput.class)
                .hasMessage("cannot read " + directory.resolve("nope") + ": no such file or directory");
    }

    @Test
    void a_directory_without_a_capture_is_told_with_what_it_holds() throws IOException {
        write("d/topo.txt", TOPO);
        assertThatThrownBy(() -> CaptureReader.open(directory.resolve("d")))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContainingAll("none of the files of a capture", "It holds topo.txt", "--topo-m");
        write("cases/one/capture/nvidia-smi-topo-m.txt", TOPO);
        assertThatThrownBy(() -> CaptureReader.open(directory.resolve("cases")))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageEndingWith("Captures are in " + directory.resolve("cases/one"));
    }

    @Test
    void a_file_of_a_capture_that_is_a_directory_is_not_there() throws IOException {
        write("node/env.txt", "");
        Files.createDirectories(directory.resolve("node/nvidia-smi-topo-m.txt"));
        assertThat(whole(directory.resolve("node")).capture().items().keySet()).containsExactly("env.txt");
    }

    @Test
    void one_text_is_wanted_and_an_archive_refused() {
        assertThatThrownBy(() -> CaptureReader.text(
                        new ByteArrayInputStream(new Tar().with("env.txt", "").plain()), "x"))
                .isInstanceOf(UnreadableInput.class)
                .hasMessage("x is an archive; expected a single text");
        assertThatThrownBy(() -> CaptureReader.text(directory))
                .isInstanceOf(UnreadableInput.class)
                .hasMessage(directory + " is a directory; expected a file");
    }

    private static void assertRefused(byte[] bytes, String why) {
        assertThatThrownBy(() -> stream(bytes, "x"))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining(why);
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(3).nextBytes(noise);
        return noise;
    }

    private static CaptureSource stream(byte[] bytes, String name) {
        return CaptureReader.open(new ByteArrayInputStream(bytes), name);
    }

    private static CaptureSource.Whole whole(Path path) {
        return (CaptureSource.Whole) CaptureReader.open(path);
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
