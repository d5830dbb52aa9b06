package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * How many bytes of /dev/shm do all loaders of one rank need together?
 *
 * <p>They add up. Besides, workers that are forked while the process has batches and semaphores of another loader inherit
 * these, and keep them as long as they live: a validation loader with persistent workers, opened inside the training loop,
 * keeps what the process had of the training loader at that moment; training workers forked for a further epoch keep what
 * the validation loop left. On the other hand only one loader of a process is at a hand-over at any instant. The first
 * loader is taken as the outer loop, the others as running inside it.
 *
 * @param loaders each on its own
 * @param crossInherited what one loader's workers keep of another's, beyond the sum
 */
public record RankDemand(List<LoaderDemand> loaders, ByteCount crossInherited) {
    public RankDemand {
        loaders = List.copyOf(loaders);
    }

    /** The demand of the loaders {@code specs} in one rank. */
    public static RankDemand of(List<LoaderSpec> specs, ByteCount granule) {
        List<LoaderDemand> loaders =
                specs.stream().map(s -> LoaderDemand.of(s, granule)).toList();
        return new RankDemand(loaders, crossInherited(loaders));
    }

    private static ByteCount crossInherited(List<LoaderDemand> loaders) {
        ByteCount handOvers = ByteCount.ZERO;
        ByteCount largest = ByteCount.ZERO;
        ByteCount kept = ByteCount.ZERO;
        for (int i = 0; i < loaders.size(); i++) {
            handOvers = handOvers.plus(loaders.get(i).handOver());
            largest = largest.max(loaders.get(i).handOver());
            for (int j = 0; j < loaders.size(); j++) {
                if (i != j) {
                    kept = kept.plus(kept(loaders, i, j));
                }
            }
        }
        long beyond = kept.plus(largest).bytes() - handOvers.bytes();
        return beyond > 0 ? ByteCount.of(beyond) : ByteCount.ZERO;
    }

    /** What workers of the loader {@code by} keep of the loader {@code of} after that one has no more use for it. */
    private static ByteCount kept(List<LoaderDemand> loaders, int by, int of) {
        LoaderDemand keeper = loaders.get(by);
        LoaderDemand kept = loaders.get(of);
        LoaderSpec spec = keeper.spec();
        if (spec.workers() == 0 || !spec.inherits() || kept.spec().workers() == 0) {
            return ByteCount.ZERO;
        }
        ByteCount locks = kept.leftovers();
        if (by > 0 && spec.persistent()) {
            return (of < by ? kept.inLoopBody() : kept.heldBytes()).plus(locks);
        }
        // Workers that end with their loop outlive nothing but what runs inside it.
        return of > by && spec.restarts() ? kept.heldBytes().plus(locks) : ByteCount.ZERO;
    }

    /** All loaders settled. */
    public ByteCount steady() {
        return loaders.stream().map(LoaderDemand::steady).reduce(ByteCount.ZERO, ByteCount::plus);
    }

    /** The guaranteed upper bound for the rank. */
    public ByteCount peak() {
        return loaders.stream().map(LoaderDemand::peak).reduce(crossInherited, ByteCount::plus);
    }

    /** The same before any epoch's turn. */
    public ByteCount firstEpochPeak() {
        return loaders.stream().map(LoaderDemand::firstEpochPeak).reduce(crossInherited, ByteCount::plus);
    }

    /** The most file descriptors that one process of the rank needs: the parent serves all loaders at once. */
    public long descriptors() {
        long parent = 0;
        long worker = 0;
        for (LoaderDemand d : loaders) {
            parent += d.descriptors().parentTensors();
            worker = Math.max(worker, d.descriptors().largest());
        }
        return parent == 0 ? worker : Math.max(worker, Descriptors.PARENT_BASE + parent);
    }
}
