package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.units.HiddenName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code probes/shm.sh --clean --yes} among real processes, with names and moves of somebody who wants other files removed.
 * The processes are those of this machine; /dev/shm is a directory of the test's.
 */
class ShmScriptAttackTest {
    private static final Path SCRIPT = Path.of(System.getProperty("shmfit.root"), "probes", "shm.sh");

    @TempDir
    private Path root;

    private Path shm;
    private final List<Process> started = new ArrayList<>();

    static Stream<String> shells() {
        return Stream.of("sh", "busybox sh");
    }

    /** Those that look for mv in PATH, and so do what the test puts there: busybox has its own. */
    static Stream<String> shellsThatLookForPrograms() {
        return Stream.of("sh", "dash");
    }

    @BeforeEach
    void machine() throws IOException {
        shm = Files.createDirectories(root.resolve("dev/shm"));
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "this machine has no /proc");
        Files.createSymbolicLink(root.resolve("proc"), Path.of("/proc"));
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    private Path old(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "data");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7200)));
        return file;
    }

    private String clean(String shell, String... firstInPath) throws IOException, InterruptedException {
        String program = shell.split(" ", -1)[0];
        boolean there =
                Stream.of(System.getenv("PATH").split(":", -1)).anyMatch(d -> Files.isExecutable(Path.of(d, program)));
        Assumptions.assumeTrue(there, "this machine has no " + program);
        List<String> command = new ArrayList<>(List.of(shell.split(" ", -1)));
        command.addAll(List.of(SCRIPT.toString(), "-r", root.toString(), "--alone", "--clean", "--yes"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        for (String directory : firstInPath) {
            environment.put("PATH", directory + ':' + environment.get("PATH"));
        }
        environment.put("TMPDIR", root.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    /** A program that does something once, the first time that it runs, and then what the program of this name does. */
    private String first(String program, String action) throws IOException {
        return program(
                program,
                "if [ ! -e '" + root + "/done' ]; then : >'" + root + "/done'; " + action
                        + "; fi\nPATH=${PATH#*:} exec " + program + " \"$@\"");
    }

    private String program(String name, String text) throws IOException {
        Path directory = Files.createDirectories(root.resolve("first"));
        Path script = directory.resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return directory.toString();
    }

    private void start(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        while (process.isAlive() && !Files.exists(root.resolve("ready"))) {
            Thread.sleep(20);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_name_with_a_line_end_removes_nothing_elsewhere(String shell) throws Exception {
        Path victim = old(root.resolve("victim/passwd"));
        Path trap = shm.resolve("x\n9 8 512 100 " + victim.getParent());
        old(trap.resolve("passwd"));

        assertThat(clean(shell)).contains("1 file(s) with a line end in their paths are not looked at, and stay.");
        assertThat(victim).exists();
        assertThat(trap.resolve("passwd")).exists();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void odd_names_are_removed_and_those_that_resemble_them_stay(String shell) throws Exception {
        Path held = old(shm.resolve("a"));
        for (String name : List.of("a ", " a", "-rf", "*", "$(touch x)", "esc\u001b[2J", "back\\slash", "sub dir/f")) {
            old(shm.resolve(name));
        }
        Files.createSymbolicLink(shm.resolve("link"), old(root.resolve("victim/file")));
        start("sh", "-c", "exec 9<'" + held + "'; : >'" + root + "/ready'; exec sleep 300");

        String out = clean(shell);

        assertThat(out).contains("Removed 8 file(s).").doesNotContain("\u001b");
        assertThat(held).exists();
        assertThat(root.resolve("victim/file")).exists();
        assertThat(shm.resolve("link")).isSymbolicLink();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_a_process_has_open_by_another_path_or_runs_stays(String shell) throws Exception {
        Path open = old(shm.resolve("open"));
        Path other = Files.createLink(root.resolve("elsewhere"), open);
        Path run = shm.resolve("program");
        Files.copy(Path.of("/bin/sleep").toRealPath(), run);
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setLastModifiedTime(run, FileTime.from(Instant.now().minusSeconds(7200)));
        boolean alone = !Path.of("/bin/sleep").toRealPath().toString().contains("busybox");
        Assumptions.assumeTrue(alone, "sleep is a name of another program here");
        start("sh", "-c", "exec 9<'" + other + "'; : >'" + root + "/ready'; exec '" + run + "' 300");
        old(shm.resolve("nobodys"));

        assertThat(clean(shell)).contains("Removed 1 file(s).");
        assertThat(open).exists();
        assertThat(run).exists();
        assertThat(shm.resolve("nobodys")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shellsThatLookForPrograms")
    void a_file_that_is_opened_between_the_looks_gets_its_name_back(String shell) throws Exception {
        Path file = old(shm.resolve("nccl-Late01"));
        Path pid = root.resolve("pid");
        String late =
                first("mv", "exec 9<'" + file + "'; sleep 300 <&9 >/dev/null 2>&1 & echo $! >'" + pid + "'; exec 9<&-");

        String out = clean(shell, late);
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip(), 10)).ifPresent(ProcessHandle::destroyForcibly);

        assertThat(out).contains("stays: a process has opened it meanwhile", "Removed 0 file(s).");
        assertThat(file).hasContent("data");
        try (Stream<Path> left = Files.list(shm)) {
            assertThat(left).containsExactly(file);
        }
    }

    @ParameterizedTest
    @MethodSource("shellsThatLookForPrograms")
    void a_file_that_was_replaced_stays(String shell) throws Exception {
        old(shm.resolve("one"));
        old(shm.resolve("two"));
        String swap = first("mv", "for f in one two; do rm -f '" + shm + "'/$f; echo new >'" + shm + "'/$f; done");

        String out = clean(shell, swap);

        assertThat(out).contains("could not be removed");
        try (Stream<Path> left = Files.list(shm)) {
            assertThat(left.map(ShmScriptAttackTest::text)).contains("new\n").hasSize(2);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("shellsThatLookForPrograms")
    void a_directory_that_becomes_a_link_leads_nowhere(String shell) throws Exception {
        Path victim = old(root.resolve("victim/file"));
        old(shm.resolve("a/file"));
        old(shm.resolve("b/file"));
        String swap = first(
                "mv",
                "for d in a b; do rm -rf '" + shm + "'/$d; ln -s '" + victim.getParent() + "' '" + shm + "'/$d; done");

        assertThat(clean(shell, swap)).contains("Removed 0 file(s).");
        assertThat(victim).exists();
    }

    /** What is open is told by stat -L; the names are listed without it. */
    @ParameterizedTest
    @MethodSource("shellsThatLookForPrograms")
    void a_file_that_is_only_open_stays_where_stat_fails(String shell) throws Exception {
        Path held = old(shm.resolve("nccl-Open01"));
        old(shm.resolve("nccl-Gone01"));
        start("sh", "-c", "exec 9<'" + held + "'; : >'" + root + "/ready'; exec sleep 300");
        for (String end : List.of("echo 'stat: Cannot allocate memory' >&2; exit 1", "kill -9 $$")) {
            String broken = program("stat", "[ \"$1\" != -L ] || { " + end + "; }\nPATH=${PATH#*:} exec stat \"$@\"");

            assertThat(clean(shell, broken)).contains("unknown", "not all was", "Removed 0 file(s).");
        }
        try (Stream<Path> left = Files.list(shm)) {
            assertThat(left).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_machine_without_processes_is_not_seen(String shell) throws Exception {
        Path file = old(shm.resolve("nccl-Gone01"));
        Files.delete(root.resolve("proc"));
        Files.createDirectory(root.resolve("proc"));

        assertThat(clean(shell)).contains("/proc shows no process", "Removed 0 file(s).");
        assertThat(file).exists();
    }

    /** The name is away when mv has run; the look after it takes long enough for a signal. */
    @ParameterizedTest
    @MethodSource("shellsThatLookForPrograms")
    void a_clean_that_is_stopped_gives_the_names_back(String shell) throws Exception {
        Path file = old(shm.resolve("nccl-Gone01"));
        first(
                "mv",
                "PATH=${PATH#*:} mv \"$@\"; for p in $(cut -d ' ' -f 4 /proc/$PPID/stat) $PPID; do"
                        + " case $(tr '\\0' ' ' </proc/$p/cmdline) in *java*) ;; *shm.sh*) kill -TERM $p ;; esac; done; exit 0");
        String stopping = root.resolve("first").toString();

        assertThat(clean(shell, stopping)).doesNotContain("Removed 1");
        try (Stream<Path> left = Files.list(shm)) {
            assertThat(left).containsExactly(file);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_a_clean_that_was_killed_has_hidden_is_named_and_removed_or_gets_its_name_back(String shell)
            throws Exception {
        Path held = old(shm.resolve("sub/" + HiddenName.name(Integer.MAX_VALUE, "f00f00", "nccl-Open01")));
        old(shm.resolve(HiddenName.name(Integer.MAX_VALUE, "f00f00", "nccl-Gone01")));
        Path working = old(shm.resolve(HiddenName.name(ProcessHandle.current().pid(), "f00f00", "nccl-Gone02")));
        start("sh", "-c", "exec 9<'" + held + "'; : >'" + root + "/ready'; exec sleep 300");

        assertThat(clean(shell))
                .contains(
                        "a clean took its name away, nccl-Gone01",
                        "nccl-Open01 has its name again.",
                        "Removed 1 file(s).");
        try (Stream<Path> left = Files.walk(shm)) {
            assertThat(left.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrder(working, held.resolveSibling("nccl-Open01"));
        }
    }
}
