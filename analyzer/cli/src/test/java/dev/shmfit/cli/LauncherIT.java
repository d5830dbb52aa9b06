package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The launcher with the jar of a release beside it, on this Java and on each other one that is installed. */
class LauncherIT {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    @TempDir
    Path directory;

    /** Homes of Java 17 and later, each once. */
    static Stream<Path> javas() throws IOException {
        List<Path> homes =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home")).toRealPath()));
        if (Files.isDirectory(INSTALLED)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(INSTALLED)) {
                for (Path home : all) {
                    if (Files.isExecutable(home.resolve("bin/java")) && major(home) >= 17) {
                        homes.add(home.toRealPath());
                    }
                }
            }
        }
        return homes.stream().distinct().sorted();
    }

    private static int major(Path home) throws IOException {
        Path release = home.resolve("release");
        return Files.exists(release)
                ? Files.readAllLines(release).stream()
                        .filter(l -> l.startsWith("JAVA_VERSION=\""))
                        .mapToInt(l -> Integer.parseInt(l.replaceAll("\\D*(\\d+).*", "$1")))
                        .findFirst()
                        .orElse(0)
                : 0;
    }

    @ParameterizedTest
    @MethodSource("javas")
    void the_first_start_and_those_with_kept_classes_say_the_same(Path home) throws Exception {
        Path launcher = Files.copy(ROOT.resolve("shmfit"), directory.resolve("shmfit"));
        Files.copy(ROOT.resolve("analyzer/cli/target/shmfit.jar"), directory.resolve("shmfit.jar"));
        Map<String, String> environment = Map.of("JAVA_HOME", home.toString());
        List<String> question =
                List.of(launcher.toString(), "analyze", Shell.observed("G8_h100_nvsw.xml"), "--loader=none");
        Ran first = Ran.command(directory, environment, question);
        assertThat(first.exitCode()).as(first.err()).isZero();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(f -> f.getFileName().toString())).anyMatch(n -> n.matches("classes-.*[.](aot|jsa)"));
        }
        Ran second = Ran.command(directory, environment, question);
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).isEqualTo(first.out()).contains("28.0 KiB");
        assertThat(second.err()).isEqualTo(first.err());
    }
}
