package dev.shmfit.shm;

/**
 * The processes that make a loader's batches, and how they hand them over.
 *
 * @param producer what they belong to
 * @param workers {@code num_workers}
 * @param prefetch {@code prefetch_factor}: batches that each worker prepares ahead; see {@link Producer} for the others
 * @param persistent {@code persistent_workers}
 * @param sharing the workers' sharing strategy
 * @param start how they come into being
 */
public record WorkerPool(
        Producer producer, int workers, int prefetch, boolean persistent, Sharing sharing, StartMethod start) {
    public WorkerPool {
        if (workers < 0 || prefetch < producer.leastPrefetch()) {
            throw new IllegalArgumentException(
                    "a loader cannot have workers=" + workers + ",prefetch=" + prefetch + ",producer=" + producer);
        }
    }

    /** PyTorch's defaults on Linux before Python 3.14. */
    static WorkerPool of(int workers, int prefetch) {
        return new WorkerPool(Producer.DATALOADER, workers, prefetch, false, Sharing.FILE_DESCRIPTOR, StartMethod.FORK);
    }

    WorkerPool sized(int newWorkers, int newPrefetch) {
        return new WorkerPool(producer, newWorkers, newPrefetch, persistent, sharing, start);
    }
}
