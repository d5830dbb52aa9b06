package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;

/** What a loader brings into /dev/shm besides batches under way: D of the model. */
final class OtherShared {
    private OtherShared() {}

    /**
     * The sum of the dataset's tensors and all extras.
     *
     * @param ahead the most that an iterator has prefetched
     */
    static ByteCount total(LoaderSpec spec, ByteCount ahead, ByteCount semaphores, ByteCount granule) {
        ByteCount sum = dataset(spec, granule);
        for (SharedExtra extra : spec.extras()) {
            sum = sum.plus(of(extra, spec, ahead, semaphores, granule));
        }
        return sum;
    }

    /** A dataset that is pickled for new workers leaves its tensors in shared memory as long as it lives. */
    static ByteCount dataset(LoaderSpec spec, ByteCount granule) {
        if (spec.workers() == 0
                || spec.start() == StartMethod.FORK
                || spec.dataset().bytes() == 0) {
            return ByteCount.ZERO;
        }
        return BatchStorages.charge(spec.dataset(), spec.sharing(), granule);
    }

    private static ByteCount of(
            SharedExtra extra, LoaderSpec spec, ByteCount ahead, ByteCount semaphores, ByteCount granule) {
        ByteCount each = BatchStorages.charge(extra.bytes(), spec.sharing(), granule);
        return switch (extra.kind()) {
            case BASE_OF_VIEWS -> each.times(Exact.times(extra.count(), (long) spec.workers()));
            case KEPT_SAMPLES, SHARE_MEMORY -> each.times(extra.count());
            case KEPT_ITERATORS, SURVIVED_ERRORS -> ahead.plus(semaphores).times(extra.count());
            case EARLY_EXITS -> spec.sharing() == Sharing.FILE_SYSTEM ? ahead.times(extra.count()) : ByteCount.ZERO;
            case LOCKS -> granule.times(extra.count());
            case WORKER_LOCKS -> granule.times(Exact.times(extra.count(), (long) spec.workers()));
        };
    }

    /** Iterators of earlier epochs that stay. */
    static long keptIterators(LoaderSpec spec) {
        return spec.extras().stream()
                .filter(e ->
                        e.kind() == SharedExtra.Kind.KEPT_ITERATORS || e.kind() == SharedExtra.Kind.SURVIVED_ERRORS)
                .mapToLong(SharedExtra::count)
                .sum();
    }
}
