package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program of the test's resources that runs in a mount namespace with a /dev/shm of its own, and prints an object. */
final class PrivateShm {
    private PrivateShm() {}

    /** The program, written where a command can run it. */
    static Path program(String name, Path scratch) throws IOException {
        Path file = scratch.resolve(name);
        try (InputStream in = PrivateShm.class.getResourceAsStream("/dataloader/" + name)) {
            Files.write(file, Objects.requireNonNull(in, name).readAllBytes());
        }
        return file;
    }

    /** All that a command of the shell prints on a /dev/shm of that size. */
    static String ran(String size, String command, int seconds, Path scratch) throws IOException, InterruptedException {
        Path out = scratch.resolve("out");
        Process process = new ProcessBuilder(List.of(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=" + size + " tmpfs /dev/shm && " + command))
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out);
    }

    /** The object among the lines. */
    static Optional<String> answer(String text) {
        return text.lines().filter(l -> l.startsWith("{")).findFirst();
    }
}
