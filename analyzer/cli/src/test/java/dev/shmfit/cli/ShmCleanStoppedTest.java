package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shm --clean --yes} as a process of its own that is ended while the names of files are taken away. */
class ShmCleanStoppedTest {
    @TempDir
    private Path root;

    private Path shm;
    private @Nullable Process started;

    @BeforeEach
    void machine() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "this machine has no /proc");
        shm = Files.createDirectories(root.resolve("dev/shm"));
        Files.createSymbolicLink(root.resolve("proc"), Path.of("/proc"));
        for (String name : List.of("nccl-Gone01", "nccl-Open01", "sub/torch_815_1_0")) {
            Path file = shm.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "data");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7200)));
        }
    }

    @AfterEach
    void stop() {
        if (started != null) {
            started.destroyForcibly();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(shm)) {
            return all.filter(Files::isRegularFile)
                    .map(f -> shm.relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Starts it, and waits until its last look, which a program in PATH makes endless. */
    private Process startedUntilTheLastLook() throws IOException, InterruptedException {
        Path find = Files.createDirectories(root.resolve("first")).resolve("find");
        Files.writeString(
                find,
                "#!/bin/sh\nif ls '" + shm + "'/.shmfit-* >'" + root + "/none' 2>&1; then exec sleep 8; fi\n"
                        + "PATH=${PATH#*:} exec find \"$@\"\n");
        Files.setPosixFilePermissions(find, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.shmfit.cli.Shmfit",
                "shm",
                "--root",
                root.toString(),
                "--alone",
                "--clean",
                "--yes");
        builder.environment().put("PATH", find.getParent() + ":" + System.getenv("PATH"));
        builder.redirectErrorStream(true).redirectOutput(root.resolve("out").toFile());
        Process clean = builder.start();
        started = clean;
        while (clean.isAlive()
                && names().stream().filter(n -> n.contains(".shmfit-")).count() < 3) {
            Thread.sleep(20);
        }
        assertThat(clean.isAlive()).as(Files.readString(root.resolve("out"))).isTrue();
        return clean;
    }

    @Test
    void stopped_it_gives_the_names_back() throws Exception {
        Process clean = startedUntilTheLastLook();

        clean.destroy();

        assertThat(clean.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(names()).containsExactly("nccl-Gone01", "nccl-Open01", "sub/torch_815_1_0");
    }

    @Test
    void killed_it_leaves_names_that_the_next_one_tells_and_removes_or_gives_back() throws Exception {
        Process clean = startedUntilTheLastLook();
        String dry = Shell.quiet()
                .run("shm", "--root", root.toString(), "--alone", "--clean")
                .out();
        assertThat(dry).contains("is looking at it for the last time");
        clean.destroyForcibly().waitFor();
        assertThat(names()).hasSize(3).allMatch(n -> n.contains(".shmfit-"));
        Path open = shm.resolve(
                names().stream().filter(n -> n.contains("Open01")).findFirst().orElseThrow());

        try (FileChannel held = FileChannel.open(open, StandardOpenOption.READ)) {
            String out = Shell.quiet()
                    .run("shm", "--root", root.toString(), "--alone", "--clean", "--yes")
                    .out();

            assertThat(out)
                    .contains("a clean took its name away, nccl-Gone01", "has its name again.", "Removed 2 files");
            assertThat(held.isOpen()).isTrue();
        }
        assertThat(names()).containsExactly("nccl-Open01");
    }
}
