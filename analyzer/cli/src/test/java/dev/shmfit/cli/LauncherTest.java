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
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code shmfit} in a checkout of its own, where java and mvn are scripts that say how they were called, run by
 * each of the shells that people have.
 */
@DisabledOnOs(OS.WINDOWS)
@ParameterizedClass
@ValueSource(strings = {"dash", "bash", "busybox sh"})
class LauncherTest {
    /** What an archive ends with, and so the least that is taken for a whole jar. */
    private static final String JAR = "PK\005\006" + "\0".repeat(18);

    private static final String MAKES_A_JAR = "echo '[INFO] Building shmfit :: core 1.0 [2/6]'; echo noise; mkdir -p"
            + " analyzer/cli/target; { printf 'PK\\005\\006'; head -c 18 /dev/zero; } >analyzer/cli/target/shmfit.jar";

    @Parameter
    private String shell = "";

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
        script(bin.resolve("mvn"), MAKES_A_JAR);
        script(jdk.resolve("bin/java"), "for a in \"$@\"; do echo \"[$a]\"; done");
        script(jdk.resolve("bin/javac"), "");
        write(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    }

    @Test
    void a_missing_jar_is_built_and_where_the_build_is_stands_on_standard_error() throws Exception {
        Ran ran = shmfit("analyze", "a case");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err())
                .contains(
                        "shmfit: building " + jar.toRealPath(),
                        "shmfit: building shmfit :: core 1.0 [2/6], ",
                        "shmfit: built in ")
                .doesNotContain("noise", "\033", "\r");
        assertThat(checkout.resolve("analyzer/cli/target/build.log")).doesNotExist();
        assertThat(ran.out().lines()).endsWith("[-jar]", "[" + jar.toRealPath() + "]", "[analyze]", "[a case]");
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
        assertThat(shmfit("--version").err()).contains("building");
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
        Ran ran = run(Map.of("JAVA_HOME", jdk.toString(), "PATH", path), List.of(second.toString(), "x"));
        assertThat(ran.out()).as(ran.err()).contains("[" + jar.toRealPath() + "]");
    }

    @Test
    void further_options_for_java_come_after_our_own() throws Exception {
        jar(AFTER);
        Ran ran = run(
                Map.of("JAVA_HOME", jdk.toString(), "PATH", path, "SHMFIT_JAVA_OPTS", "-Xmx1g -Dx=y"),
                List.of(checkout.resolve("shmfit").toString()));
        assertThat(ran.out().lines()).containsSubsequence("[-Xmx160m]", "[-Xmx1g]", "[-Dx=y]", "[-jar]");
    }

    @Test
    void the_first_start_keeps_classes_and_the_next_takes_them_and_starts_java_once() throws Exception {
        javaThatKeeps("echo kept >kept");
        jar(AFTER);
        assertThat(shmfit("--version").err()).isEmpty();
        Path log = directory.resolve("calls");
        assertThat(Files.readString(log)).contains("dev.shmfit.cli.Rehearsal", "-Xshare:dump");
        Files.delete(log);
        Ran second = shmfit("--version");
        assertThat(second.out())
                .contains("[-XX:SharedArchiveFile=" + jar.toRealPath().getParent());
        assertThat(Files.readAllLines(log)).hasSize(1);
        // Another jar: the kept classes are no longer of it.
        jar(Instant.now().plusSeconds(5));
        assertThat(shmfit("--version").out()).contains("[-jar]");
        assertThat(Files.readAllLines(log)).hasSizeGreaterThan(2);
    }

    @Test
    void classes_that_cannot_be_kept_are_tried_for_once_and_change_nothing() throws Exception {
        javaThatKeeps("exit 1");
        jar(AFTER);
        assertThat(shmfit("--version").exitCode()).isZero();
        Files.delete(directory.resolve("calls"));
        Ran again = shmfit("--version");
        assertThat(again.out()).contains("[-jar]").doesNotContain("SharedArchiveFile");
        assertThat(Files.readString(directory.resolve("calls"))).doesNotContain("Rehearsal");
    }

    @Test
    void a_java_with_further_options_is_tried_first_even_where_classes_are_kept() throws Exception {
        javaThatKeeps("echo kept >kept");
        jar(AFTER);
        assertThat(shmfit("--version").exitCode()).isZero();
        Files.delete(directory.resolve("calls"));
        run(
                Map.of("JAVA_HOME", jdk.toString(), "PATH", path, "SHMFIT_JAVA_OPTS", "-Xmx1g"),
                List.of(checkout.resolve("shmfit").toString()));
        assertThat(Files.readAllLines(directory.resolve("calls"))).hasSize(2);
    }

    /** A Java that notes each call, and does {@code dump} where classes are to be kept. */
    private void javaThatKeeps(String dump) throws IOException {
        script(jdk.resolve("bin/java"), """
                echo "$*" >>'%s'
                case $* in
                *-Xshare:dump*) %s ;;
                *DumpLoadedClassList*) ;;
                *) for a in "$@"; do echo "[$a]"; done ;;
                esac""".formatted(directory.resolve("calls"), dump));
        Files.setLastModifiedTime(jdk.resolve("bin/java"), FileTime.from(BEFORE));
    }

    @Test
    void a_broken_build_ends_with_69_and_what_maven_said_and_runs_nothing() throws Exception {
        script(directory.resolve("bin/mvn"), "echo '[INFO] fine'; echo '[ERROR] cannot find symbol'; exit 1");
        Ran ran = shmfit("--version");
        assertThat(ran.exitCode()).isEqualTo(69);
        assertThat(ran.err()).contains("cannot find symbol", "the build failed").doesNotContain("fine");
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
        assertThat(ran.exitCode()).isEqualTo(69);
        assertThat(ran.err()).contains("is Java 8; shmfit needs a JDK 17 or later");
    }

    @Test
    void a_java_home_without_java_is_named() throws Exception {
        Ran ran = run(
                Map.of("JAVA_HOME", "/nowhere", "PATH", path),
                List.of(checkout.resolve("shmfit").toString()));
        assertThat(ran.exitCode()).isEqualTo(69);
        assertThat(ran.err()).contains("JAVA_HOME is /nowhere");
    }

    @Test
    void a_java_without_a_compiler_is_named_when_there_is_something_to_build() throws Exception {
        Files.delete(jdk.resolve("bin/javac"));
        Ran ran = shmfit("--version");
        assertThat(ran.exitCode()).isEqualTo(69);
        assertThat(ran.err()).contains("comes without a compiler");
        jar(AFTER);
        assertThat(shmfit("--version").exitCode()).isZero();
    }

    @Test
    void a_java_that_does_not_start_ends_with_69_and_what_it_said() throws Exception {
        jar(AFTER);
        script(jdk.resolve("bin/java"), "echo 'Could not reserve enough space for the heap'; exit 1");
        Ran ran = shmfit("analyze", "x");
        assertThat(ran.exitCode()).isEqualTo(69);
        assertThat(ran.err()).contains("bin/java does not start; it says: Could not reserve enough space");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void what_shmfit_itself_ends_with_is_handed_on() throws Exception {
        jar(AFTER);
        script(jdk.resolve("bin/java"), "case \"$*\" in *-jar*) exit 1 ;; esac");
        assertThat(shmfit("analyze", "x").exitCode()).isEqualTo(1);
    }

    @Test
    void a_build_without_a_jar_is_an_error_and_leaves_nothing_that_breaks_the_next_call() throws Exception {
        for (String build : List.of(
                "mkdir -p analyzer/cli/target",
                ": >analyzer/cli/target/shmfit.jar",
                "echo half >analyzer/cli/target/shmfit.jar")) {
            script(directory.resolve("bin/mvn"), build);
            Ran ran = shmfit("--version");
            assertThat(ran.exitCode()).as(build).isEqualTo(69);
            assertThat(ran.err()).contains("the build ended well, but left no jar that could be run");
            assertThat(jar).doesNotExist();
            assertThat(checkout.resolve("analyzer/cli/target/build.lock")).doesNotExist();
        }
        script(directory.resolve("bin/mvn"), MAKES_A_JAR);
        assertThat(shmfit("--version").exitCode()).isZero();
    }

    @Test
    void a_jar_that_is_cut_short_is_built_again() throws Exception {
        jar(AFTER);
        Files.writeString(jar, "PK\003\004 the beginning of a jar");
        Files.setLastModifiedTime(jar, FileTime.from(AFTER));
        assertThat(shmfit("--version").err()).contains("building");
    }

    @Test
    void a_released_jar_beside_it_is_run_without_any_build() throws Exception {
        write(checkout.resolve("shmfit.jar"), JAR);
        Files.delete(directory.resolve("bin/mvn"));
        Ran ran = shmfit("--version");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("[" + checkout.toRealPath() + "/shmfit.jar]");
        write(checkout.resolve("shmfit.jar"), "<html>404");
        ran = shmfit("--version");
        assertThat(ran.exitCode()).isEqualTo(69);
        assertThat(ran.err()).contains("shmfit.jar is not whole");
    }

    @Test
    void without_a_jar_and_without_source_it_says_that_there_is_nothing_to_run() throws Exception {
        Files.delete(checkout.resolve("pom.xml"));
        Ran ran = shmfit("--version");
        assertThat(ran.exitCode()).isEqualTo(69);
        assertThat(ran.err()).contains("no shmfit.jar beside", "no source to build one from");
    }

    @Test
    void no_maven_is_named_when_there_is_something_to_build() throws Exception {
        Files.delete(directory.resolve("bin/mvn"));
        path = directory.resolve("bin") + ":" + withoutMaven();
        Ran ran = shmfit("--version");
        assertThat(ran.exitCode()).isEqualTo(69);
        assertThat(ran.err()).contains("no mvn in PATH");
    }

    /** The programs of this machine, all but Maven. */
    private String withoutMaven() throws IOException {
        Path others = Files.createDirectory(directory.resolve("others"));
        for (String name : List.of(
                "cat",
                "cut",
                "date",
                "dirname",
                "find",
                "grep",
                "head",
                "mkdir",
                "ps",
                "readlink",
                "rm",
                "rmdir",
                "sed",
                "sleep",
                "tail",
                "touch",
                "tr",
                "uname")) {
            for (String bin : List.of("/usr/bin", "/bin")) {
                Path program = Path.of(bin, name);
                if (Files.exists(program)) {
                    Files.createSymbolicLink(others.resolve(name), program);
                    break;
                }
            }
        }
        return others.toString();
    }

    @Test
    void in_a_checkout_that_may_not_be_written_the_jar_that_is_there_runs_or_it_says_what_to_do() throws Exception {
        Ran ran = unwritable();
        assertThat(ran.exitCode()).as(ran.out()).isEqualTo(69);
        assertThat(ran.err()).contains("there is no jar yet", "cannot be written", "put a released shmfit.jar beside");
        jar(BEFORE);
        Files.setLastModifiedTime(source, FileTime.from(AFTER));
        ran = unwritable();
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("which is older than the sources").contains("cannot be written");
        assertThat(ran.out()).contains("[--version]");
        jar(AFTER);
        assertThat(unwritable().err()).isEmpty();
    }

    @Test
    void a_lock_in_a_checkout_that_may_not_be_written_does_not_keep_the_jar_from_running() throws Exception {
        jar(AFTER);
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        write(checkout.resolve("analyzer/cli/target/build.lock/pid"), gone.pid() + "\n");
        Ran ran = unwritable();
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("[--version]");
    }

    /** Runs it as a user who may read the checkout only. */
    private Ran unwritable() throws IOException, InterruptedException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path p : all.toList()) {
                boolean open = Files.isDirectory(p) || Files.isExecutable(p);
                Files.setPosixFilePermissions(p, PosixFilePermissions.fromString(open ? "r-xr-xr-x" : "r--r--r--"));
            }
        }
        Path out = Files.createTempDirectory("ran");
        try {
            List<String> argv = new ArrayList<>();
            if (System.getProperty("user.name").equals("root")) {
                MachineParts.orSkip(Files.isExecutable(Path.of("/usr/bin/setpriv")), "there is no setpriv");
                argv.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
            }
            argv.addAll(List.of(shell.split(" ")));
            argv.addAll(List.of(checkout.resolve("shmfit").toString(), "--version"));
            return Ran.command(out, Map.of("JAVA_HOME", jdk.toString(), "PATH", path), argv);
        } finally {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path p : all.toList()) {
                    boolean open = Files.isDirectory(p) || Files.isExecutable(p);
                    Files.setPosixFilePermissions(p, PosixFilePermissions.fromString(open ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    @Test
    void who_waits_for_a_build_is_told_for_which() throws Exception {
        Process builder = new ProcessBuilder("sleep", "6").start();
        write(checkout.resolve("analyzer/cli/target/build.lock/pid"), builder.pid() + "\n");
        Ran ran = shmfit("--version");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err())
                .contains("waiting for a build that is under way (process " + builder.pid() + "), ", "remove ")
                .contains("building");
    }

    @Test
    void file_names_beyond_ascii_work_where_the_locale_knows_ascii_only() throws Exception {
        jar(AFTER);
        script(jdk.resolve("bin/java"), "printf '%s\\n' \"$LC_ALL\" \"$@\"");
        Ran ran = run(
                Map.of("JAVA_HOME", jdk.toString(), "PATH", path, "LC_ALL", "C"),
                List.of(checkout.resolve("shmfit").toString(), "x"));
        assertThat(ran.out()).contains("C.UTF-8", "-Dshmfit.charset=US-ASCII");
        ran = run(
                Map.of("JAVA_HOME", jdk.toString(), "PATH", path, "LC_ALL", "ko_KR.UTF-8"),
                List.of(checkout.resolve("shmfit").toString(), "x"));
        assertThat(ran.out()).contains("ko_KR.UTF-8").doesNotContain("shmfit.charset");
    }

    @Test
    void a_locale_that_is_not_installed_still_names_language_and_characters() throws Exception {
        jar(AFTER);
        script(jdk.resolve("bin/java"), "printf '%s\\n' \"$LC_ALL\" \"$@\"");
        Path bin = Files.createDirectories(checkout.resolve("bin"));
        script(bin.resolve("locale"), "echo ANSI_X3.4-1968");
        Ran ran = run(
                Map.of("JAVA_HOME", jdk.toString(), "PATH", bin + ":" + path, "LANG", "ko_KR.UTF-8"),
                List.of(checkout.resolve("shmfit").toString(), "x"));
        assertThat(ran.out()).contains("C.UTF-8", "-Dshmfit.locale=ko_KR.UTF-8").doesNotContain("shmfit.charset");
    }

    @Test
    void a_closed_standard_output_is_not_given_to_the_first_file_that_is_opened() throws Exception {
        jar(AFTER);
        script(
                jdk.resolve("bin/java"),
                "at=$(readlink /proc/$$/fd/1); case \"$*\" in *-jar*) echo \"$at\" >&2 ;; esac");
        Ran ran = Ran.command(
                directory,
                Map.of("JAVA_HOME", jdk.toString(), "PATH", path),
                List.of("sh", "-c", shell + " '" + checkout.resolve("shmfit") + "' >&-"));
        assertThat(ran.err().strip()).isEqualTo("/dev/null");
    }

    private Ran shmfit(String... args) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(checkout.resolve("shmfit").toString()));
        argv.addAll(List.of(args));
        return run(Map.of("JAVA_HOME", jdk.toString(), "PATH", path), argv);
    }

    private Ran run(Map<String, String> environment, List<String> argv) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(shell.split(" ")));
        MachineParts.orSkip(
                Stream.of("/bin/", "/usr/bin/").anyMatch(d -> Files.isExecutable(Path.of(d + all.get(0)))),
                "there is no " + all.get(0));
        all.addAll(argv);
        return Ran.command(directory, environment, all);
    }

    private void jar(Instant time) throws IOException {
        write(jar, JAR);
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
