package dev.shmfit.plan;

import dev.shmfit.analysis.CommunicatorAnalysis;
import dev.shmfit.analysis.PreparedAnalysis;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.nccl.plan.PairForecast;
import java.util.List;
import java.util.Optional;

/**
 * What is the same for all loaders: one node, one way to run NCCL on it.
 *
 * @param node its name
 * @param nccl the version
 * @param ranks on the node
 * @param driver the driver's CUDA version, as it counts; empty where the sweep does not vary it
 * @param sysNice whether the container has CAP_SYS_NICE; empty where the sweep does not vary it
 * @param channels collective channels of the world
 * @param pairs ordered pairs of the world
 * @param failure where a communicator does not come up
 */
public record PlanCase(
        String node,
        NcclVersion nccl,
        int ranks,
        Optional<Integer> driver,
        Optional<Boolean> sysNice,
        int channels,
        PairCounts pairs,
        Optional<InitFailure> failure) {
    static PlanCase of(String node, PreparedAnalysis prepared, Optional<Integer> driver, Optional<Boolean> sysNice) {
        List<CommunicatorAnalysis> all = prepared.communicators();
        List<PairForecast> pairs = all.get(0).forecast().pairs();
        return new PlanCase(
                node,
                prepared.version(),
                prepared.gpus().size(),
                driver,
                sysNice,
                all.get(0).forecast().channels().collective(),
                PairCounts.of(pairs),
                prepared.failure());
    }
}
