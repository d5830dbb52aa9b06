package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import java.util.List;
import java.util.Optional;

/**
 * Programs besides NCCL and the DataLoader that live in /dev/shm: what they take, and what happens when it does not fit.
 * Read in their source or documentation, not measured; none is assumed to run unless the user says so.
 *
 * @param name as the user would name it in {@code --other NAME=SIZE}
 * @param formula in words
 * @param whenTooSmall how it shows
 * @param source where it was read
 */
public record OtherTenant(String name, String formula, String whenTooSmall, String source) {
    /** All known ones. */
    public static final List<OtherTenant> ALL = List.of(
            new OtherTenant(
                    "ray-plasma",
                    "30 % of the available memory, at most 200 x 10^9 bytes and at most the greater of 10^10 bytes and"
                            + " 95 % of what is free in /dev/shm",
                    "over 10^10 bytes a ValueError (\"exceeds /dev/shm size\"), else the store moves to /tmp and slows"
                            + " down",
                    "ray/_private/ray_constants.py, services.py, determine_plasma_store_config"),
            new OtherTenant(
                    "vllm-ring",
                    "(chunk + 1 + readers) x chunks; 10 chunks of 10 MiB, in newer versions 10 x"
                            + " VLLM_MQ_MAX_CHUNK_BYTES_MB (16 MiB); pages count when first touched",
                    "SIGBUS under load",
                    "vllm/distributed/device_communicators/shm_broadcast.py"),
            new OtherTenant(
                    "open-mpi",
                    "one backing file for each process, 16 MiB by default",
                    "an error at start",
                    "Open MPI opal/mca/btl/sm, btl_vader; open-mpi/ompi#5422"),
            new OtherTenant(
                    "ucx-posix",
                    "a FIFO and receive buffers for each interface; unused below 16 MB free",
                    "\"Not enough memory to write total of N bytes. Please check that /dev/shm ...\"",
                    "ucx/src/uct/sm/mm/posix/mm_posix.c"),
            new OtherTenant(
                    "mosaicml-streaming",
                    "for each data set 8 bytes a sample id of the epoch over all nodes + 9 bytes a shard + 40 bytes",
                    "an error in SharedMemory; left-overs after a kill need clean_stale_shared_memory()",
                    "streaming/base/dataset.py, base/shared/memory.py"),
            new OtherTenant(
                    "nvshmem",
                    "control files in /dev/shm/nvshmem-shm*; the symmetric heap itself is GPU memory; no size is"
                            + " documented",
                    "not known",
                    "NVSHMEM environment variables, NVSHMEM_SYMMETRIC_SIZE"),
            new OtherTenant(
                    "dali-external-source",
                    "only external_source(parallel=True): files /dev/shm/nvidia_dali_*; no size is documented",
                    "an error or SIGBUS",
                    "dali/core/os/shared_mem.cc"),
            new OtherTenant(
                    "torch-share-memory",
                    "each tensor moved by share_memory_() in whole pages, once on the node",
                    "SIGBUS",
                    "torch/multiprocessing/reductions.py"));

    /** The known tenant of that name. */
    public static Optional<OtherTenant> named(String name) {
        return ALL.stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /** What this tenant takes, by its formula. */
    public OtherUse use(String called, ByteCount bytes, List<Figure.Input> inputs) {
        return new OtherUse(called, bytes, formula, inputs, source);
    }

    /**
     * The shared state of MosaicML Streaming: the order of the samples, and for each shard a state of one byte and a time
     * of eight (streaming/base/dataset.py, SharedArray of uint8 and uint64).
     */
    public static ByteCount mosaicStreaming(long samples, long shards, long datasets) {
        long each = Exact.plus(Exact.plus(Exact.times(8, samples), Exact.times(9, shards)), 40);
        return ByteCount.of(each).times(datasets);
    }

    /** The object store that Ray makes by default. */
    public static ByteCount rayPlasma(ByteCount availableMemory, ByteCount freeShm) {
        long share = availableMemory.bytes() / 100 * 30 + availableMemory.bytes() % 100 * 30 / 100;
        long inShm = freeShm.bytes() / 100 * 95 + freeShm.bytes() % 100 * 95 / 100;
        return ByteCount.of(Math.min(Math.min(share, 200_000_000_000L), Math.max(10_000_000_000L, inShm)));
    }

    /** One vLLM broadcast ring with {@code readers} readers, all chunks touched. */
    public static ByteCount vllmRing(ByteCount chunk, long chunks, long readers) {
        return chunk.plus(ByteCount.of(Exact.plus(readers, 1))).times(chunks);
    }

    /** Open MPI's shared-memory transport with {@code processes} processes on the node, 16 MiB each by default. */
    public static ByteCount openMpi(ByteCount segment, long processes) {
        return segment.times(processes);
    }
}
