package dev.shmfit.web.build;

import dev.shmfit.cli.terminal.Version;
import dev.shmfit.cli.workload.Preset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Puts the page together: one file that holds the analyzer, its worker and the form. Equal parts give an equal file. */
public final class PageAssembler {
    private static final String RUNTIME = "/org/teavm/backend/wasm/wasm-gc-runtime.min.js";

    private PageAssembler() {}

    /**
     * Writes the page.
     *
     * @param arguments the directory of the parts, the compiled analyzer, the file to write
     */
    public static void main(String[] arguments) throws IOException {
        Path parts = Path.of(arguments[0]);
        String script = text(parts, "page.js");
        String page = text(parts, "page.html")
                .replace("@HASH@", "sha256-" + digest(script))
                .replace("@CSS@", text(parts, "page.css").strip())
                .replace("@VERSION@", Version.number())
                .replace(
                        "@PRESETS@",
                        Preset.NAMES.stream()
                                .map(n -> "<option>" + n + "</option>")
                                .collect(Collectors.joining()))
                .replace("@WORKER@", runtime() + "\n" + text(parts, "worker.js"))
                .replace("@SCRIPT@", script)
                .replace("@ENGINE@", packed(Files.readAllBytes(Path.of(arguments[1]))));
        Files.writeString(Path.of(arguments[2]), page);
    }

    private static String text(Path parts, String name) throws IOException {
        return Files.readString(parts.resolve(name));
    }

    private static String runtime() throws IOException {
        try (InputStream in = PageAssembler.class.getResourceAsStream(RUNTIME)) {
            String text = new String(Objects.requireNonNull(in, RUNTIME).readAllBytes(), StandardCharsets.UTF_8);
            if (text.contains("</script")) {
                throw new IllegalStateException("TeaVM's runtime would end the script element that holds it");
            }
            return text;
        }
    }

    private static String packed(byte[] analyzer) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(analyzer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    private static String digest(String script) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
