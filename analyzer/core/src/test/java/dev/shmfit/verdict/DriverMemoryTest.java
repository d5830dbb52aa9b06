package dev.shmfit.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shmfit.facts.MachineState;
import dev.shmfit.facts.P2pStatus;
import dev.shmfit.facts.PlaceState;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiP2pMatrix;
import dev.shmfit.facts.SourceRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Host memory that NCCL takes from the driver in place of /dev/shm: from CUDA 12.6, and before 13.0 only with P2P. */
class DriverMemoryTest {
    private static SmiP2pMatrix matrix(P2pStatus status) {
        SourceRef source = SourceRef.line("nvidia-smi-topo-p2p-r.txt", 2);
        Reading<P2pStatus> own = Reading.known(P2pStatus.OK, source);
        Reading<P2pStatus> other = Reading.known(status, source);
        return new SmiP2pMatrix("r", List.of(0, 1), List.of(List.of(own, other), List.of(other, own)));
    }

    private static Situation job(int minor, int patch, int driver, P2pStatus status) {
        Surroundings unknown = Surroundings.unknown();
        MachineState machine = new MachineState(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                Reading.known(driver, SourceRef.line("nvidia-smi-q.xml", 7)));
        return new Situation()
                .ranks(2)
                .nccl(minor, patch)
                .matrix(matrix(status))
                .in(new Surroundings(
                        unknown.place(),
                        unknown.hostIpc(),
                        unknown.sysNice(),
                        unknown.virtualMachine(),
                        1,
                        PlaceState.UNKNOWN,
                        machine));
    }

    private static boolean warns(Situation job) {
        return job.finding("cumem-host-needs-p2p").isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "24, 3, 12050, false",
        "24, 3, 12060, true",
        "24, 3, 12090, true",
        "24, 3, 13000, false",
        // Not by default yet, and no longer.
        "23, 4, 12060, false",
        "30, 7, 12060, false"
    })
    void without_p2p_memory_of_a_driver_before_cuda_13_fails(int minor, int patch, int driver, boolean warned) {
        assertThat(warns(job(minor, patch, driver, P2pStatus.NS))).isEqualTo(warned);
    }

    @Test
    void with_p2p_or_a_single_rank_or_the_setting_it_does_not() {
        assertThat(warns(job(24, 3, 12060, P2pStatus.OK))).isFalse();
        assertThat(warns(job(24, 3, 12060, P2pStatus.NS).ranks(1))).isFalse();
        assertThat(warns(job(24, 3, 12060, P2pStatus.NS).env("NCCL_CUMEM_HOST_ENABLE", "0")))
                .isFalse();
    }
}
