package dev.shmfit.probes.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes a capture: to a directory, or to an archive, packed or not, as the name says. */
public final class CaptureWriter {
    private CaptureWriter() {}

    /**
     * Writes to a file that ends in {@code .tar}, {@code .tar.gz} or {@code .tgz}, else to a directory, which is made.
     *
     * @throws IOException where that cannot be done
     */
    public static void write(Probed probed, String tool, Path target) throws IOException {
        String name = target.toString();
        if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
                archive(probed, tool, out);
            }
        } else if (name.endsWith(".tar")) {
            try (OutputStream out = Files.newOutputStream(target)) {
                archive(probed, tool, out);
            }
        } else {
            Files.createDirectories(target);
            for (Map.Entry<String, String> file : files(probed, tool).entrySet()) {
                Files.writeString(target.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
            }
        }
    }

    /** Writes an archive, not packed; the stream stays open. */
    public static void archive(Probed probed, String tool, OutputStream out) throws IOException {
        TarWriter tar = new TarWriter(out, Instant.parse(probed.time()).getEpochSecond());
        for (Map.Entry<String, String> file : files(probed, tool).entrySet()) {
            tar.file("capture/" + file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        tar.end();
    }

    private static Map<String, String> files(Probed probed, String tool) {
        Map<String, String> files = new TreeMap<>(probed.texts());
        files.put(CaptureLayout.MANIFEST, probed.manifest(tool));
        return files;
    }
}
