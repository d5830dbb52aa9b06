package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Docker compose reads compose.override.yaml over compose.yaml, and so does shmfit. */
class ComposeOverrideTest {
    @TempDir
    Path directory;

    private Path base;

    @BeforeEach
    void write() throws IOException {
        base = Files.writeString(directory.resolve("compose.yaml"), """
                services:
                  # trains
                  train:
                    image: pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime
                    command: torchrun --nproc-per-node 4 train.py
                    ulimits: {memlock: -1}
                """);
    }

    @Test
    void a_size_in_the_override_is_the_services() throws IOException {
        assertThat(Shell.quiet().run("lint", base.toString()).out()).contains("[shm-not-set]");
        override("shm_size: 8g");
        assertThat(Shell.quiet().run("lint", base.toString()).out()).startsWith("0 problems");
        assertThat(Shell.quiet().run("lint", directory.toString()).out()).startsWith("0 problems");
        assertThat(Shell.quiet().run("fix", base.toString()).out()).isEmpty();
    }

    @Test
    void the_override_that_fix_prints_mends_the_file() throws IOException {
        Ran patch = Shell.quiet().run("fix", "--patch", "compose-override", base.toString());
        assertThat(patch.out()).contains("shm_size");
        Files.writeString(directory.resolve("compose.override.yaml"), patch.out());
        assertThat(Shell.quiet().run("lint", base.toString()).out()).startsWith("0 problems");
    }

    @Test
    void a_service_that_only_the_override_has_is_a_job_of_it() throws IOException {
        Files.writeString(directory.resolve("compose.override.yaml"), """
                services:
                  second:
                    image: x
                    command: torchrun --nproc-per-node 2 train.py
                """);
        assertThat(Shell.quiet().run("lint", base.toString()).out())
                .contains(
                        "compose.yaml:3:3: problem: Service train",
                        "compose.override.yaml:2:3: problem: Service second");
    }

    @Test
    void an_override_under_any_name_counts_where_it_is_handed_over() throws IOException {
        Path gpu = Files.move(base, directory.resolve("gpu.yml"));
        Path override = Files.writeString(directory.resolve("gpu.override.yml"), "services: {train: {shm_size: 8g}}\n");
        assertThat(Shell.quiet().run("lint", gpu.toString()).out()).contains("[shm-not-set]");
        assertThat(Shell.quiet()
                        .run("lint", gpu.toString(), override.toString())
                        .out())
                .startsWith("0 problems");
    }

    @Test
    void a_fix_changes_the_base_where_the_override_says_nothing_of_it() throws IOException {
        override("environment: {A: b}");
        Ran fix = Shell.quiet().run("fix", "--write", base.toString());
        assertThat(fix.exitCode()).as(fix.err()).isZero();
        assertThat(Files.readString(base)).contains("# trains", "    shm_size: 4g");
        assertThat(Shell.quiet().run("lint", base.toString()).out()).startsWith("0 problems");
    }

    private void override(String line) throws IOException {
        Files.writeString(directory.resolve("compose.override.yaml"), "services:\n  train:\n    " + line + "\n");
    }
}
