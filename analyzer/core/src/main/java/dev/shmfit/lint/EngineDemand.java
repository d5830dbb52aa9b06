package dev.shmfit.lint;

import dev.shmfit.facts.Reading;
import dev.shmfit.manifest.ContainerFacts;
import dev.shmfit.manifest.Engine;
import dev.shmfit.manifest.Launch;
import dev.shmfit.shm.OtherTenant;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import java.util.Optional;

/**
 * What a serving engine itself keeps in /dev/shm, without NCCL.
 *
 * @param bytes of all its files
 * @param formula in words and figures
 * @param tenant whose formula it is
 */
public record EngineDemand(ByteCount bytes, String formula, OtherTenant tenant) {
    /** VLLM_MQ_MAX_CHUNK_BYTES_MB (vllm/envs.py@v0.33.0). */
    private static final long VLLM_CHUNK_MIB = 16;
    /** The default of MessageQueue, which the responses take (vllm/v1/executor/multiproc_executor.py@v0.33.0). */
    private static final long VLLM_RESPONSE_MIB = 24;

    /** Of a launch in a container; empty where no formula covers it. */
    public static Optional<EngineDemand> of(Launch launch, ContainerFacts c) {
        long engines = launch.data().asOptional().orElse(1L);
        long workers = launch.workers();
        if (workers < 2) {
            return Optional.empty();
        }
        return switch (launch.engine()) {
            case VLLM -> Optional.of(vllm(workers, engines, c));
            case SGLANG -> Optional.of(sglang(workers));
            default -> Optional.empty();
        };
    }

    private static EngineDemand vllm(long workers, long engines, ContainerFacts c) {
        Reading<String> set = c.process().env().get("VLLM_MQ_MAX_CHUNK_BYTES_MB");
        String text = set == null ? "" : set.asOptional().orElse("");
        long chunk = text.matches("[1-9]\\d{0,5}") ? Long.parseLong(text, 10) : VLLM_CHUNK_MIB;
        ByteCount each = OtherTenant.vllmTensorParallel(
                ByteCount.mebibytes(chunk), ByteCount.mebibytes(VLLM_RESPONSE_MIB), workers);
        String words = Exact.times(10, chunk) + " MiB to broadcast + " + workers + " x " + 10 * VLLM_RESPONSE_MIB
                + " MiB for responses + 24 MiB for the group"
                + (engines > 1 ? ", for each of " + engines + " engines" : "");
        return new EngineDemand(
                each.times(engines), words, OtherTenant.named("vllm-ring").orElseThrow());
    }

    private static EngineDemand sglang(long workers) {
        return new EngineDemand(
                OtherTenant.sglang(1, workers - 1),
                "6 x 4 MiB for the group that broadcasts",
                OtherTenant.named("sglang-broadcast").orElseThrow());
    }

    /** Whether the engine refuses to start where this does not fit. */
    public boolean checked() {
        return tenant.name().equals("vllm-ring");
    }

    /** Engines whose use of /dev/shm no formula covers. */
    public static boolean unknown(Engine engine) {
        return engine.serves() && engine != Engine.VLLM && engine != Engine.SGLANG;
    }
}
