package dev.shmfit.plan;

import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.Verdict;
import java.util.Optional;

/**
 * One job on one node, in figures. They are those of an analysis of the same job.
 *
 * @param loader settings of the loader that varies; empty where the job has none
 * @param shm of /dev/shm
 * @param memory what counts against a memory limit, as far as stated: /dev/shm, what NCCL takes through the driver, and
 *     the processes
 * @param memoryLimit to write into a template: the same with /dev/shm full
 * @param bottleneck the consumer that takes most; empty where nothing takes any
 * @param busyPercent of its time that the GPU works, an estimate; empty where no times are stated
 * @param status whether it fits
 */
public record PlanPoint(
        PlanCase where,
        Optional<Loader> loader,
        Shm shm,
        ByteCount memory,
        ByteCount memoryLimit,
        Optional<String> bottleneck,
        Optional<Integer> busyPercent,
        Verdict.Status status) {
    /** A loader's settings as far as a sweep varies them. */
    public record Loader(int workers, int prefetch, int batch) {}

    /**
     * Bytes of /dev/shm.
     *
     * @param required what the job takes; where facts are open, at most
     * @param least what it takes at least
     * @param recommended the size to ask for
     */
    public record Shm(ByteCount required, ByteCount least, ByteCount recommended) {
        /** Whether facts are open on which the need depends. */
        public boolean isOpen() {
            return least.compareTo(required) < 0;
        }
    }

    /** Workers of the loader that varies. */
    public Optional<Integer> workers() {
        return loader.map(Loader::workers);
    }

    /** Its prefetch factor. */
    public Optional<Integer> prefetch() {
        return loader.map(Loader::prefetch);
    }

    /** Its batch size. */
    public Optional<Integer> batch() {
        return loader.map(Loader::batch);
    }

    /** Bytes of /dev/shm that the job takes. */
    public ByteCount required() {
        return shm.required();
    }

    /** The size of /dev/shm to ask for. */
    public ByteCount recommended() {
        return shm.recommended();
    }
}
