package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;

/**
 * Tensors that sit in shared memory on account of a loader, but are no batch under way (measured and explained in
 * docs/dataloader.md).
 *
 * @param kind why they are there
 * @param count how many; its meaning depends on the kind
 * @param bytes the size of each; unused where the kind counts whole batches
 */
public record SharedExtra(Kind kind, long count, ByteCount bytes) {
    /** The reasons. */
    public enum Kind {
        /** Batches that are views of one large tensor: {@code count} such tensors of {@code bytes}, once per worker. */
        BASE_OF_VIEWS,
        /**
         * {@code count} tensors of {@code bytes} that the dataset keeps and hands out: shared for ever. A leaf of that size
         * in a list of samples is one of them, and not counted once more.
         */
        KEPT_SAMPLES,
        /** {@code count} iterators that are kept after the loop was left: each keeps its prefetched batches. */
        KEPT_ITERATORS,
        /**
         * {@code count} errors of workers that the program survives and goes on: the iterator of each stays until Python's
         * garbage collector runs, and for ever if the exception is kept.
         */
        SURVIVED_ERRORS,
        /** {@code count} semaphores that a library or the program makes, such as that of the first progress bar. */
        LOCKS,
        /** The same, {@code count} in each worker. */
        WORKER_LOCKS,
        /** {@code count} loops left early under {@link Sharing#FILE_SYSTEM}: unread batches stay until the job ends. */
        EARLY_EXITS,
        /** {@code count} tensors of {@code bytes} moved by {@code share_memory_()}. */
        SHARE_MEMORY
    }
}
