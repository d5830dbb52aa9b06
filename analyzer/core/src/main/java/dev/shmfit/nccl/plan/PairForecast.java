package dev.shmfit.nccl.plan;

import dev.shmfit.topology.PathType;
import java.util.List;

/**
 * The forecast for one ordered pair of ranks of a communicator.
 *
 * @param from sending rank
 * @param to receiving rank
 * @param path the raw path type, as the P2P level test sees it
 * @param transport the choice
 * @param via as NCCL prints it after {@code via}, without the channel: {@code SHM/direct/direct}, {@code P2P/IPC}
 * @param rule the id of the step that decided
 * @param trace all steps, in NCCL's order
 */
public record PairForecast(
        int from, int to, PathType path, Transport transport, String via, String rule, List<Trace> trace) {
    public PairForecast {
        trace = List.copyOf(trace);
    }
}
