package dev.shmfit.nccl.graph;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Searches at one speed and path type that were made before, in whichever node and version. Nodes that differ in the width of
 * their links mostly hold as many channels at a speed, and then the search goes the same way in each, step by step.
 */
final class KnownAttempts {
    /** More are made again; one of eight GPUs takes about a kilobyte. */
    private static final int MOST = 10_000;

    /** By all that a search reads, in an order of its own; see {@link SearchBound#attempt}. */
    private final Map<IntKey, Made> all = new ConcurrentHashMap<>();

    /**
     * What a search came to.
     *
     * @param left what it returned
     * @param early whether it ended before NCCL's would have
     * @param spent steps
     * @param channels of the best graph that it found; 0 where it bettered nothing
     * @param hops of that graph, without those counted when the search began
     * @param gpus of its channels, one after the other, by index
     */
    record Made(int left, boolean early, int spent, int channels, int hops, List<Integer> gpus) {
        Made {
            gpus = List.copyOf(gpus);
        }

        /** Leaves {@code best} as the search did. */
        void leave(TopoSystem system, ChannelGraph attempt, ChannelGraph best) {
            if (channels == 0) {
                return;
            }
            int hopsBefore = attempt.hops;
            attempt.channels = channels;
            attempt.hops = hopsBefore + hops;
            for (int i = 0; i < gpus.size(); i++) {
                attempt.intra[i] = system.gpu(gpus.get(i)).rank;
            }
            best.set(attempt);
            attempt.channels = 0;
            attempt.hops = hopsBefore;
        }
    }

    int size() {
        return all.size();
    }

    /** What the same search came to before; null where it was not made. */
    @Nullable
    Made get(IntKey attempt) {
        return all.get(attempt);
    }

    void put(IntKey attempt, Made made) {
        if (all.size() < MOST) {
            all.put(attempt, made);
        }
    }
}
