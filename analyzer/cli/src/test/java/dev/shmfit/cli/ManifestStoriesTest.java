package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that died, as their users start them: from "fails" to "fits" by what fix makes of the file. */
class ManifestStoriesTest {
    private static final String NODE = Path.of(System.getProperty("shmfit.root"), "fixtures/nodes/hgx-h100-8/capture")
            .toString();
    /** 60 images of 500 KB: the first story's loader. */
    private static final String LOADER =
            "loaders: [{name: train, workers: 4, prefetch: 2, batch: 60, sample: 500KB}]\n";

    @TempDir
    Path directory;

    private int analyzed(Path job, Path workload) {
        return Shell.quiet()
                .run("analyze", NODE, "-f", job.toString(), "--workload", workload.toString())
                .exitCode();
    }

    @ParameterizedTest
    @CsvSource({
        "one-h100, compose.yaml",
        "one-h100, pod.yaml",
        "one-h100, job.sbatch",
        "argo, workflow.yaml",
        "guide, pod.yaml",
        "service, run.sh",
        "service, compose.yaml"
    })
    void a_job_that_died_fits_when_its_file_is_fixed(String story, String name) throws IOException {
        Path from = Path.of(System.getProperty("shmfit.root"), "fixtures/manifests/stories", story, name);
        Path job = Files.copy(from, directory.resolve(name));
        Path workload = Files.writeString(directory.resolve("workload.yaml"), LOADER);
        assertThat(analyzed(job, workload)).as("before").isEqualTo(ExitCode.PROBLEM);
        Ran fix =
                Shell.quiet().run("fix", "--write", "--node", NODE, "--workload", workload.toString(), job.toString());
        assertThat(fix.exitCode()).as(fix.err()).isZero();
        assertThat(fix.err()).doesNotContain("rule of thumb");
        assertThat(analyzed(job, workload)).as(Files.readString(job)).isZero();
        assertThat(Shell.quiet()
                        .run("lint", "--node", NODE, "--workload", workload.toString(), job.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void a_workload_without_a_node_says_what_is_missing() throws IOException {
        Path workload = Files.writeString(directory.resolve("workload.yaml"), LOADER);
        Ran ran = Shell.with("a: 1").run("lint", "--workload", workload.toString(), "-");
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("give both");
    }
}
