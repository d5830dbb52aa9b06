package dev.shmfit.log;

import dev.shmfit.facts.SourceRef;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rank of a communicator, as its own log shows it.
 *
 * @param origin host and process
 * @param cudaDev CUDA's index in the process; -1 where not shown
 * @param nvmlDev NVML's index, which is nvidia-smi's where no container renumbers
 * @param complete whether the line {@code Init COMPLETE} is there
 * @param source the line that names the rank
 */
public record LoggedRank(
        int rank,
        Origin origin,
        int cudaDev,
        OptionalInt nvmlDev,
        Optional<BusId> busId,
        boolean complete,
        SourceRef source) {}
