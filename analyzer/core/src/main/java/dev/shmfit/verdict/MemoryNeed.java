package dev.shmfit.verdict;

import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;

/**
 * What of the job counts against a memory limit?
 *
 * @param shm pages of /dev/shm at the worst moment
 * @param driver host memory that NCCL takes through the driver in place of /dev/shm
 * @param processes what the ranks' processes use themselves; empty where not stated
 */
public record MemoryNeed(ByteCount shm, ByteCount driver, Optional<ByteCount> processes) {
    /**
     * The need of a job on one node.
     *
     * @param residentPerRank memory of one rank's processes without /dev/shm; empty where not stated
     */
    public static MemoryNeed of(
            ShmDemand demand, List<NcclDemand.Use> communicators, Optional<ByteCount> residentPerRank, int ranks) {
        ByteCount driver = ByteCount.ZERO;
        for (NcclDemand.Use use : communicators) {
            driver = driver.plus(
                    use.phases().stream().map(PhaseForecast::cuMemHostBytes).reduce(ByteCount.ZERO, ByteCount::max));
        }
        return new MemoryNeed(demand.required(), driver, residentPerRank.map(r -> r.times(ranks)));
    }

    static MemoryNeed of(Evidence e) {
        return of(
                e.need().demand(),
                e.nccl().communicators(),
                e.need().residentPerRank(),
                e.need().ranks());
    }

    /** All of it, as far as known. */
    public ByteCount total() {
        return shm.plus(driver).plus(processes.orElse(ByteCount.ZERO));
    }
}
