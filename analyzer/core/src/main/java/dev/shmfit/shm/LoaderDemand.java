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
 * @param contents one full batch
 * @param fixed what is there besides batches
 * @param levels the sums
 * @param files what is counted in files and descriptors
 * @param pipe where the result pipe keeps the settled use below {@code steady}
 * @param figures every number above with its formula
 */
public record LoaderDemand(
        LoaderSpec spec,
        ByteCount granule,
        Contents contents,
        Fixed fixed,
        Levels levels,
        Files files,
        Optional<ResultPipe> pipe,
        List<Figure> figures) {
    public LoaderDemand {
        figures = List.copyOf(figures);
    }

    /**
     * One full batch.
     *
     * @param batch as charged
     * @param staying what of it stays in shared memory when it has arrived: all, or what pinning passes over
     * @param payload before rounding to pages
     * @param leftAfterLoop batches that the process still refers to when a loop has ended
     */
    public record Contents(ByteCount batch, ByteCount staying, ByteCount payload, ByteCount leftAfterLoop) {}

    /**
     * What is there besides batches.
     *
     * @param semaphores of the queues and the event
     * @param other at every moment
     * @param leftovers semaphores of the ended iterator, at an epoch's turn
     */
    public record Fixed(ByteCount semaphores, ByteCount other, ByteCount leftovers) {}

    /**
     * The sums.
     *
     * @param steady settled use: the consumer works, every worker is idle
     * @param firstEpochPeak the bound before any epoch's turn
     * @param peak the guaranteed upper bound
     * @param smaller by how much batches at the bound are known to be smaller than full ones
     */
    public record Levels(ByteCount steady, ByteCount firstEpochPeak, ByteCount peak, ByteCount smaller) {}

    /**
     * Files and descriptors.
     *
     * @param storages files of one batch
     * @param segments files at the bound, semaphores included
     */
    public record Files(long storages, long segments, Descriptors descriptors) {}

    /** The demand of {@code spec} on a tmpfs that charges whole {@code granule}s. */
    public static LoaderDemand of(LoaderSpec spec, ByteCount granule) {
        return new LoaderDemandRules(spec, granule).demand();
    }

    LoaderDemand with(List<Figure> explained) {
        return new LoaderDemand(spec, granule, contents, fixed, levels, files, pipe, explained);
    }

    /** One full batch. */
    public ByteCount batch() {
        return contents.batch();
    }

    /** The same before rounding to pages. */
    public ByteCount payload() {
        return contents.payload();
    }

    /** Semaphores of the queues and the event. */
    public ByteCount semaphores() {
        return fixed.semaphores();
    }

    /** What is there besides batches and semaphores, at every moment. */
    public ByteCount other() {
        return fixed.other();
    }

    /** Semaphores of the ended iterator, at an epoch's turn. */
    public ByteCount leftovers() {
        return fixed.leftovers();
    }

    /** Settled use: the consumer works, every worker is idle. */
    public ByteCount steady() {
        return levels.steady();
    }

    /** The bound before any epoch's turn. */
    public ByteCount firstEpochPeak() {
        return levels.firstEpochPeak();
    }

    /** The guaranteed upper bound. */
    public ByteCount peak() {
        return levels.peak();
    }

    /** Files of one batch. */
    public long storages() {
        return files.storages();
    }

    /** Files at the bound, semaphores included. */
    public long segments() {
        return files.segments();
    }

    /** File descriptors. */
    public Descriptors descriptors() {
        return files.descriptors();
    }

    /** Batches alive at the bound. */
    public long batchesAtPeak() {
        return live().bound().count();
    }

    /** Batches alive at the most once every worker is idle. */
    public long batchesSettled() {
        return live().settled().count();
    }

    private LiveBatches live() {
        return LiveBatches.of(spec, allPinned());
    }

    /** Whether pinning copies every batch out of shared memory as soon as it has arrived. */
    public boolean allPinned() {
        return spec.pin() && contents.staying().bytes() == 0;
    }

    /**
     * The settled use from the second epoch on, at the most: the threads that fed the old workers' queues may still hold
     * two semaphores each when new workers are forked, which then keep them.
     */
    public ByteCount steadyAtMost() {
        return spec.restarts() && spec.inherits() ? steady().plus(granule.times(2L * spec.workers())) : steady();
    }

    /** Batches that the process itself still refers to when a loop has ended, and that workers forked then inherit. */
    long heldBatches() {
        return spec.workers() == 0 || allPinned() ? 0 : spec.held();
    }

    /**
     * The same inside the loop's body: the batch at work is there however short it is held, and so are batches that
     * overtook an older one. The thread that pins has at most one in its hands.
     */
    long batchesInLoopBody() {
        if (spec.workers() == 0) {
            return 0;
        }
        long batches = allPinned() ? 1 : Exact.plus(Math.max(spec.held(), 1), spec.ahead()) - 1;
        return Math.min(batches, batchesAtPeak());
    }

    /** The batch that is handed over: counted in the bound, but only one loader of a process can be at it. */
    long batchesHandedOver() {
        return spec.workers() == 0 || allPinned() ? 0 : 1;
    }

    /**
     * What is left of the loader while another one runs whose loop began when this one's had ended: the batches that the
     * process refers to, the semaphores of the iterator, the extras.
     */
    ByteCount aside() {
        return fixed.semaphores().plus(fixed.other()).plus(contents.leftAfterLoop());
    }
}
