package dev.shmfit.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the measured inputs lie, and where tables go. */
final class Repository {
    private Repository() {}

    /** Benchmarks run from the repository's root, or are told where it is. */
    static Path root() {
        return Path.of(System.getProperty("shmfit.root", "."));
    }

    static Path observed() {
        return root().resolve("fixtures").resolve("observed");
    }

    static PrintWriter standardOutput() {
        return new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }
}
