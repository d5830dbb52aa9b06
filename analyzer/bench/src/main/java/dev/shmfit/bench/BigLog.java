package dev.shmfit.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a log of any length for a whole-process timing: the four-GPU log of {@code fixtures/captures/logs} over and over,
 * each time as another job's, with processes and communicators of its own.
 */
public final class BigLog {
    private BigLog() {}

    static Path source() {
        return Repository.root()
                .resolve("fixtures")
                .resolve("captures")
                .resolve("logs")
                .resolve("a100sxm80_all_reduce_perf_4_gpu.txt");
    }

    /** @param args the file, and how many megabytes */
    public static void main(String[] args) throws IOException {
        String one = Files.readString(source(), StandardCharsets.UTF_8);
        long bytes = Long.parseLong(args[1]) * 1_000_000;
        try (OutputStream out = Files.newOutputStream(Path.of(args[0]))) {
            long written = 0;
            for (int job = 0; written < bytes; job++) {
                byte[] text = one.replace(":855:", ":" + (10_000 + job) + ":")
                        .replace("0x40531e6886adf963", "0x" + Long.toHexString(0x40531e6886adf963L + job))
                        .getBytes(StandardCharsets.UTF_8);
                out.write(text);
                written += text.length;
            }
        }
    }
}
