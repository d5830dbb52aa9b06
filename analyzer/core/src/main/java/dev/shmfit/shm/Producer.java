package dev.shmfit.shm;

import dev.shmfit.units.Exact;

/**
 * What makes the batches in other processes. Each keeps a number of batches ahead of the consumer and has a number of
 * semaphores of its own.
 */
public enum Producer {
    /**
     * PyTorch's DataLoader: {@code workers x prefetch} tasks are out (torch/utils/data/dataloader.py {@code _reset}). A
     * queue has three semaphores, and there is one for each worker and one for the results; the event that ends the
     * workers has five (Lib/multiprocessing/queues.py, synchronize.py).
     */
    DATALOADER,
    /**
     * A hand-made pipeline: processes that put batches into one {@code torch.multiprocessing.Queue(maxsize)}.
     * {@code prefetch} is the queue's size. A place is free again before the batch that was in it is received.
     */
    QUEUE,
    /**
     * torchdata.nodes: {@code ParallelMapper(method="process")} has at most {@code 2 x workers} items in flight
     * ({@code max_concurrent} only lowers that), and a {@code Prefetcher} behind it {@code prefetch} more, 0 where there
     * is none (torchdata/nodes/map.py {@code _ParallelMapperIter}, {@code _SingleThreadedMapper}). Two queues and an
     * event.
     */
    TORCHDATA_NODES,
    /**
     * batchgenerators' {@code MultiThreadedAugmenter}: a queue of {@code prefetch} batches for each process, one batch in
     * the hands of the thread that collects, and a queue of max(3, workers x prefetch / 2) behind it. An event to abort,
     * and since 0.25.3 one to pause.
     */
    BATCHGENERATORS,
    /**
     * batchgenerators' {@code NonDetMultiThreadedAugmenter}, as nnU-Net v2 uses it: {@code num_cached} ({@code prefetch})
     * batches in the queue of all processes, one in the hands of the thread that collects, {@code num_cached} behind it.
     */
    BATCHGENERATORS_NONDET;

    private static final long QUEUE_SEMAPHORES = 3;
    private static final long EVENT_SEMAPHORES = 5;

    /** The least {@code prefetch} that makes sense. */
    int leastPrefetch() {
        return this == TORCHDATA_NODES ? 0 : 1;
    }

    /**
     * Batches that are out ahead of the consumer, at the most: W of the model.
     *
     * @param pin whether batches are copied to pinned memory on the way: what lies behind that is not in shared memory
     */
    long ahead(int workers, int prefetch, boolean pin) {
        long product = Exact.times((long) workers, (long) prefetch);
        return switch (this) {
            case DATALOADER -> product;
            case QUEUE -> prefetch;
            case TORCHDATA_NODES -> Exact.plus(Exact.times(2L, (long) workers), prefetch);
            case BATCHGENERATORS -> product + 1 + (pin ? 0 : Math.max(3, product / 2));
            case BATCHGENERATORS_NONDET -> prefetch + 1L + (pin ? 0 : prefetch);
        };
    }

    /** POSIX semaphores, each a file of its own in /dev/shm. */
    long semaphores(int workers) {
        return switch (this) {
            case DATALOADER -> QUEUE_SEMAPHORES * (workers + 1L) + EVENT_SEMAPHORES;
            case QUEUE -> QUEUE_SEMAPHORES;
            case TORCHDATA_NODES -> 2 * QUEUE_SEMAPHORES + EVENT_SEMAPHORES;
            case BATCHGENERATORS -> QUEUE_SEMAPHORES * workers + 2 * EVENT_SEMAPHORES;
            case BATCHGENERATORS_NONDET -> QUEUE_SEMAPHORES + 2 * EVENT_SEMAPHORES;
        };
    }

    /** How {@link #ahead} comes about, in words. */
    public String aheadInWords() {
        return switch (this) {
            case DATALOADER -> "workers x prefetch";
            case QUEUE -> "places of the queue";
            case TORCHDATA_NODES -> "2 x workers + prefetch";
            case BATCHGENERATORS -> "workers x prefetch + 1 + max(3, workers x prefetch / 2)";
            case BATCHGENERATORS_NONDET -> "2 x prefetch + 1";
        };
    }

    /** Where that was read. */
    String source() {
        return switch (this) {
            case DATALOADER -> "torch/utils/data/dataloader.py, _try_put_index and _process_data";
            case QUEUE -> "Lib/multiprocessing/queues.py, Queue.get releases the place before it unpickles";
            case TORCHDATA_NODES -> "torchdata/nodes/map.py, _ParallelMapperIter and _SingleThreadedMapper (0.11.0)";
            case BATCHGENERATORS -> "batchgenerators/dataloading/multi_threaded_augmenter.py (0.25.3)";
            case BATCHGENERATORS_NONDET -> "batchgenerators/dataloading/nondet_multi_threaded_augmenter.py (0.25.3)";
        };
    }
}
