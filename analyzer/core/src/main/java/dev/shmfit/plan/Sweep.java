package dev.shmfit.plan;

import dev.shmfit.nccl.NcclVersion;
import java.util.List;

/**
 * Which values are to be tried; an empty list leaves what the job states.
 *
 * @param loader which loader varies, and how
 * @param nodes of the job
 * @param ranks on each node, the first GPUs by index
 * @param nccl versions
 * @param drivers CUDA versions of the driver, as it counts: 12080 for 12.8
 * @param sysNice whether the container has CAP_SYS_NICE
 */
public record Sweep(
        Loader loader,
        List<Integer> nodes,
        List<Integer> ranks,
        List<NcclVersion> nccl,
        List<Integer> drivers,
        List<Boolean> sysNice) {
    /** Nothing varies: one point. */
    public static final Sweep NONE = new Sweep(
            new Loader("", List.of(), List.of(), List.of()), List.of(), List.of(), List.of(), List.of(), List.of());

    /**
     * The counts of one loader.
     *
     * @param name of the loader that varies; empty: the first
     * @param workers of it
     * @param prefetch factors of it
     * @param batch sizes of it
     */
    public record Loader(String name, List<Integer> workers, List<Integer> prefetch, List<Integer> batch) {
        public Loader {
            workers = List.copyOf(workers);
            prefetch = List.copyOf(prefetch);
            batch = List.copyOf(batch);
        }

        /** Whether any count varies. */
        public boolean varies() {
            return !workers.isEmpty() || !prefetch.isEmpty() || !batch.isEmpty();
        }
    }

    public Sweep {
        nodes = List.copyOf(nodes);
        ranks = List.copyOf(ranks);
        nccl = List.copyOf(nccl);
        drivers = List.copyOf(drivers);
        sysNice = List.copyOf(sysNice);
    }

    /** The same with other counts of a loader. */
    public Sweep with(Loader counts) {
        return new Sweep(counts, nodes, ranks, nccl, drivers, sysNice);
    }

    /** Sets of loaders for each way to run NCCL. */
    public long loaderPoints() {
        return product(
                loader.workers().size(),
                loader.prefetch().size(),
                loader.batch().size());
    }

    /** Ways to run NCCL on each kind of node. */
    public long cases() {
        return product(nodes.size(), ranks.size(), nccl.size(), drivers.size(), sysNice.size());
    }

    private static long product(int... sizes) {
        long product = 1;
        for (int size : sizes) {
            product = Math.multiplyExact(product, (long) Math.max(1, size));
        }
        return product;
    }
}
