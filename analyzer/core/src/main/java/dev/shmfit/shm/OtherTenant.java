package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import java.util.List;
import java.util.Optional;

/**
 * Programs besides NCCL and the DataLoader that live in /dev/shm: what they take, and what happens when it does not fit.
 * Held against measured runs where there are any (fixtures/dataloader/tenants.csv), else read in their source or
 * documentation; none is assumed to run unless the user says so.
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
                    "the object store, stated or by default 30 % of the available memory, at most 200 x 10^9 bytes and at"
                            + " most the greater of 10^10 bytes and 95 % of what is free in /dev/shm; nothing where it is"
                            + " below 10^10 bytes and does not fit when Ray starts: it then goes to the temporary"
                            + " directory. Its pages count when objects are written",
                    "over 10^10 bytes a ValueError (\"exceeds /dev/shm size\"), else the store moves to the temporary"
                            + " directory and slows down",
                    "ray/_private/ray_constants.py, services.py, determine_plasma_store_config; measured with 2.60.0"),
            new OtherTenant(
                    "vllm-ring",
                    "6 x 4 MiB for the group from 0.5.1; from 0.8.0 a ring that broadcasts and one for the responses of each"
                            + " worker more, each of 10 chunks: of 10 MiB, to broadcast of 16 MiB"
                            + " (VLLM_MQ_MAX_CHUNK_BYTES_MB) from 0.9.1, for responses of 24 MiB from 0.11.1; readers + 1"
                            + " bytes more for each chunk. Pages count when first touched",
                    "from 0.27.0 the size of each ring is checked against what is free when it is made, one by one; else"
                            + " SIGBUS under load",
                    "vllm/distributed/device_communicators/shm_broadcast.py, distributed/parallel_state.py,"
                            + " v1/executor/multiproc_executor.py (0.5.1 to " + VllmRings.READ_UP_TO
                            + "); measured with 0.11.1, 0.20.0 and 0.33.0"),
            new OtherTenant(
                    "sglang-broadcast",
                    "6 chunks of 4 MiB for each group of processes that broadcasts, readers + 1 bytes more for each chunk;"
                            + " pages count when first touched",
                    "SIGBUS under load",
                    "sglang/srt/distributed/device_communicators/shm_broadcast.py; measured with 0.5.23"),
            new OtherTenant(
                    "open-mpi",
                    "one segment for each process, 4 MiB + 8 bytes in 4.1, 16 MiB in 5.0, of which 72 KiB are touched by"
                            + " MPI_Init and the rest by eager messages under way; shared windows in whole pages and a"
                            + " page",
                    "the size of a segment is checked against what is free when it is made (\"not enough space for"
                            + " /dev/shm/vader_segment...\"); without it messages take a slower way, windows are errors",
                    "opal/mca/btl/vader/btl_vader_component.c@v4.1.4, opal/mca/btl/sm/btl_sm_component.c@v5.0.6; measured"
                            + " with 4.1.4, 4.1.8, 5.0.8 and 5.0.11"),
            new OtherTenant(
                    "mpich",
                    "5,390,336 bytes for each rank and 8 KiB after MPI_Init from 4.3 on, 4,308,992 or less before, as it"
                            + " is built; 42 KiB a rank more once all have talked; shared windows in whole pages and a"
                            + " page",
                    "EXIT STRING: Bus error (signal 7)",
                    "measured with 3.4.3, 4.0.2, 4.0.3, 4.1.3, 4.2.3, 4.3.2, 5.0.0 and 5.0.2"),
            new OtherTenant(
                    "joblib",
                    "arrays above 1 MB in whole pages with a header of a page, and eight semaphores; the semaphores alone"
                            + " where /dev/shm has less than 2 x 10^9 bytes: the arrays then go to the temporary directory",
                    "OSError: [Errno 28] No space left on device",
                    "joblib/_memmapping_reducer.py, SYSTEM_SHARED_MEM_FS_MIN_SIZE; measured with 1.6.0"),
            new OtherTenant(
                    "multiprocessing-array",
                    "arenas of a page, two, four and so on up to 4 MiB, or as large as an array, as far as arrays lie in"
                            + " them, and a semaphore for each array; an arena that does not fit when it is made goes to the temporary directory",
                    "slower, no error",
                    "Lib/multiprocessing/heap.py, Heap._new_arena; measured with Python 3.13"),
            new OtherTenant(
                    "ucx-posix",
                    "a FIFO and receive buffers for each interface; unused below 16 MB free",
                    "\"Not enough memory to write total of N bytes. Please check that /dev/shm ...\"",
                    "ucx/src/uct/sm/mm/posix/mm_posix.c"),
            new OtherTenant(
                    "mosaicml-streaming",
                    "for each data set six pages, and in whole pages each: a byte a shard, 8 bytes a shard, 8 bytes a sample id of"
                            + " the epoch over all nodes, while the workers of a node take their parts of it. Sample ids are"
                            + " padded up to whole batches of all workers, and to canonical nodes",
                    "an error in SharedMemory; left-overs after a kill need clean_stale_shared_memory()",
                    "streaming/base/dataset.py, base/partition/orig.py; measured with 0.13.0"),
            new OtherTenant(
                    "nvshmem",
                    "control files in /dev/shm/nvshmem-shm*; the symmetric heap itself is GPU memory; no size is"
                            + " documented",
                    "not known",
                    "NVSHMEM environment variables, NVSHMEM_SYMMETRIC_SIZE"),
            new OtherTenant(
                    "dali-external-source",
                    "only external_source(parallel=True): (prefetch_queue_depth of the pipeline, 2 where it is not set, + that of"
                            + " the source, 1 where it is not set) x batch x sample, each worker's part in whole pages with"
                            + " a description, and 40 KiB for messages",
                    "an error or SIGBUS",
                    "nvidia/dali/_multiproc/pool.py create_shm_chunk_manager_for_group; measured with 2.4.0"),
            new OtherTenant(
                    "triton-python",
                    "for each instance of a Python model a region that is reserved when it starts: 1 MiB from release 23.09"
                            + " on, 64 MiB before, or shm-default-byte-size; a tensor that finds no room in it adds"
                            + " growth x (bytes / growth + 1), with the growth of shm-growth-byte-size, which has the same"
                            + " defaults. A region does not become smaller again",
                    "\"Unable to initialize shared memory key\", or \"Failed to increase the shared memory pool size\"",
                    "python_backend/src/python_be.cc and shm_manager.cc, GrowIfNeeded (r21.04 to r26.07)"),
            new OtherTenant(
                    "trt-llm-experts",
                    "for each layer with experts a file of each rank of the node with its part of them, together all experts"
                            + " of the layer: each weight in multiples of 256 bytes, each file in whole pages. Only where"
                            + " the load balancer moves experts (layer_updates_per_iter above 0)",
                    "SIGBUS while the weights are loaded",
                    "tensorrt_llm/_torch/modules/fused_moe/moe_load_balancer.py, HostMoeTensorSharer"),
            new OtherTenant(
                    "torch-share-memory",
                    "each tensor moved by share_memory_() in whole pages, once on the node",
                    "SIGBUS",
                    "torch/multiprocessing/reductions.py"));

    /** The input of a figure that tells the version. */
    public static final String VERSION = "version";

    /** Above it Ray refuses to start where its store does not fit. */
    private static final long RAY_FALLS_BACK = 10_000_000_000L;

    /** The least size of a tmpfs that joblib uses. */
    private static final long JOBLIB_LEAST = 2_000_000_000L;

    /** The least page there is; each file is rounded up by itself. */
    private static final ByteCount PAGE = ByteCount.of(4096);

    /** What DALI's queues take, measured with one to three workers. */
    private static final ByteCount DALI_QUEUES = ByteCount.kibibytes(40);

    private static final ByteCount GROUP_CHUNK = ByteCount.mebibytes(4);
    private static final long GROUP_CHUNKS = 6;

    /** The known tenant of that name. */
    public static Optional<OtherTenant> named(String name) {
        return ALL.stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /** Whether a user of /dev/shm is a serving engine, which has no DataLoader. */
    public static boolean serves(OtherUse use) {
        return List.of("vllm-ring", "sglang-broadcast", "triton-python", "trt-llm-experts").stream()
                .anyMatch(n ->
                        named(n).filter(t -> t.source().equals(use.source())).isPresent());
    }

    /** Whether a consumer's figure rests on a version that nobody stated. */
    public static boolean versionAssumed(ShmItem item) {
        return item.figures().stream()
                .flatMap(f -> f.inputs().stream())
                .anyMatch(i -> i.name().equals(VERSION) && i.provenance() == Provenance.DEFAULT);
    }

    /** What this tenant takes, by its formula. */
    public OtherUse use(String called, ByteCount bytes, List<Figure.Input> inputs) {
        return use(called, bytes, formula, inputs);
    }

    /** The same with the formula in figures. */
    public OtherUse use(String called, ByteCount bytes, String figures, List<Figure.Input> inputs) {
        return new OtherUse(called, bytes, bytes, figures, inputs, source, Optional.empty());
    }

    /**
     * The shared state of MosaicML Streaming: a page each for the paths, the barrier, the epoch, the cache's use, the shape
     * of an epoch's order and, once it was resumed, what it resumes from; for each shard a state of one byte and a time of
     * eight; and the order itself (streaming/base/dataset.py, SharedArray and _share_work).
     *
     * @param samples of an epoch over all nodes
     * @param canonical num_canonical_nodes, whose parts have equally many samples
     * @param together samples that all workers of all nodes take in a round: batch x workers
     */
    public OtherUse mosaicStreaming(
            String called,
            long samples,
            long canonical,
            long together,
            long shards,
            long datasets,
            List<Figure.Input> inputs) {
        ByteCount states = ByteCount.of(shards).inPagesOf(PAGE).plus(order(shards));
        ByteCount least = states.plus(PAGE.times(5)).plus(order(samples));
        ByteCount most = states.plus(PAGE.times(6)).plus(order(upTo(together, upTo(canonical, samples))));
        return use(called, most.times(datasets), inputs).from(least.times(datasets));
    }

    private static ByteCount order(long ids) {
        return ByteCount.of(Exact.times(8, ids)).inPagesOf(PAGE);
    }

    private static long upTo(long part, long samples) {
        return Exact.times(part, Exact.plus(samples, part - 1) / part);
    }

    /** The object store that Ray makes by default. */
    public static ByteCount rayPlasma(ByteCount availableMemory, ByteCount freeShm) {
        long share = availableMemory.bytes() / 100 * 30 + availableMemory.bytes() % 100 * 30 / 100;
        long inShm = freeShm.bytes() / 100 * 95 + freeShm.bytes() % 100 * 95 / 100;
        return ByteCount.of(Math.min(Math.min(share, 200_000_000_000L), Math.max(10_000_000_000L, inShm)));
    }

    /** The largest object store that Ray makes by default, whatever /dev/shm has. */
    public static ByteCount rayAtMost(ByteCount availableMemory) {
        return rayPlasma(availableMemory, ByteCount.of(Long.MAX_VALUE));
    }

    /** Whether a store that does not fit goes to the temporary directory; a larger one keeps Ray from starting. */
    static boolean raySlips(ByteCount store) {
        return store.bytes() <= RAY_FALLS_BACK;
    }

    /** Ray's store, stated or by default, of which {@code objects} are written. */
    public OtherUse ray(String called, RayStore store, Optional<ByteCount> objects, List<Figure.Input> inputs) {
        ByteCount most = store.stated().orElseGet(() -> rayAtMost(store.memory()));
        Optional<ByteCount> written = objects.map(o -> rayObjects(o, PAGE)).filter(o -> o.compareTo(most) < 0);
        // The base of a store without objects: three pages.
        OtherUse use = use(called, written.orElse(most), inputs).from(written.orElse(rayObjects(ByteCount.ZERO, PAGE)));
        if (store.stated().isEmpty()) {
            return use.unless(new TakenElsewhere.RayDefault(store.memory(), written));
        }
        // A store that does not fit is an error above the limit, so that all of it is needed.
        return raySlips(most)
                ? use.unless(new TakenElsewhere.LessFree(most, ByteCount.ZERO))
                : use(called, most, inputs);
    }

    /**
     * How large Ray's store is.
     *
     * @param stated object_store_memory; empty: by default
     * @param memory available when Ray starts, for its default
     */
    public record RayStore(Optional<ByteCount> stated, ByteCount memory) {}

    /** What objects of {@code bytes} touch of Ray's store. */
    public static ByteCount rayObjects(ByteCount bytes, ByteCount page) {
        return bytes.plus(page.times(2)).inPagesOf(page).max(page.times(3));
    }

    /** A ring of {@code chunks} with {@code readers} readers, all chunks touched: vLLM's and SGLang's, in whole pages. */
    public static ByteCount vllmRing(ByteCount chunk, long chunks, long readers) {
        return chunk.plus(ByteCount.of(Exact.plus(readers, 1))).times(chunks).inPagesOf(PAGE);
    }

    /** SGLang's ring for each of {@code groups} groups. */
    public static ByteCount sglang(long groups, long readers) {
        return groupRing(readers).times(groups);
    }

    /** The ring of a group of processes that broadcasts, as vLLM makes it and SGLang took it over. */
    static ByteCount groupRing(long readers) {
        return vllmRing(GROUP_CHUNK, GROUP_CHUNKS, readers);
    }

    /** What MPI_Init touches of Open MPI's segments: 72 KiB of each. */
    public static ByteCount openMpiTouched(long processes) {
        return processes < 2 ? ByteCount.ZERO : ByteCount.kibibytes(72).times(processes);
    }

    /** Open MPI's shared-memory transport with {@code processes} processes on the node. */
    public static ByteCount openMpi(ByteCount segment, long processes) {
        return segment.times(processes);
    }

    /** The segment of a process by Open MPI's version. */
    public static ByteCount openMpiSegment(int major) {
        return major < 5 ? ByteCount.mebibytes(4).plus(ByteCount.of(8)) : ByteCount.mebibytes(16);
    }

    /** Shared windows of all processes together, on MPI. */
    public static ByteCount mpiWindows(ByteCount bytes, ByteCount page) {
        return bytes.bytes() == 0 ? ByteCount.ZERO : bytes.inPagesOf(page).plus(page);
    }

    /** MPICH from 4.3 on, or an older one, with {@code ranks} ranks on the node that have all talked with one another. */
    public static ByteCount mpich(boolean from43, long ranks) {
        return ByteCount.of(Exact.plus(Exact.times((from43 ? 5_390_336L : 4_308_992L) + 43_008L, ranks), 8192));
    }

    /** The least that MPICH before 4.3 was seen to take: how it is built decides. */
    public static ByteCount mpichLeast(long ranks) {
        return ranks < 2 ? ByteCount.ZERO : ByteCount.kibibytes(256).times(ranks);
    }

    /**
     * DALI's external source: for each batch on its way a file for each worker, which has its samples and a description of
     * them, at most a page; and the queues. With {@code batch=True} one worker makes a whole batch.
     *
     * @param batches of the pipeline's prefetch_queue_depth and of the source's own
     * @param batch samples in a batch
     * @param sample bytes of a sample
     */
    public OtherUse dali(
            String called,
            long batches,
            long batch,
            ByteCount sample,
            long workers,
            ByteCount page,
            List<Figure.Input> inputs) {
        ByteCount parts = ByteCount.ZERO;
        for (long left = batch, to = Math.min(workers, batch); to > 0; to--) {
            long samples = (left + to - 1) / to;
            left -= samples;
            parts = parts.plus(sample.times(samples).inPagesOf(page)).plus(page);
        }
        ByteCount whole = sample.times(batch).inPagesOf(page);
        return use(called, parts.times(batches).plus(DALI_QUEUES), inputs)
                .from(whole.times(batches).plus(DALI_QUEUES));
    }

    /** joblib's memory maps, and the semaphores that remain where /dev/shm is too small for it. */
    public OtherUse joblib(String called, ByteCount array, long count, List<Figure.Input> inputs) {
        ByteCount semaphores = PAGE.times(8);
        ByteCount arrays = array.inPagesOf(PAGE).plus(PAGE).times(count);
        return use(called, semaphores.plus(arrays), inputs)
                .unless(new TakenElsewhere.SmallerThan(ByteCount.of(JOBLIB_LEAST), semaphores));
    }

    /** Arrays of Python's multiprocessing, each with a semaphore that stays where the array does not fit. */
    public OtherUse multiprocessingArrays(String called, ByteCount array, long count, List<Figure.Input> inputs) {
        PythonHeap heap = new PythonHeap(array, count, PAGE);
        return use(called, heap.most(), inputs).unless(heap);
    }
}
