package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import java.util.List;
import java.util.Optional;

/**
 * How many bytes of /dev/shm does one loader of one rank need, exactly? Follows PyTorch's DataLoader (dataloader.py,
 * collate.py, reductions.py, MapAllocator.cpp), checked against measured runs; see docs/dataloader.md. All byte counts
 * are what the tmpfs charges.
 *
 * @param granule what the tmpfs charges at least for a file: its page, or 2 MiB where it is mounted {@code huge=always}
 * @param batch one full batch
 * @param payload the same before rounding to pages
 * @param semaphores of the queues and the event
 * @param other what is there besides batches and semaphores, at every moment
 * @param leftovers semaphores of the ended iterator, at an epoch's turn
 * @param steady settled use: the consumer works, every worker is idle
 * @param firstEpochPeak the bound before any epoch's turn
 * @param peak the guaranteed upper bound
 * @param storages files of one batch
 * @param segments files at the bound, semaphores included
 * @param pipe where the result pipe keeps the settled use below {@code steady}
 * @param figures every number above with its formula
 */
public record LoaderDemand(
        LoaderSpec spec,
        ByteCount granule,
        ByteCount batch,
        ByteCount payload,
        ByteCount semaphores,
        ByteCount other,
        ByteCount leftovers,
        ByteCount steady,
        ByteCount firstEpochPeak,
        ByteCount peak,
        long storages,
        long segments,
        Descriptors descriptors,
        Optional<ResultPipe> pipe,
        List<Figure> figures) {
    public LoaderDemand {
        figures = List.copyOf(figures);
    }

    /** The demand of {@code spec} on a tmpfs that charges whole {@code granule}s. */
    public static LoaderDemand of(LoaderSpec spec, ByteCount granule) {
        BatchStorages storages = BatchStorages.of(spec);
        LiveBatches live = LiveBatches.of(spec);
        boolean works = spec.workers() > 0;
        ByteCount batch = storages.charge(spec.sharing(), granule);
        long semaphoreFiles = works ? Semaphores.count(spec.workers()) : 0;
        ByteCount semaphores = granule.times(semaphoreFiles);
        ByteCount other = works ? OtherShared.total(spec, batch, semaphores, granule) : ByteCount.ZERO;
        ByteCount leftovers = spec.restarts() ? semaphores : ByteCount.ZERO;
        ByteCount always = semaphores.plus(other);
        long files = storages.files(spec.sharing());
        LoaderDemand demand = new LoaderDemand(
                spec,
                granule,
                batch,
                storages.payload(),
                semaphores,
                other,
                leftovers,
                always.plus(batch.times(live.settled())),
                always.plus(batch.times(live.firstEpoch())),
                always.plus(leftovers).plus(batch.times(live.bound())),
                files,
                Exact.plus(Exact.times(files, live.bound()), semaphoreFiles),
                Descriptors.of(spec, live, files),
                ResultPipe.of(spec, storages),
                List.of());
        return demand.with(LoaderFigures.of(demand, storages, live));
    }

    private LoaderDemand with(List<Figure> explained) {
        return new LoaderDemand(
                spec,
                granule,
                batch,
                payload,
                semaphores,
                other,
                leftovers,
                steady,
                firstEpochPeak,
                peak,
                storages,
                segments,
                descriptors,
                pipe,
                explained);
    }

    /** Batches alive at the bound. */
    public long batchesAtPeak() {
        return LiveBatches.of(spec).bound();
    }

    /**
     * The settled use from the second epoch on, at the most: the threads that fed the old workers' queues may still hold
     * two semaphores each when new workers are forked, which then keep them.
     */
    public ByteCount steadyAtMost() {
        return spec.restarts() && spec.inherits() ? steady.plus(granule.times(2L * spec.workers())) : steady;
    }

    /** Batches that the process itself still refers to when a loop has ended, and that workers forked then inherit. */
    long heldBatches() {
        return spec.workers() == 0 || spec.pin() ? 0 : spec.held();
    }

    /**
     * The same inside the loop's body: the batch at work is there however short it is held, and so are batches that
     * overtook an older one. The thread that pins has at most one in its hands.
     */
    long batchesInLoopBody() {
        if (spec.workers() == 0) {
            return 0;
        }
        LiveBatches live = LiveBatches.of(spec);
        long batches = spec.pin() ? 1 : Math.max(spec.held(), 1) + live.inFlight() - 1;
        return Math.min(batches, live.bound());
    }

    /** The batch that is handed over: counted in the bound, but only one loader of a process can be at it. */
    long batchesHandedOver() {
        return spec.workers() == 0 || spec.pin() ? 0 : 1;
    }
}
