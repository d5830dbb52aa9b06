package dev.shmfit.plan;

import dev.shmfit.nccl.NcclVersion;
import java.util.List;

/**
 * Which values are to be tried; an empty list leaves what the job states.
 *
 * @param loader the loader whose counts vary; empty: the first
 * @param workers of the loader
 * @param prefetch factors of the loader
 * @param batch sizes of the loader
 * @param ranks of the job, the first GPUs by index
 * @param nccl versions
 * @param drivers CUDA versions of the driver, as it counts: 12080 for 12.8
 * @param sysNice whether the container has CAP_SYS_NICE
 */
public record Sweep(
        String loader,
        List<Integer> workers,
        List<Integer> prefetch,
        List<Integer> batch,
        List<Integer> ranks,
        List<NcclVersion> nccl,
        List<Integer> drivers,
        List<Boolean> sysNice) {
    /** Nothing varies: one point. */
    public static final Sweep NONE =
            new Sweep("", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Sweep {
        workers = List.copyOf(workers);
        prefetch = List.copyOf(prefetch);
        batch = List.copyOf(batch);
        ranks = List.copyOf(ranks);
        nccl = List.copyOf(nccl);
        drivers = List.copyOf(drivers);
        sysNice = List.copyOf(sysNice);
    }

    /** Whether any count of a loader varies. */
    public boolean ofLoader() {
        return !workers.isEmpty() || !prefetch.isEmpty() || !batch.isEmpty();
    }

    /** Sets of loaders for each way to run NCCL. */
    public long loaderPoints() {
        return product(workers.size(), prefetch.size(), batch.size());
    }

    /** Ways to run NCCL on each node. */
    public long cases() {
        return product(ranks.size(), nccl.size(), drivers.size(), sysNice.size());
    }

    private static long product(int... sizes) {
        long product = 1;
        for (int size : sizes) {
            product = Math.multiplyExact(product, (long) Math.max(1, size));
        }
        return product;
    }
}
