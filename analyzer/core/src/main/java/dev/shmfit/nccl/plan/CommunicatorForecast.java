package dev.shmfit.nccl.plan;

import java.util.List;
import java.util.Optional;

/**
 * What NCCL does for one communicator.
 *
 * @param group the process group's name
 * @param ranks the world ranks (= positions in the job's list of GPUs) of the members, by rank in this communicator
 * @param gpus the GPU indices, by rank in this communicator
 * @param rings per channel the ranks in ring order
 * @param trees per channel the edges
 * @param pairs every ordered pair of ranks
 * @param phases in the order of time
 * @param over how it goes over several nodes; empty on one
 * @param failure where NCCL gives up
 */
public record CommunicatorForecast(
        String group,
        List<Integer> ranks,
        List<Integer> gpus,
        ChannelCounts channels,
        List<List<Integer>> rings,
        List<List<TreeEdge>> trees,
        List<PairForecast> pairs,
        List<PhaseForecast> phases,
        Optional<OverNodes> over,
        Optional<InitFailure> failure) {
    public CommunicatorForecast {
        ranks = List.copyOf(ranks);
        gpus = List.copyOf(gpus);
        rings = rings.stream().map(List::copyOf).toList();
        trees = trees.stream().map(List::copyOf).toList();
        pairs = List.copyOf(pairs);
        phases = List.copyOf(phases);
    }
}
