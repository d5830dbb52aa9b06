package dev.shmfit.plan;

import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Transport;
import java.util.List;

/**
 * Ordered pairs of GPUs by the transport between them.
 *
 * @param all of them
 * @param p2p over P2P
 * @param shm over shared memory
 * @param net over the network
 * @param open of which the facts leave several transports
 */
public record PairCounts(int all, int p2p, int shm, int net, int open) {
    static final PairCounts NONE = new PairCounts(0, 0, 0, 0, 0);

    static PairCounts of(List<PairForecast> pairs) {
        return new PairCounts(
                pairs.size(),
                count(pairs, Transport.P2P),
                count(pairs, Transport.SHM),
                count(pairs, Transport.NET),
                count(pairs, Transport.UNKNOWN));
    }

    private static int count(List<PairForecast> pairs, Transport transport) {
        return (int) pairs.stream().filter(p -> p.transport() == transport).count();
    }
}
