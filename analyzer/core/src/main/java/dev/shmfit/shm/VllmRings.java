package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import java.util.List;
import java.util.Optional;

/**
 * The rings in /dev/shm that vLLM makes for the workers of one engine on one node, by version.
 *
 * @param from the first release
 * @param executor whether the executor itself has rings: one that broadcasts, and one for the responses of each worker
 * @param broadcast a chunk of the ring that broadcasts; ten of them
 * @param response a chunk of a ring for responses; ten of them
 * @param checked whether each ring is held against what is free when it is made
 * @param source where it was read
 */
public record VllmRings(
        VllmRelease from, boolean executor, ByteCount broadcast, ByteCount response, boolean checked, String source) {
    /** Messages of each ring of the executor. */
    public static final int CHUNKS = 10;
    /** The newest release whose source was read. */
    public static final String READ_UP_TO = "0.33.0";

    private static final String EXECUTOR = "vllm/v1/executor/multiproc_executor.py";
    private static final String RING = "vllm/distributed/device_communicators/shm_broadcast.py";

    /** The newer engine as it first was. */
    private static final VllmRings V1 =
            rings(new VllmRelease(0, 8, 0), 10, 10, false, EXECUTOR + "@v0.8.0 VLLM_USE_V1");

    /** The engine of before, whose executor has no ring: its workers answer over pipes. */
    private static final VllmRings V0 = new VllmRings(
            new VllmRelease(0, 5, 1),
            false,
            ByteCount.ZERO,
            ByteCount.ZERO,
            false,
            "vllm/distributed/parallel_state.py@v0.5.1 mq_broadcaster");

    /** Newest first. */
    private static final List<VllmRings> ALL = List.of(
            rings(new VllmRelease(0, 27, 0), 16, 24, true, RING + "@v0.27.0 check_shm_free_space"),
            rings(new VllmRelease(0, 11, 1), 16, 24, false, RING + "@v0.11.1 MessageQueue"),
            rings(new VllmRelease(0, 9, 1), 16, 10, false, EXECUTOR + "@v0.9.1 VLLM_MQ_MAX_CHUNK_BYTES_MB"),
            V1,
            V0);

    /** VLLM_USE_V1=1 takes the newer engine from 0.6.5 on, =0 the one of before up to 0.11.0. */
    private static final VllmRelease FIRST_V1 = new VllmRelease(0, 6, 5);

    private static final VllmRelease V1_ALONE = new VllmRelease(0, 11, 1);

    private static VllmRings rings(VllmRelease from, long broadcast, long response, boolean checked, String source) {
        return new VllmRings(
                from, true, ByteCount.mebibytes(broadcast), ByteCount.mebibytes(response), checked, source);
    }

    /** Those of the newest release that is known. */
    public static VllmRings newest() {
        return ALL.get(0);
    }

    /**
     * Those of a release; empty for one before 0.5.1, which has none, and for text that is no version.
     *
     * @param version such as {@code 0.11.0} or {@code v0.8.5.post1}
     * @param useV1 what VLLM_USE_V1 is set to, if it is
     */
    public static Optional<VllmRings> of(String version, Optional<Boolean> useV1) {
        return VllmRelease.parse(version).flatMap(r -> of(r, useV1));
    }

    /**
     * The same of a release that has been read; empty for one before 0.5.1.
     *
     * @param useV1 what VLLM_USE_V1 is set to, if it is
     */
    public static Optional<VllmRings> of(VllmRelease r, Optional<Boolean> useV1) {
        if (useV1.isPresent() && !useV1.get() && r.before(V1_ALONE)) {
            return r.before(V0.from) ? Optional.empty() : Optional.of(V0);
        }
        if (useV1.orElse(false) && !r.before(FIRST_V1) && r.before(V1.from)) {
            return Optional.of(V1);
        }
        return ALL.stream().filter(v -> !r.before(v.from)).findFirst();
    }

    /** The same with chunks of other sizes. */
    public VllmRings sized(ByteCount ofBroadcast, ByteCount ofResponse) {
        return new VllmRings(from, executor, ofBroadcast, ofResponse, checked, source);
    }

    /** The same as a sum of rings: {@code 100 MiB to broadcast + 4 x 100 MiB for responses + 24 MiB for the group}. */
    public String words(long workers) {
        return executor
                ? mebibytes(broadcast) + " MiB to broadcast + " + workers + " x " + mebibytes(response)
                        + " MiB for responses + 24 MiB for the group"
                : "24 MiB for the group";
    }

    private static long mebibytes(ByteCount chunk) {
        return Exact.times(CHUNKS, chunk.bytes()) >> 20;
    }

    /** All rings of an engine with {@code workers} on the node. */
    public ByteCount bytes(long workers) {
        if (workers < 2) {
            return ByteCount.ZERO;
        }
        ByteCount group = OtherTenant.groupRing(workers - 1);
        return executor
                ? OtherTenant.vllmRing(broadcast, CHUNKS, workers)
                        .plus(OtherTenant.vllmRing(response, CHUNKS, 1).times(workers))
                        .plus(group)
                : group;
    }

    /** The ring of the group of workers alone, which no executor goes without. */
    public static ByteCount ofGroup(long workers) {
        return workers < 2 ? ByteCount.ZERO : OtherTenant.groupRing(workers - 1);
    }

    /** Rings of an engine with {@code workers} on the node; each touches at least the page of its state. */
    public long count(long workers) {
        return workers < 2 ? 0 : executor ? Exact.plus(workers, 2) : 1;
    }
}
