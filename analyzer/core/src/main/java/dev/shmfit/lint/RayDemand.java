package dev.shmfit.lint;

import dev.shmfit.facts.Provenance;
import dev.shmfit.manifest.Launch;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.Word;
import dev.shmfit.shm.Figure;
import dev.shmfit.shm.OtherTenant;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;

/** The object store that {@code ray start} makes: of the stated size, or of Ray's default by the container's memory. */
final class RayDemand {
    private RayDemand() {}

    static List<OtherUse> of(Launch launch, ManifestContainer c) {
        Optional<ByteCount> stated = launch.option("--object-store-memory")
                .map(Word::text)
                .filter(t -> t.matches("[1-9]\\d{0,14}"))
                .map(t -> ByteCount.of(Long.parseLong(t, 10)));
        Optional<ByteCount> memory = c.resources().memoryLimit().asOptional();
        if (stated.isEmpty() && memory.isEmpty()) {
            return List.of();
        }
        List<Figure.Input> inputs =
                List.of(stated.map(s -> Figure.Input.of("object-store-memory", s.bytes(), Provenance.STATED))
                        .orElseGet(() -> Figure.Input.of(
                                "available-memory", memory.orElseThrow().bytes(), Provenance.STATED)));
        return List.of(OtherTenant.named("ray-plasma")
                .orElseThrow()
                .ray("ray", new OtherTenant.RayStore(stated, memory.orElse(ByteCount.ZERO)), Optional.empty(), inputs));
    }
}
