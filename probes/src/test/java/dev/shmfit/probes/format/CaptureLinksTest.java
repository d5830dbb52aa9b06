package dev.shmfit.probes.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.probes.live.RealPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory that somebody else has made: what lies outside of it is not read, and nothing in it is waited for. */
@Timeout(30)
class CaptureLinksTest {
    @TempDir
    private Path temp;

    private Path capture;

    @BeforeEach
    void make() throws IOException {
        capture = Files.createDirectories(temp.resolve("capture"));
        Files.writeString(capture.resolve(CaptureLayout.TOPO_M), "\tGPU0\nGPU0\t X \n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "/proc/kmsg", "../outside.txt", "../link-to-outside", "/proc/self/environ"})
    void a_link_out_of_it_is_refused(String target) throws IOException {
        Files.writeString(temp.resolve("outside.txt"), "secret");
        Files.createSymbolicLink(temp.resolve("link-to-outside"), Path.of("outside.txt"));
        Files.createSymbolicLink(capture.resolve("mountinfo.txt"), Path.of(target));
        assertThatThrownBy(() -> CaptureReader.open(capture))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("mountinfo.txt is a link that leads out of the capture");
    }

    @Test
    void a_directory_linked_in_from_elsewhere_leads_out_too() throws IOException {
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("env.txt"), "A=b\n");
        Files.createSymbolicLink(capture.resolve("more"), elsewhere);
        Files.createSymbolicLink(capture.resolve("env.txt"), Path.of("more/env.txt"));
        assertThatThrownBy(() -> CaptureReader.open(capture)).hasMessageContaining("env.txt is a link that leads out");
    }

    @Test
    void a_link_that_stays_inside_is_followed_and_so_is_one_to_the_whole() throws IOException {
        Files.createSymbolicLink(capture.resolve(CaptureLayout.P2P_READ), Path.of(CaptureLayout.TOPO_M));
        Path link = Files.createSymbolicLink(temp.resolve("link"), capture);
        CaptureSource.Whole whole = (CaptureSource.Whole) CaptureReader.open(link);
        assertThat(whole.capture().text(CaptureLayout.P2P_READ))
                .isEqualTo(whole.capture().text(CaptureLayout.TOPO_M));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "env.txt"})
    void a_link_to_nowhere_or_to_itself_is_named(String target) throws IOException {
        Files.createSymbolicLink(capture.resolve("env.txt"), Path.of(target));
        assertThatThrownBy(() -> CaptureReader.open(capture))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("env.txt");
    }

    @Test
    void a_pipe_in_it_is_refused_and_not_waited_for() throws IOException, InterruptedException {
        Path pipe = capture.resolve("lscpu.txt");
        new ProcessBuilder(RealPart.program("mkfifo").toString(), pipe.toString())
                .start()
                .waitFor();
        assertThatThrownBy(() -> CaptureReader.open(capture)).hasMessageContaining("lscpu.txt is no plain file");
    }

    @Test
    void a_file_beyond_the_bound_is_refused() throws IOException {
        try (java.io.RandomAccessFile sparse =
                new java.io.RandomAccessFile(capture.resolve("sys-pci.txt").toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        assertThatThrownBy(() -> CaptureReader.open(capture))
                .hasMessageContaining("sys-pci.txt has 1.0 TiB; at most 8.0 MiB are read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/urandom", "/dev/full"})
    void a_device_without_end_is_refused_as_a_loose_file(String device) {
        assertThatThrownBy(() -> CaptureReader.text(Path.of(device))).hasMessageContaining(device + " is a device");
    }

    @Test
    void an_archive_that_ends_between_two_entries_without_its_mark_is_said_to_be_cut() throws IOException {
        byte[] whole = Files.readAllBytes(archive());
        int marked = whole.length - 1024;
        for (int length : new int[] {marked, 1024}) {
            Path cut = Files.write(temp.resolve("cut.tar"), java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> CaptureReader.open(cut))
                    .as(length + " of " + whole.length)
                    .isInstanceOf(UnreadableInput.class)
                    .hasMessageContaining("cut off");
        }
        Path one = Files.write(temp.resolve("one.tar"), java.util.Arrays.copyOf(whole, marked + 512));
        assertThat(CaptureReader.open(one)).isInstanceOf(CaptureSource.Whole.class);
    }

    private Path archive() throws IOException {
        Path file = temp.resolve("whole.tar");
        try (java.io.OutputStream out = Files.newOutputStream(file)) {
            TarWriter tar = new TarWriter(out, 0);
            tar.file("capture/" + CaptureLayout.TOPO_M, Files.readAllBytes(capture.resolve(CaptureLayout.TOPO_M)));
            tar.file("capture/env.txt", new byte[0]);
            tar.end();
        }
        return file;
    }
}
