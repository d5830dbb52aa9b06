package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slurm itself with a prolog that runs {@code shmfit check}. */
class SlurmPrologTest {
    @TempDir
    private Path directory;

    /** The prolog that is released, with this build in the place of /opt/shmfit. */
    private Path prolog() throws IOException {
        Path shmfit = executable("shmfit", """
                #!/bin/sh
                PATH=%1$s/bin:$PATH
                %2$s -XX:TieredStopAtLevel=1 -cp '%3$s' dev.shmfit.cli.Shmfit "$@" > %1$s/prolog.out 2>&1
                code=$?
                echo $code > %1$s/prolog.code
                exit $code
                """.formatted(
                        directory,
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path")));
        Path released = Path.of(System.getProperty("shmfit.root"), "analyzer", "dist", "src", "slurm", "prolog.sh");
        return executable(
                "prolog.sh",
                Files.readString(released)
                        .replace("/opt/shmfit/bin/shmfit", shmfit.toString())
                        .replace("--timeout 5", "--timeout 1"));
    }

    private Path executable(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    @Test
    void a_sound_node_runs_the_job_and_one_whose_driver_hangs_is_drained() throws Exception {
        try (SlurmNode node = SlurmNode.start(directory, "Prolog=" + prolog() + "\nPrologFlags=Alloc")) {
            Ran job = node.shell("timeout 100 srun -n1 df -h /dev/shm");
            assertThat(job.exitCode()).as(job.err() + said()).isZero();
            assertThat(job.out()).contains("/dev/shm");
            assertThat(Files.readString(directory.resolve("prolog.code")).strip())
                    .isEqualTo("0");

            executable("bin/nvidia-smi", "#!/bin/sh\nexec sleep 60\n");
            node.shell("timeout 100 srun -n1 --immediate=30 true");
            assertThat(Files.readString(directory.resolve("prolog.code")).strip())
                    .as(said())
                    .isEqualTo("1");
            node.until("drain");
        }
    }

    private String said() throws IOException {
        Path said = directory.resolve("prolog.out");
        return Files.exists(said) ? Files.readString(said) : "the prolog did not run";
    }
}
