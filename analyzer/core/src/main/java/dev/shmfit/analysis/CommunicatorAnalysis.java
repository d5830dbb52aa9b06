package dev.shmfit.analysis;

import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.Transport;
import java.util.List;

/**
 * A communicator's forecast, and how far the facts determine it.
 *
 * @param forecast what to plan with
 * @param candidates for each pair of the forecast, in its order: the transports that the facts leave; empty where they
 *     leave one
 * @param lastPhase the last phase that the stated operations reach
 * @param uncertain figures of which the facts leave a range
 */
public record CommunicatorAnalysis(
        CommunicatorForecast forecast, List<List<Transport>> candidates, String lastPhase, List<Uncertain> uncertain) {
    public CommunicatorAnalysis {
        candidates = candidates.stream().map(List::copyOf).toList();
        uncertain = List.copyOf(uncertain);
    }
}
