package dev.shmfit.web.build;

import dev.shmfit.cli.nodes.NodeCatalogue;
import dev.shmfit.cli.terminal.Version;
import dev.shmfit.cli.workload.Preset;
import dev.shmfit.fixtures.Fixtures;
import dev.shmfit.reports.RecordJson;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/** Puts the page together: one file that holds the analyzer, its worker and the form. Equal parts give an equal file. */
public final class PageAssembler {
    private static final String RUNTIME = "/org/teavm/backend/wasm/wasm-gc-runtime.min.js";

    /** More than the analyzer has. */
    private static final int DICTIONARY = 1 << 23;

    private static final List<String> SCRIPTS =
            List.of("texts.js", "engine.js", "question.js", "answer.js", "link.js", "print.js", "page.js");

    private PageAssembler() {}

    /**
     * Writes the page.
     *
     * @param arguments the directory of the parts, the compiled analyzer, the file to write
     */
    public static void main(String[] arguments) throws IOException {
        Path parts = Path.of(arguments[0]);
        StringBuilder functions = new StringBuilder("'use strict';\n(() => {\n");
        for (String name : SCRIPTS) {
            functions.append(text(parts, name));
        }
        String script = functions.append("})();\n").toString();
        String page = text(parts, "page.html")
                .replace("@HASH@", "sha256-" + digest(script))
                .replace("@CSS@", text(parts, "page.css").strip())
                .replace("@VERSION@", Version.number())
                .replace(
                        "@PRESETS@",
                        Preset.known().stream()
                                .map(n -> "<option>" + n + "</option>")
                                .collect(Collectors.joining()))
                .replace("@NODES@", nodes())
                .replace("@CATALOGUE@", packed(catalogue().getBytes(StandardCharsets.UTF_8)))
                .replace("@WORKER@", worker(parts))
                .replace("@SCRIPT@", script)
                .replace("@ENGINE@", tightly(Files.readAllBytes(Path.of(arguments[1]))));
        Files.writeString(Path.of(arguments[2]), page);
    }

    /** TeaVM's runtime sees {@code functions.js} in place of JavaScript's own {@code Function}. */
    private static String worker(Path parts) throws IOException {
        return text(parts, "functions.js") + text(parts, "unpack.js") + "((Function) => {" + runtime()
                + "\n})(Functions);\n" + text(parts, "worker.js");
    }

    private static String nodes() {
        return NodeCatalogue.all().stream()
                .map(n -> "<option value=\"" + n.id() + "\">" + n.id() + ": " + escaped(n.title()) + "</option>")
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** The files of every node of the catalogue, by id and name. */
    private static String catalogue() throws IOException {
        Map<String, Object> nodes = new LinkedHashMap<>();
        try (Fixtures fixtures = Fixtures.packaged()) {
            for (String id : fixtures.nodes()) {
                Map<String, String> files = new LinkedHashMap<>();
                files.put("node.json", Files.readString(fixtures.node(id).resolve("node.json")));
                try (Stream<Path> captured = Files.list(fixtures.node(id).resolve("capture"))) {
                    for (Path file : captured.sorted().toList()) {
                        files.put(String.valueOf(file.getFileName()), Files.readString(file));
                    }
                }
                nodes.put(id, files);
            }
        }
        return RecordJson.inScript(nodes);
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

    /** As {@code unpack.js} reads it: code has no number that lies at a multiple of two or four, so no bits are kept for that. */
    private static String tightly(byte[] analyzer) throws IOException {
        LZMA2Options options = new LZMA2Options(LZMA2Options.PRESET_MAX);
        options.setDictSize(DICTIONARY);
        options.setLcLp(LZMA2Options.LC_LP_MAX, 0);
        options.setPb(0);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (LZMAOutputStream lzma = new LZMAOutputStream(packed, options, analyzer.length)) {
            lzma.write(analyzer);
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
