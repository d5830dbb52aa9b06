package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code shmfit} in a checkout of its own, where java and mvn are scripts that say how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Instant BEFORE = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant AFTER = BEFORE.plusSeconds(60);

    @TempDir
    Path directory;

    private Path checkout;
    private Path jdk;
    private Path source;
    private Path jar;
    private String path;

    @BeforeEach
    void make_a_checkout() throws IOException {
        checkout = directory.resolve("a checkout");
        jdk = directory.resolve("a jdk");
        Path bin = directory.resolve("bin");
        source = checkout.resolve("analyzer/core/src/main/Some.java");
        jar = checkout.resolve("analyzer/cli/target/shmfit.jar");
        path = bin + ":/usr/bin:/bin";
        write(checkout.resolve("pom.xml"), "<project/>");
        write(source, "class Some {}");
        write(checkout.resolve("fixtures/cases/a/case.json"), "{}");
        try (Stream<Path> old = Files.walk(checkout)) {
            for (Path p : old.toList()) {
                Files.setLastModifiedTime(p, FileTime.from(BEFORE));
            }
        }
        Files.copy(Path.of(System.getProperty("shmfit.root"), "shmfit"), checkout.resolve("shmfit"));
        script(checkout.resolve("shmfit"), null);
        script(
                bin.resolve("mvn"),
                "echo built; mkdir -p analyzer/cli/target; echo jar > analyzer/cli/target/shmfit.jar");
        script(jdk.resolve("bin/java"), "for a in \"$@\"; do echo \"[$a]\"; done");
        script(jdk.resolve("bin/javac"), "");
        write(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    }

    @Test
    void a_missing_jar_is_built_and_what_the_build_says_stays_off_standard_output() throws Exception {
        Ran ran = shmfit("analyze", "a case");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("shmfit: building").contains("built");
        assertThat(ran.out().lines()).endsWith("[-jar]", "[" + jar.toRealPath() + "]", "[analyze]", "[a case]");
        assertThat(ran.out()).doesNotContain("built");
    }

    @Test
    void a_jar_newer_than_the_sources_is_run_as_it_is() throws Exception {
        jar(AFTER);
        assertThat(shmfit("--version").err()).isEmpty();
    }

    @Test
    void a_source_newer_than_the_jar_starts_a_build() throws Exception {
        jar(AFTER);
        Files.setLastModifiedTime(source, FileTime.from(AFTER.plusSeconds(60)));
        assertThat(shmfit("--version").err()).contains("building");
    }

    @Test
    void a_build_that_leaves_the_jar_as_it_was_is_not_repeated() throws Exception {
        script(directory.resolve("bin/mvn"), "echo nothing to do");
        jar(BEFORE);
        Files.setLastModifiedTime(source, FileTime.from(AFTER));
        assertThat(shmfit("--version").err()).contains("nothing to do");
        assertThat(shmfit("--version").err()).isEmpty();
    }

    @Test
    void a_rewritten_golden_output_starts_no_build() throws Exception {
        jar(AFTER);
        write(checkout.resolve("fixtures/cases/a/expected/report.txt"), "newer than the jar");
        assertThat(shmfit("--version").err()).isEmpty();
    }

    @Test
    void it_is_found_through_symbolic_links_and_from_any_directory() throws Exception {
        jar(AFTER);
        Path first = Files.createSymbolicLink(directory.resolve("first"), Path.of("a checkout/shmfit"));
        Path second = Files.createSymbolicLink(directory.resolve("second"), first);
        Ran ran = run(Map.of("JAVA_HOME", jdk.toString(), "PATH", path), List.of("sh", second.toString(), "x"));
        assertThat(ran.out()).as(ran.err()).contains("[" + jar.toRealPath() + "]");
    }

    @Test
    void further_options_for_java_come_after_our_own() throws Exception {
        jar(AFTER);
        Ran ran = run(
                Map.of("JAVA_HOME", jdk.toString(), "PATH", path, "SHMFIT_JAVA_OPTS", "-Xmx1g -Dx=y"),
                List.of("sh", checkout.resolve("shmfit").toString()));
        assertThat(ran.out().lines()).containsSubsequence("[-Xmx160m]", "[-Xmx1g]", "[-Dx=y]", "[-jar]");
    }

    @Test
    void a_broken_build_is_exit_code_70_and_runs_nothing() throws Exception {
        script(directory.resolve("bin/mvn"), "echo 'cannot find symbol'; exit 1");
        Ran ran = shmfit("--version");
        assertThat(ran.exitCode()).isEqualTo(70);
        assertThat(ran.err()).contains("cannot find symbol").contains("the build failed");
        assertThat(ran.out()).isEmpty();
        assertThat(checkout.resolve("analyzer/cli/target/build.lock")).doesNotExist();
    }

    @Test
    void the_lock_of_a_build_that_was_killed_is_removed() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        write(checkout.resolve("analyzer/cli/target/build.lock/pid"), gone.pid() + "\n");
        assertThat(shmfit("--version").exitCode()).isZero();
        assertThat(checkout.resolve("analyzer/cli/target/build.lock")).doesNotExist();
    }

    @Test
    void an_old_java_is_named_with_what_is_needed() throws Exception {
        write(jdk.resolve("release"), "JAVA_VERSION=\"1.8.0_392\"\n");
        Ran ran = shmfit("--version");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("is Java 8; shmfit needs a JDK 17 or later");
    }

    @Test
    void a_java_home_without_java_is_named() throws Exception {
        Ran ran = run(
                Map.of("JAVA_HOME", "/nowhere", "PATH", path),
                List.of("sh", checkout.resolve("shmfit").toString()));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("JAVA_HOME is /nowhere");
    }

    @Test
    void a_java_without_a_compiler_is_named_when_there_is_something_to_build() throws Exception {
        Files.delete(jdk.resolve("bin/javac"));
        Ran ran = shmfit("--version");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("comes without a compiler");
        jar(AFTER);
        assertThat(shmfit("--version").exitCode()).isZero();
    }

    private Ran shmfit(String... args) throws IOException, InterruptedException {
        List<String> argv =
                new ArrayList<>(List.of("sh", checkout.resolve("shmfit").toString()));
        argv.addAll(List.of(args));
        return run(Map.of("JAVA_HOME", jdk.toString(), "PATH", path), argv);
    }

    private Ran run(Map<String, String> environment, List<String> argv) throws IOException, InterruptedException {
        return Ran.command(directory, environment, argv);
    }

    private void jar(Instant time) throws IOException {
        write(jar, "jar");
        Files.setLastModifiedTime(jar, FileTime.from(time));
    }

    private static void script(Path file, @Nullable String body) throws IOException {
        if (body != null) {
            write(file, "#!/bin/sh\n" + body + "\n");
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
