package dev.shmfit.parse.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Golden files beside their inputs; {@code -Dapprove=true} rewrites them. */
final class Golden {
    private Golden() {}

    static Path captures() {
        return Path.of(System.getProperty("shmfit.root", "."), "fixtures", "captures");
    }

    static List<Path> files(String folder) {
        return list(captures().resolve(folder));
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void check(Path expected, String text) {
        if (Boolean.getBoolean("approve")) {
            try {
                Files.createDirectories(expected.getParent());
                Files.writeString(expected, text, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(expected).exists();
        assertThat(text).as(expected.getFileName().toString()).isEqualTo(read(expected));
    }
}
