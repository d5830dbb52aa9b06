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
record LiveBatches(long inFlight, long inherited, Alive firstEpoch, Alive settled, Alive bound) {
    private static final long UNLIMITED = Long.MAX_VALUE / 4;

    /**
     * Batches that are alive together.
     *
     * @param ofEpoch of the running epoch, one after another
     * @param ofBefore left of the epoch before
     */
    record Alive(long ofEpoch, long ofBefore) {
        long count() {
            return ofEpoch + ofBefore;
        }
    }

    /**
     * Those of a loader.
     *
     * @param pinned whether a batch leaves shared memory as soon as it has arrived
     */
    static LiveBatches of(LoaderSpec spec, boolean pinned) {
        if (spec.workers() == 0) {
            Alive none = new Alive(0, 0);
            return new LiveBatches(0, 0, none, none, none);
        }
        long w = spec.ahead();
        long n = spec.batchesPerEpoch().orElse(UNLIMITED);
        if (pinned) {
            // The consumer gets pinned copies: nothing that was yielded is in shared memory.
            Alive alive = new Alive(Math.min(n, w), 0);
            return new LiveBatches(w, 0, alive, alive, alive);
        }
        long held = spec.held();
        long atWork = Math.max(held, 1);
        long before = spec.epochs() > 1 ? Math.min(held, saturated(n, spec.epochs() - 1L)) : 0;
        long inherited = spec.restarts() && spec.inherits() ? before : 0;
        Alive firstEpoch = new Alive(Math.min(n, Exact.plus(w, held + 1)), 0);
        if (inherited > 0) {
            return new LiveBatches(
                    w,
                    inherited,
                    firstEpoch,
                    new Alive(Math.min(n, w + atWork), inherited),
                    new Alive(firstEpoch.ofEpoch(), inherited));
        }
        // Without inheritance an old batch goes when a new one comes: it only counts while an epoch is short.
        Alive settled = new Alive(Math.min(n, w + atWork), 0);
        if (before > 0) {
            Alive turn = new Alive(Math.min(n, w + 1), Math.min(before, atWork - 1));
            settled = turn.count() > settled.count() ? turn : settled;
        }
        long bound = Math.min(n + before, w + held + 1);
        long ofEpoch = Math.min(n, bound);
        return new LiveBatches(w, 0, firstEpoch, settled, new Alive(ofEpoch, bound - ofEpoch));
    }

    private static long saturated(long a, long b) {
        return a >= UNLIMITED / Math.max(b, 1) ? UNLIMITED : a * b;
    }
}
