package dev.shmfit.plan;

import dev.shmfit.analysis.CommunicatorAnalysis;
import dev.shmfit.analysis.PreparedAnalysis;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.plan.InitFailure;
import dev.shmfit.nccl.plan.PairForecast;
import java.util.List;
import java.util.Optional;

/**
 * What is the same for all loaders: one kind of node, one way to run NCCL on it.
 *
 * @param node its name
 * @param nccl the version
 * @param nodes of the job, all of this kind
 * @param ranks on each node
 * @param container what the sweep says of driver and container
 * @param channels collective channels of the world
 * @param pairs ordered pairs of the world on one node
 * @param failure where a communicator does not come up
 */
public record PlanCase(
        String node,
        NcclVersion nccl,
        int nodes,
        int ranks,
        Container container,
        int channels,
        PairCounts pairs,
        Optional<InitFailure> failure) {
    /**
     * Driver and container.
     *
     * @param driver the driver's CUDA version, as it counts; empty where the sweep does not vary it
     * @param sysNice whether the container has CAP_SYS_NICE; empty where the sweep does not vary it
     */
    public record Container(Optional<Integer> driver, Optional<Boolean> sysNice) {}

    static PlanCase of(String node, PreparedAnalysis prepared, Container container) {
        List<CommunicatorAnalysis> all = prepared.communicators();
        List<PairForecast> pairs = all.get(0).forecast().pairs();
        return new PlanCase(
                node,
                prepared.version(),
                prepared.nodes(),
                prepared.gpus().size(),
                container,
                all.get(0).forecast().channels().collective(),
                PairCounts.of(pairs),
                prepared.failure());
    }

    /** The driver's CUDA version, as it counts; empty where the sweep does not vary it. */
    public Optional<Integer> driver() {
        return container.driver();
    }

    /** Whether the container has CAP_SYS_NICE; empty where the sweep does not vary it. */
    public Optional<Boolean> sysNice() {
        return container.sysNice();
    }

    /** {@code 8 ranks}, {@code 4 nodes of 8 ranks}. */
    public String size() {
        return (nodes == 1 ? "" : nodes + " nodes of ") + ranks + (ranks == 1 ? " rank" : " ranks");
    }
}
