package dev.shmfit.lint;

import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.manifest.ImageName;
import dev.shmfit.manifest.Launch;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.shm.Figure;
import dev.shmfit.shm.OtherTenant;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.shm.VllmRelease;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;

/** What a program that a command line starts keeps in /dev/shm itself, without NCCL, as far as a formula counts it. */
public final class EngineDemand {
    private EngineDemand() {}

    /** Of a launch in a container; empty where no formula covers it, or there is nothing. */
    public static List<OtherUse> of(Launch launch, ManifestContainer c) {
        if (launch.ranks() instanceof Reading.Unreadable && launch.engine().serves()) {
            // Without the number of workers each formula would count one (EngineRest says so).
            return List.of();
        }
        return switch (launch.engine()) {
            case VLLM -> VllmDemand.of(launch, c);
            case SGLANG -> launch.workers() < 2 ? List.of() : List.of(sglang(launch.workers()));
            case LMDEPLOY -> LmdeployDemand.of(launch, c);
            case RAY -> RayDemand.of(launch, c);
            default -> List.of();
        };
    }

    private static OtherUse sglang(long workers) {
        return OtherTenant.named("sglang-broadcast")
                .orElseThrow()
                .use(
                        "sglang",
                        OtherTenant.sglang(1, workers - 1),
                        "6 x 4 MiB for the group that broadcasts",
                        List.of(workers(workers)));
    }

    /** The release of vLLM in the tag of an image of vLLM's; others' images have versions of their own. */
    public static Optional<VllmRelease> vllm(ManifestContainer c) {
        return c.process()
                .imageName()
                .filter(i -> i.is("vllm-openai"))
                .flatMap(ImageName::version)
                .flatMap(VllmRelease::parse);
    }

    /** The part of it that never goes elsewhere, whatever is free. */
    static ByteCount insisted(List<OtherUse> demands) {
        return sum(demands.stream().filter(u -> u.elsewhere().isEmpty()).toList());
    }

    /** All of a launch together. */
    static ByteCount sum(List<OtherUse> demands) {
        ByteCount sum = ByteCount.ZERO;
        for (OtherUse u : demands) {
            sum = sum.plus(u.bytes());
        }
        return sum;
    }

    static Figure.Input workers(long workers) {
        return Figure.Input.of("workers", workers, Provenance.STATED);
    }

    /** The value of a variable of the container. */
    static Optional<String> set(ManifestContainer c, String name) {
        Reading<String> set = c.process().env().get(name);
        return set == null ? Optional.empty() : set.asOptional();
    }
}
