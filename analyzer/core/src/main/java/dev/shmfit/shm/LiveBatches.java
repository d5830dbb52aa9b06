package dev.shmfit.shm;

import dev.shmfit.units.Exact;

/**
 * How many batches of a loader are in shared memory at once?
 *
 * <p>A loader keeps {@code workers x prefetch} tasks out, and puts out the next one before it returns a batch, so
 * before the consumer lets go of the last (torch/utils/data/dataloader.py {@code _process_data}). At an epoch's turn
 * the consumer may still hold batches of the epoch before; forked workers inherit these and keep them.
 *
 * @param inFlight W: tasks that are out
 * @param inherited F: batches that newly forked workers keep alive
 * @param firstEpoch alive at most before any epoch's turn
 * @param settled alive while the consumer works and every worker is idle, at the most
 * @param bound alive at the instant of a hand-over, at the most
 */
record LiveBatches(long inFlight, long inherited, long firstEpoch, long settled, long bound) {
    private static final long UNLIMITED = Long.MAX_VALUE / 4;

    static LiveBatches of(LoaderSpec spec) {
        if (spec.workers() == 0) {
            return new LiveBatches(0, 0, 0, 0, 0);
        }
        long w = Exact.times((long) spec.workers(), (long) spec.prefetch());
        long n = spec.batchesPerEpoch().orElse(UNLIMITED);
        if (spec.pin()) {
            // The consumer gets pinned copies: nothing that was yielded is in shared memory.
            long alive = Math.min(n, w);
            return new LiveBatches(w, 0, alive, alive, alive);
        }
        long held = spec.held();
        long atWork = Math.max(held, 1);
        long before = spec.epochs() > 1 ? Math.min(held, saturated(n, spec.epochs() - 1L)) : 0;
        long inherited = spec.restarts() && spec.inherits() ? before : 0;
        long firstEpoch = Math.min(n, w + held + 1);
        if (inherited > 0) {
            return new LiveBatches(
                    w, inherited, firstEpoch, Math.min(n, w + atWork) + inherited, firstEpoch + inherited);
        }
        // Without inheritance an old batch goes when a new one comes: it only counts while an epoch is short.
        long settled = Math.min(n, w + atWork);
        if (before > 0) {
            settled = Math.max(settled, Math.min(n, w + 1) + Math.min(before, atWork - 1));
        }
        return new LiveBatches(w, 0, firstEpoch, settled, Math.min(n + before, w + held + 1));
    }

    private static long saturated(long a, long b) {
        return a >= UNLIMITED / Math.max(b, 1) ? UNLIMITED : a * b;
    }
}
