package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * How many bytes of /dev/shm do all loaders of one rank need together?
 *
 * <p>They add up. Besides, workers that are forked while another loader's batches are alive inherit these and keep
 * them: a validation loader with persistent workers, opened inside the training loop, pins a training batch for ever;
 * training workers forked for a further epoch pin the last validation batch. On the other hand only one loader of a
 * process is at a hand-over at any instant. In the common case the two cancel out; {@code crossInherited} is what
 * remains. The first loader is taken as the outer loop.
 *
 * @param loaders each on its own
 * @param crossInherited batches that one loader's workers keep of another's, beyond the sum
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
        ByteCount held = ByteCount.ZERO;
        ByteCount handOvers = ByteCount.ZERO;
        ByteCount largest = ByteCount.ZERO;
        for (LoaderDemand d : loaders) {
            held = held.plus(d.heldBytes());
            handOvers = handOvers.plus(d.handOver());
            largest = largest.max(d.handOver());
        }
        ByteCount pinned = ByteCount.ZERO;
        for (int i = 0; i < loaders.size(); i++) {
            LoaderDemand d = loaders.get(i);
            boolean forksLater = i == 0 ? d.spec().restarts() : d.spec().persistent();
            if (d.spec().workers() > 0 && d.spec().inherits() && forksLater) {
                // What it inherits of its own is in its own bound.
                pinned = pinned.plus(ByteCount.of(held.bytes() - d.heldBytes().bytes()));
            }
        }
        long beyond = pinned.plus(largest).bytes() - handOvers.bytes();
        return beyond > 0 ? ByteCount.of(beyond) : ByteCount.ZERO;
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
