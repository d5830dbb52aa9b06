package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;

/** What a loader brings into /dev/shm besides batches under way: D of the model. */
final class OtherShared {
    private OtherShared() {}

    /** The sum of the dataset's tensors and all extras. */
    static ByteCount total(LoaderSpec spec, ByteCount batch, ByteCount semaphores, ByteCount granule) {
        ByteCount sum = dataset(spec, granule);
        for (SharedExtra extra : spec.extras()) {
            sum = sum.plus(of(extra, spec, batch, semaphores, granule));
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

    static ByteCount of(SharedExtra extra, LoaderSpec spec, ByteCount batch, ByteCount semaphores, ByteCount granule) {
        ByteCount each = BatchStorages.charge(extra.bytes(), spec.sharing(), granule);
        ByteCount ahead = batch.times(Exact.times((long) spec.workers(), (long) spec.prefetch()));
        return switch (extra.kind()) {
            case BASE_OF_VIEWS -> each.times(Exact.times(extra.count(), (long) spec.workers()));
            case KEPT_SAMPLES, SHARE_MEMORY -> each.times(extra.count());
            case KEPT_ITERATORS -> ahead.plus(semaphores).times(extra.count());
            case EARLY_EXITS -> spec.sharing() == Sharing.FILE_SYSTEM ? ahead.times(extra.count()) : ByteCount.ZERO;
        };
    }
}
