package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log explains the same in whatever form an editor, a shell or an archive has left it. */
class ExplainFormsTest {
    private static final String LOG =
            "step 10\nRuntimeError: DataLoader worker (pid 12) is killed by signal: Bus error. It is"
                    + " possible that dataloader's workers are out of shared memory. Please try to raise your shared memory limit.\n"
                    + "step 11\n";

    private static byte[] formed(String form) throws IOException {
        String windows = LOG.replace("\n", "\r\n");
        return switch (form) {
            case "utf-16le" -> ("\uFEFF" + windows).getBytes(StandardCharsets.UTF_16LE);
            case "utf-16be" -> ("\uFEFF" + windows).getBytes(StandardCharsets.UTF_16BE);
            case "utf-16le without a mark" -> windows.getBytes(StandardCharsets.UTF_16LE);
            case "utf-8 with a mark" -> ("\uFEFF" + LOG).getBytes(StandardCharsets.UTF_8);
            case "crlf" -> windows.getBytes(StandardCharsets.UTF_8);
            case "nul" -> ("\0\0\0\0" + LOG + "\0\0").getBytes(StandardCharsets.UTF_8);
            case "gzip" -> packed(LOG.getBytes(StandardCharsets.UTF_8));
            case "gzip of utf-16le" -> packed(("\uFEFF" + windows).getBytes(StandardCharsets.UTF_16LE));
            default -> throw new IllegalArgumentException(form);
        };
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "utf-16le",
                "utf-16be",
                "utf-16le without a mark",
                "utf-8 with a mark",
                "crlf",
                "nul",
                "gzip",
                "gzip of utf-16le"
            })
    void the_cause_is_the_same(String form, @TempDir Path folder) throws IOException {
        Path plain = Files.writeString(folder.resolve("train.log"), LOG);
        String expected = Shell.quiet().run("explain", plain.toString()).out();
        assertThat(expected).contains("shm-too-small");
        Files.write(plain, formed(form));
        Ran ran = Shell.quiet().run("explain", plain.toString());
        assertThat(ran.exitCode()).as(ran.err()).isLessThan(2);
        assertThat(ran.out().lines().findFirst().orElse("").toLowerCase(Locale.ROOT))
                .isEqualTo(expected.lines().findFirst().orElse("").toLowerCase(Locale.ROOT));
        assertThat(ran.out()).contains("line 2").doesNotContain("\0", "\r");
    }
}
