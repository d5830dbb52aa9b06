package dev.shmfit.lint;

import dev.shmfit.facts.Provenance;
import dev.shmfit.manifest.Launch;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.Word;
import dev.shmfit.shm.Figure;
import dev.shmfit.shm.OtherTenant;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.shm.VllmRings;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What vLLM keeps in /dev/shm by its command line: its rings, and what options add to them. */
final class VllmDemand {
    private static final ByteCount GIBIBYTE = ByteCount.mebibytes(1024);
    private static final ByteCount ARENA_SLOT = ByteCount.mebibytes(256);
    private static final int ARENA_SLOTS = 8;
    /** The secret before the cache's chunks (vllm/distributed/device_communicators/shm_object_storage.py@v0.33.0). */
    private static final ByteCount SECRET = ByteCount.of(32);
    /** The size of the multimodal cache where none is stated (vllm/config/multimodal.py@v0.33.0). */
    private static final String CACHE_GIB = "4";

    /** Who keeps the blocks of the KV cache that leave the GPUs. */
    static final String BACKEND = "--kv-offloading-backend";

    private VllmDemand() {}

    static List<OtherUse> of(Launch launch, ManifestContainer c) {
        long engines = launch.data().asOptional().orElse(1L);
        long workers = launch.workers();
        List<OtherUse> all = new ArrayList<>();
        if (workers > 1) {
            all.add(rings(launch, workers, engines, c));
            arena(launch, workers, engines).ifPresent(all::add);
        }
        cache(launch, engines).ifPresent(all::add);
        offload(launch, engines).ifPresent(all::add);
        return all;
    }

    private static OtherUse rings(Launch launch, long workers, long engines, ManifestContainer c) {
        Optional<VllmRings> stated = rings(c);
        VllmRings rings = stated.orElse(VllmRings.newest());
        List<Figure.Input> inputs = new ArrayList<>(List.of(EngineDemand.workers(workers)));
        if (stated.isEmpty()) {
            inputs.add(new Figure.Input(OtherTenant.VERSION, "the newest known", Provenance.DEFAULT));
        }
        ByteCount chunk = EngineDemand.set(c, "VLLM_MQ_MAX_CHUNK_BYTES_MB")
                .filter(t -> t.matches("[1-9]\\d{0,5}"))
                .map(t -> ByteCount.mebibytes(Long.parseLong(t, 10)))
                .orElse(rings.broadcast());
        VllmRings sized = rings.sized(chunk, rings.response());
        OtherUse use = OtherTenant.named("vllm-ring")
                .orElseThrow()
                .use("vllm", sized.bytes(workers).times(engines), sized.words(workers) + each(engines), inputs);
        // Over Ray, the executor has these rings only from the second kind of it on.
        return overRay(launch) ? use.from(VllmRings.ofGroup(workers).times(engines)) : use;
    }

    /** Whether Ray runs the workers. */
    static boolean overRay(Launch launch) {
        return value(launch, "--distributed-executor-backend")
                .filter(b -> b.equals("ray"))
                .isPresent();
    }

    /** By the image's tag where it is vLLM's own. */
    private static Optional<VllmRings> rings(ManifestContainer c) {
        Optional<Boolean> v1 = EngineDemand.set(c, "VLLM_USE_V1")
                .flatMap(t -> t.equals("1") || t.equals("0") ? Optional.of(t.equals("1")) : Optional.empty());
        return EngineDemand.vllm(c).flatMap(v -> VllmRings.of(v, v1));
    }

    /** Slots for large tensors; its pages count when such tensors come. */
    private static Optional<OtherUse> arena(Launch launch, long workers, long engines) {
        return launch.has("--enable-shm-tensor-arena")
                ? Optional.of(use(
                                "vllm-tensor-arena",
                                OtherTenant.vllmRing(ARENA_SLOT, ARENA_SLOTS, workers)
                                        .times(engines),
                                "8 slots of 256 MiB" + each(engines),
                                List.of(EngineDemand.workers(workers)),
                                "vllm/distributed/device_communicators/shm_tensor_arena.py@v0.33.0")
                        .from(ByteCount.ZERO))
                : Optional.empty();
    }

    /** The cache of processed images, in shared memory only where asked for, and where one API process feeds one engine. */
    private static Optional<OtherUse> cache(Launch launch, long engines) {
        return value(launch, "--mm-processor-cache-type")
                .filter(t -> t.equals("shm") && engines == 1)
                .flatMap(t -> gibibytes(value(launch, "--mm-processor-cache-gb").orElse(CACHE_GIB)))
                .map(s -> use(
                                "vllm-mm-cache",
                                s.plus(SECRET),
                                "the cache of processed multimodal inputs",
                                List.of(stated("--mm-processor-cache-gb", s)),
                                "vllm/multimodal/cache/shm.py@v0.33.0 ShmObjectStoreSenderCache")
                        .from(ByteCount.ZERO));
    }

    /** Blocks of the KV cache that leave the GPUs: one region for all workers of an engine. */
    private static Optional<OtherUse> offload(Launch launch, long engines) {
        return value(launch, "--kv-offloading-size")
                .filter(v -> value(launch, BACKEND).orElse("native").equals("native"))
                .flatMap(VllmDemand::gibibytes)
                .map(s -> use(
                        "vllm-kv-offload",
                        s.times(engines),
                        "the stated size, in whole blocks" + each(engines),
                        List.of(stated("--kv-offloading-size", s)),
                        "vllm/v1/kv_offload/cpu/shared_offload_region.py@v0.33.0"));
    }

    private static OtherUse use(
            String name, ByteCount bytes, String formula, List<Figure.Input> inputs, String source) {
        return new OtherUse(name, bytes, bytes, formula, inputs, source, Optional.empty());
    }

    private static Figure.Input stated(String option, ByteCount size) {
        return new Figure.Input(option, RoundedSize.up(size), Provenance.STATED);
    }

    private static String each(long engines) {
        return engines > 1 ? ", for each of " + engines + " engines" : "";
    }

    /** The value of an option, written with dashes or with underscores. */
    static Optional<String> value(Launch launch, String option) {
        return launch.option(
                        option,
                        option.replaceFirst("^--", "\0").replace('-', '_').replace("\0", "--"))
                .map(Word::text);
    }

    /** A count of GiB as vLLM reads it, such as {@code 4} or {@code 0.5}; empty for none. */
    private static Optional<ByteCount> gibibytes(String text) {
        return text.matches("\\d{1,7}(\\.\\d{1,9})?")
                ? Optional.of(ByteCount.of(new BigDecimal(text)
                                .multiply(BigDecimal.valueOf(GIBIBYTE.bytes()))
                                .setScale(0, RoundingMode.DOWN)
                                .longValueExact()))
                        .filter(size -> size.bytes() > 0)
                : Optional.empty();
    }
}
