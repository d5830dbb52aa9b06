package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real Java that does not start, and what stands in its place where it is broken: each launcher, of the checkout and of the
 * release, ends with 69 and what Java said. Java's own 1 would mean that the job fails.
 */
@DisabledOnOs(OS.WINDOWS)
class JavaStartTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"));
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path directory;

    @BeforeEach
    void lay_both_launchers_out() throws IOException {
        Path checkout = Files.createDirectory(directory.resolve("checkout"));
        Files.copy(ROOT.resolve("shmfit"), checkout.resolve("shmfit"));
        Files.writeString(checkout.resolve("shmfit.jar"), "PK\005\006" + "\0".repeat(18));
        Path release = Files.createDirectories(directory.resolve("release/bin"));
        Files.copy(ROOT.resolve("analyzer/dist/src/shmfit"), release.resolve("shmfit"));
        Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("release/lib")).resolve("runtime"), JAVA);
        // A runtime of which a part is missing, or whose Java is of another machine.
        Path broken = Files.createDirectories(directory.resolve("broken/bin"));
        Files.copy(release.resolve("shmfit"), broken.resolve("shmfit"));
        script(directory.resolve("broken/lib/runtime/bin/java"), "echo no libjvm here >&2; exit 1");
        script(directory.resolve("garbage/bin/java"), "exit 127");
        Files.writeString(directory.resolve("garbage/release"), "JAVA_VERSION=\"21\"\n");
        Files.createDirectory(directory.resolve("empty"));
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest(name = "{0}; {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "ulimit -v 300000; checkout/shmfit; Could not reserve",
                "ulimit -v 300000; release/bin/shmfit; Could not reserve",
                "export SHMFIT_JAVA_OPTS=-Xmx9999999g; checkout/shmfit; does not start",
                "export SHMFIT_JAVA_OPTS=-Xmx9999999g; release/bin/shmfit; does not start",
                "export SHMFIT_JAVA_OPTS=-XX:+NoSuchOption; release/bin/shmfit; NoSuchOption",
                "export JDK_JAVA_OPTIONS=-XX:+NoSuchOption; checkout/shmfit; NoSuchOption",
                "export JDK_JAVA_OPTIONS=-XX:+NoSuchOption; release/bin/shmfit; NoSuchOption",
                "export JAVA_TOOL_OPTIONS=-agentlib:nosuchagent; checkout/shmfit; nosuchagent",
                "export JAVA_TOOL_OPTIONS=-agentlib:nosuchagent; release/bin/shmfit; nosuchagent",
                "export JAVA_HOME=$PWD/nowhere; checkout/shmfit; there is no bin/java in it",
                "export JAVA_HOME=$PWD/empty; checkout/shmfit; there is no bin/java in it",
                "export JAVA_HOME=$PWD/garbage; checkout/shmfit; does not start",
                "true; broken/bin/shmfit; no libjvm here",
                "rm broken/lib/runtime/bin/java; broken/bin/shmfit; the Java runtime that belongs to it is not beside"
            })
    void what_keeps_java_from_starting_ends_with_69_and_is_told(String before, String launcher, String told)
            throws Exception {
        String script = before + "; exec sh \"$PWD/" + launcher + "\" explain 9637892";
        Ran ran = Ran.command(directory, Map.of("JAVA_HOME", JAVA.toString()), List.of("bash", "-c", script));
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(69);
        assertThat(ran.err()).startsWith("shmfit: ").contains(told.strip());
        assertThat(ran.out()).isEmpty();
    }
}
