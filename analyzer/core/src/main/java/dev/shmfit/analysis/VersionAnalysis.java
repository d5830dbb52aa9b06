package dev.shmfit.analysis;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;

/**
 * The same job under one version of NCCL.
 *
 * @param forecast of the first communicator
 * @param required of the whole job, other consumers unchanged; empty where NCCL fails
 * @param changes against the version before in the list
 */
public record VersionAnalysis(
        NcclVersion version, CommunicatorForecast forecast, Optional<ByteCount> required, List<Change> changes) {
    public VersionAnalysis {
        changes = List.copyOf(changes);
    }

    /**
     * What this version does differently.
     *
     * @param rule the id of the rule behind it
     * @param summary a sentence with both figures
     */
    public record Change(String rule, Text summary) {}
}
