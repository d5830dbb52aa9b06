package dev.shmfit.lint;

import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.manifest.ContainerFacts;
import dev.shmfit.manifest.Engine;
import dev.shmfit.manifest.JobCommands;
import dev.shmfit.manifest.Launch;
import dev.shmfit.shm.Figure;
import dev.shmfit.shm.OtherTenant;
import dev.shmfit.shm.VllmRings;
import dev.shmfit.units.ByteCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a serving engine itself keeps in /dev/shm, without NCCL.
 *
 * @param bytes of all its files
 * @param formula in words and figures
 * @param tenant whose formula it is
 * @param checked whether the engine refuses to start where this does not fit
 * @param inputs of the formula
 */
public record EngineDemand(
        ByteCount bytes, String formula, OtherTenant tenant, boolean checked, List<Figure.Input> inputs) {
    public EngineDemand {
        inputs = List.copyOf(inputs);
    }

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
        Optional<VllmRings> stated = rings(c);
        VllmRings rings = stated.orElse(VllmRings.newest());
        List<Figure.Input> inputs = new ArrayList<>(List.of(workers(workers)));
        if (stated.isEmpty()) {
            inputs.add(new Figure.Input(OtherTenant.VERSION, "the newest known", Provenance.DEFAULT));
        }
        ByteCount chunk = set(c, "VLLM_MQ_MAX_CHUNK_BYTES_MB")
                .filter(t -> t.matches("[1-9]\\d{0,5}"))
                .map(t -> ByteCount.mebibytes(Long.parseLong(t, 10)))
                .orElse(rings.broadcast());
        VllmRings sized = rings.sized(chunk, rings.response());
        String words = sized.words(workers) + (engines > 1 ? ", for each of " + engines + " engines" : "");
        return new EngineDemand(
                sized.bytes(workers).times(engines),
                words,
                OtherTenant.named("vllm-ring").orElseThrow(),
                rings.checked(),
                inputs);
    }

    private static Figure.Input workers(long workers) {
        return Figure.Input.of("workers", workers, Provenance.STATED);
    }

    /** By the image's tag where it is vLLM's own. */
    private static Optional<VllmRings> rings(ContainerFacts c) {
        Reading<String> image = c.process().image();
        Optional<Boolean> v1 = set(c, "VLLM_USE_V1")
                .flatMap(t -> t.equals("1") || t.equals("0") ? Optional.of(t.equals("1")) : Optional.empty());
        return image.asOptional()
                .filter(i -> i.contains("vllm"))
                .flatMap(i -> JobCommands.version(image))
                .flatMap(v -> VllmRings.of(v, v1));
    }

    private static Optional<String> set(ContainerFacts c, String name) {
        Reading<String> set = c.process().env().get(name);
        return set == null ? Optional.empty() : set.asOptional();
    }

    private static EngineDemand sglang(long workers) {
        return new EngineDemand(
                OtherTenant.sglang(1, workers - 1),
                "6 x 4 MiB for the group that broadcasts",
                OtherTenant.named("sglang-broadcast").orElseThrow(),
                false,
                List.of(workers(workers)));
    }

    /** Engines whose use of /dev/shm no formula covers. */
    public static boolean unknown(Engine engine) {
        return engine.serves() && engine != Engine.VLLM && engine != Engine.SGLANG;
    }
}
