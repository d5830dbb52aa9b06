package dev.shmfit.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a log of any length for a whole-process timing, in one of several shapes. */
public final class BigLog {
    private BigLog() {}

    static Path source() {
        return Repository.root()
                .resolve("fixtures")
                .resolve("captures")
                .resolve("logs")
                .resolve("a100sxm80_all_reduce_perf_4_gpu.txt");
    }

    /** @param args the file, how many megabytes, and the shape in small letters (jobs where there is none) */
    public static void main(String[] args) throws IOException {
        long bytes = Long.parseLong(args[1]) * 1_000_000;
        LogShape shape = LogShape.named(args.length > 2 ? args[2] : "jobs");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])), 1 << 16)) {
            shape.write(out, bytes);
        }
    }
}
