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
            LoaderDemand d = loaders.get(i);
            ByteCount handOver = d.batch().times(d.batchesHandedOver());
            handOvers = handOvers.plus(handOver);
            largest = largest.max(handOver);
            for (int j = 0; j < loaders.size(); j++) {
                kept = kept.plus(kept(loaders, i, j));
            }
        }
        long beyond = kept.plus(largest).bytes() - handOvers.bytes();
        return beyond > 0 ? ByteCount.of(beyond) : ByteCount.ZERO;
    }

    private static ByteCount kept(List<LoaderDemand> loaders, int by, int of) {
        LoaderDemand kept = loaders.get(of);
        if (loaders.get(by).spec().workers() == 0 || kept.spec().workers() == 0) {
            return ByteCount.ZERO;
        }
        return switch (kept(loaders.get(by).spec(), by, of)) {
            case NOTHING -> ByteCount.ZERO;
            case HELD -> kept.batch().times(kept.heldBatches()).plus(kept.leftovers());
            case IN_LOOP_BODY -> kept.batch().times(kept.batchesInLoopBody()).plus(kept.leftovers());
        };
    }

    /** What workers of one loader keep of another after that one has no more use for it, its semaphores included. */
    public enum Kept {
        NOTHING,
        /** Batches that the process refers to between loops. */
        HELD,
        /** Batches that the process has while the loop's body runs. */
        IN_LOOP_BODY
    }

    /**
     * What workers of the loader number {@code by} keep of the loader number {@code of} where both have workers; how many
     * makes no difference.
     */
    static Kept kept(LoaderSpec keeper, int by, int of) {
        if (by == of || !keeper.inherits()) {
            return Kept.NOTHING;
        }
        if (by > 0 && keeper.persistent()) {
            return of < by ? Kept.IN_LOOP_BODY : Kept.HELD;
        }
        // Workers that end with their loop outlive nothing but what runs inside it.
        return of > by && keeper.restarts() ? Kept.HELD : Kept.NOTHING;
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
