package dev.shmfit.shm;

import dev.shmfit.units.Exact;

/**
 * How many file descriptors does a loader need in one process, at the most? Only with
 * {@link Sharing#FILE_DESCRIPTOR}; a named segment costs a mapping and no descriptor.
 *
 * @param parentTensors in the process that iterates: storages of batches it holds, receives or has received too early
 * @param workerTensors in each worker: storages of batches it has prepared, makes now, or inherited
 * @param settled in the process that has more of them, once every worker is idle: sure to be reached
 */
public record Descriptors(long parentTensors, long workerTensors, long settled) {
    /** Descriptors that a training process has anyway: standard streams, queues, libraries (measured, about). */
    public static final long PARENT_BASE = 25;
    /** The same for a worker. */
    public static final long WORKER_BASE = 22;

    public static final Descriptors NONE = new Descriptors(0, 0, 0);

    static Descriptors of(LoaderSpec spec, LiveBatches live, long storages) {
        if (spec.workers() == 0 || spec.sharing() == Sharing.FILE_SYSTEM || storages == 0) {
            return NONE;
        }
        // Batches that overtook an older one wait in the parent; the oldest one under way is not among them.
        long early = live.inFlight() - 1;
        boolean pinned = spec.pin() && spec.sample().stream().allMatch(SampleLeaf::pins);
        long held = pinned ? 0 : spec.held();
        return new Descriptors(
                Exact.times(storages, held + 1 + early),
                Exact.times(storages, spec.prefetch() + 1L + live.inherited()),
                pinned ? 0 : Exact.times(storages, Math.max(held, (long) spec.prefetch())));
    }

    /** The most that one process needs, its own descriptors included; 0 where the loader needs none. */
    public long largest() {
        if (parentTensors == 0 && workerTensors == 0) {
            return 0;
        }
        return Math.max(PARENT_BASE + parentTensors, WORKER_BASE + workerTensors);
    }
}
