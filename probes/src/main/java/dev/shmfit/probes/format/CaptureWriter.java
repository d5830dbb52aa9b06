package dev.shmfit.probes.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Writes a capture: as a directory, or as an archive. */
public final class CaptureWriter {
    private CaptureWriter() {}

    /**
     * Writes a directory, which is made where it is not there.
     *
     * @throws IOException where that cannot be done
     */
    public static void directory(Probed probed, String tool, Path target) throws IOException {
        Files.createDirectories(target);
        for (Map.Entry<String, String> file : files(probed, tool).entrySet()) {
            Files.writeString(target.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
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
