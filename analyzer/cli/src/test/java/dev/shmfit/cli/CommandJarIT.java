package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users run, as a process of its own; runs after it has been packaged. */
class CommandJarIT {
    private static final Path JAR = Path.of(System.getProperty("shmfit.root"), "analyzer/cli/target/shmfit.jar");

    @TempDir
    Path directory;

    @Test
    void it_starts_and_says_which_version_it_is() throws Exception {
        Ran ran = java("--version");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out().strip()).isEqualTo("shmfit " + Version.number());
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void it_ends_with_the_exit_code_of_wrong_usage() throws Exception {
        Ran ran = java("--no-such-option");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("shmfit: Unknown option: '--no-such-option'");
    }

    @Test
    void it_holds_no_test_data_and_no_tests() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .contains(
                            "dev/shmfit/cli/Shmfit.class",
                            "dev/shmfit/fixtures/Fixtures.class",
                            "META-INF/LICENSE",
                            "META-INF/NOTICE")
                    .noneMatch(n -> n.contains("/expected/"))
                    .noneMatch(n -> n.startsWith("dev/shmfit/") && n.contains("Test"))
                    .noneMatch(n -> n.endsWith("Golden.class"))
                    .noneMatch(n -> n.startsWith("org/junit/") || n.startsWith("org/openjdk/jmh/"));
        }
    }

    @Test
    void its_entries_carry_the_build_s_fixed_time() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream()
                            .filter(e -> e.getName().startsWith("dev/shmfit/"))
                            .map(ZipEntry::getTimeLocal)
                            .distinct())
                    .hasSize(1);
        }
    }

    private Ran java(String... args) throws IOException, InterruptedException {
        List<String> argv = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        argv.addAll(List.of(args));
        return Ran.command(directory, Map.of(), argv);
    }
}
