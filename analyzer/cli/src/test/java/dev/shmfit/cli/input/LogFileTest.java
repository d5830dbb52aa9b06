package dev.shmfit.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shmfit.cli.exit.InputError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    /** Longer than any piece, with characters of two, three and four bytes at every distance from its ends. */
    private static final String TEXT = "RuntimeError: Bus error é 메모리 😀\n".repeat(9_001) + "no end of line";

    @TempDir
    private Path directory;

    private String read(byte[] stored) throws IOException {
        Path file = Files.write(directory.resolve("job.log"), stored);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        LogFile.read(file.toString(), new ByteArrayInputStream(new byte[0]), (b, n) -> all.write(b, 0, n));
        ByteArrayOutputStream same = new ByteArrayOutputStream();
        LogFile.read("-", new ByteArrayInputStream(stored), (b, n) -> same.write(b, 0, n));
        assertThat(same.toByteArray()).isEqualTo(all.toByteArray());
        return all.toString(StandardCharsets.UTF_8);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void a_log_is_the_same_text_however_it_was_stored() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String mark : List.of("", "\ufeff")) {
                byte[] bytes = (mark + TEXT).getBytes(charset);
                assertThat(read(bytes)).as(charset + mark).isEqualTo(TEXT);
                assertThat(read(packed(bytes))).as("packed " + charset + mark).isEqualTo(TEXT);
            }
        }
        assertThat(read(new byte[0])).isEmpty();
        assertThat(read("x".getBytes(StandardCharsets.UTF_8))).isEqualTo("x");
        assertThat(read(packed(new byte[0]))).isEmpty();
    }

    @Test
    void two_archives_one_after_the_other_are_one_log() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(packed("one\n".getBytes(StandardCharsets.UTF_8)));
        both.write(packed("two\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(read(both.toByteArray())).isEqualTo("one\ntwo\n");
    }

    @Test
    void an_archive_that_is_cut_off_is_said_to_be() throws IOException {
        byte[] whole = packed(TEXT.getBytes(StandardCharsets.UTF_8));
        for (int length : List.of(5, 100, whole.length - 5)) {
            assertThatThrownBy(() -> read(Arrays.copyOf(whole, length)))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("its gzip data is damaged or cut off")
                    .hasMessageContaining("gzip -dc");
        }
    }

    @Test
    void what_is_packed_otherwise_is_named_with_the_program_that_unpacks_it() {
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 4, 0, 0};
        assertThatThrownBy(() -> read(zstd)).isInstanceOf(InputError.class).hasMessageContaining("zstd -dc");
    }

    @Test
    void a_directory_and_a_missing_file_are_told_apart() {
        assertThatThrownBy(() ->
                        LogFile.read(directory.toString(), new ByteArrayInputStream(new byte[0]), (bytes, count) -> {}))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("it is a directory");
        String missing = directory.resolve("none").toString();
        assertThatThrownBy(() -> LogFile.read(missing, new ByteArrayInputStream(new byte[0]), (bytes, count) -> {}))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("no such file");
    }
}
