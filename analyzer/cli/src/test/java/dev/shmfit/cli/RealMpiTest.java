package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.workload.WorkloadText;
import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Open MPI and MPICH as Debian has them, each with a /dev/shm of its own, against what their kinds forecast. */
class RealMpiTest {
    private static final int SECONDS = 60;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mpirun.openmpi --oversubscribe -np 4 | libmpi.so.40   | {kind: open-mpi, processes: 4, version: "4.1"}
            mpiexec.mpich -n 4                   | libmpich.so.12 | {kind: mpich, processes: 4}
            """)
    void what_processes_take_is_within_the_figure(String launcher, String library, String stated, @TempDir Path scratch)
            throws IOException, InterruptedException {
        Path program = scratch.resolve("mpi.py");
        try (var in = RealMpiTest.class.getResourceAsStream("/dataloader/mpi.py")) {
            Files.write(program, Objects.requireNonNull(in, "mpi.py").readAllBytes());
        }
        String run = "mount -t tmpfs -o size=256m tmpfs /dev/shm && command -v " + launcher.replaceFirst(" .*", "")
                + " && OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 " + launcher + " python3 " + program
                + " "
                + library;
        Path out = scratch.resolve("out");
        Process process = new ProcessBuilder(List.of("unshare", "-m", "sh", "-c", run))
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(out);
        String answer = text.lines().filter(l -> l.startsWith("{")).findFirst().orElse("");
        MachineParts.orSkip(
                !answer.isEmpty(),
                "no " + launcher + " here, or no right to mount (Debian: apt-get install openmpi-bin mpich): " + text);

        JsonNode real = new ObjectMapper().readTree(answer);
        ByteCount figure = WorkloadText.parse("job.yaml", "others: [" + stated + "]")
                .others()
                .get(0)
                .bytes();
        assertThat(real.path("used").longValue()).isPositive().isLessThanOrEqualTo(figure.bytes());
        long files = 0;
        for (JsonNode size : real.path("files")) {
            files +=
                    ByteCount.of(size.longValue()).inPagesOf(ByteCount.of(4096)).bytes();
        }
        // Open MPI leaves its segments in sight: their sizes are the figure.
        assertThat(files).isIn(0L, figure.bytes());
    }
}
