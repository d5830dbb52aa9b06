package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that fix has mended, run by podman and Slurm as they stand. The programs in the image say how large /dev/shm is
 * instead of training; the images' names are the files' own.
 */
class FixedFilesForRealTest {
    private static final Path ROOT = Path.of(System.getProperty("shmfit.root"), "fixtures");
    private static final String LOADER =
            "loaders: [{name: train, workers: 4, prefetch: 2, batch: 60, sample: 500KB}]\n";
    private static final Pattern SIZE = Pattern.compile("--shm-size=(\\d+)([mg])");

    @TempDir
    Path directory;

    private Ran shell(String script) throws IOException, InterruptedException {
        return Ran.command(directory, Map.of("LC_ALL", "C"), List.of("sh", "-c", script));
    }

    private String podman() {
        return "podman --root " + directory.resolve("storage") + " --runroot " + directory.resolve("run")
                + " --storage-driver vfs --cgroup-manager cgroupfs --runtime runc";
    }

    /** A docker that is podman, without the GPUs and the volumes that this machine lacks. */
    private void docker(String image) throws IOException, InterruptedException {
        MachineParts.orSkip(
                shell("command -v podman && command -v runc && command -v busybox")
                                .exitCode()
                        == 0,
                "no podman, runc, busybox");
        Path root = Files.createDirectories(directory.resolve("root"));
        for (String part : List.of("bin", "dev", "proc", "sys", "etc", "tmp")) {
            Files.createDirectories(root.resolve(part));
        }
        for (String program : List.of("bin/python", "bin/torchrun")) {
            executable(root.resolve(program), "#!/bin/busybox sh\nexec busybox df -m /dev/shm\n");
        }
        Ran made = shell(BusyboxRoot.copiedInto(root) + "; tar c -C root . > root.tar && " + podman()
                + " import root.tar " + image);
        assertThat(made.exitCode()).as(made.err()).isZero();
        Files.createDirectories(directory.resolve("bin"));
        executable(directory.resolve("bin/docker"), """
                #!/bin/bash
                words=(); skip=0
                for w in "$@"; do
                  case $w in
                    --gpus|-v) skip=1 ;;
                    -d) ;;
                    *) [ $skip = 1 ] && skip=0 || words+=("$w") ;;
                  esac
                done
                [ "${words[0]}" = run ] || exit 64
                # The machine's own limits may be lower than podman's defaults, and its cgroups not for us to change.
                exec %s run --network none --ulimit nofile=1024:1024 --ulimit nproc=1000:1000 "${words[@]:1}"
                """.formatted(podman()));
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        shell("umount " + directory + "/storage/vfs-containers/*/userdata/shm 2>/dev/null");
    }

    /** The mended file, and the MiB that it asks for. */
    private long fixed(String story, String name) throws IOException {
        Path job = Files.copy(ROOT.resolve("manifests/stories").resolve(story).resolve(name), directory.resolve(name));
        Path workload = Files.writeString(directory.resolve("workload.yaml"), LOADER);
        Ran fix = Shell.quiet()
                .run(
                        "fix",
                        "--write",
                        "--node",
                        ROOT.resolve("nodes/hgx-h100-8/capture").toString(),
                        "--workload",
                        workload.toString(),
                        job.toString());
        assertThat(fix.exitCode()).as(fix.err()).isZero();
        Matcher m = SIZE.matcher(Files.readString(job));
        assertThat(m.find()).isTrue();
        return Long.parseLong(m.group(1), 10) * (m.group(2).equals("g") ? 1024 : 1);
    }

    /** The size in what {@code df -m} printed. */
    private static long printed(String df) {
        return df.lines()
                .filter(l -> l.endsWith("/dev/shm"))
                .map(l -> Long.parseLong(l.split("\\s+", -1)[1], 10))
                .findFirst()
                .orElseThrow(() -> new AssertionError(df));
    }

    @Test
    void the_service_that_podman_starts_has_the_size_that_fix_wrote() throws Exception {
        docker("svc:1");
        long size = fixed("service", "run.sh");
        Ran ran = shell("PATH=$PWD/bin:$PATH sh run.sh");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(printed(ran.out())).isEqualTo(size).isGreaterThan(64);
    }

    @Test
    void the_batch_job_that_slurm_runs_has_the_size_that_fix_wrote() throws Exception {
        docker("pytorch/pytorch:2.3.0-cuda12.1-cudnn8-runtime");
        long size = fixed("one-h100", "job.sbatch");
        try (SlurmNode node = SlurmNode.start(directory, "")) {
            Ran ran = node.shell("PATH=$PWD/bin:$PATH timeout 100 sbatch --wait --output=job.out job.sbatch");
            String out = Files.readString(directory.resolve("job.out"));
            assertThat(ran.exitCode()).as(ran.err() + out).isZero();
            assertThat(printed(out)).isEqualTo(size).isGreaterThan(64);
        }
    }
}
