package dev.shmfit.lint;

import dev.shmfit.manifest.Launch;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.shm.VllmRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The settings of NCCL that a serving engine makes itself before it makes a communicator. */
public final class EngineSettings {
    /** Up to 0.10.1.1, as long as nobody has set it; before 0.9.1 whatever was set. */
    private static final VllmRelease CUMEM_BY_DEFAULT = new VllmRelease(0, 10, 2);

    private static final VllmRelease CUMEM_AS_SET = new VllmRelease(0, 9, 1);
    private static final VllmRelease BATCH_INVARIANT = new VllmRelease(0, 11, 1);

    /**
     * As of 0.11.1. Later releases write {@code ring,tree;allreduce:tree} to NCCL_ALGO with NCCL 2.31 and newer
     * (vllm-project/vllm#58179), newer than any release of NCCL that is known here.
     */
    private static final Map<String, String> INVARIANT = Map.of(
            "NCCL_LAUNCH_MODE",
            "GROUP",
            "NCCL_COLLNET_ENABLE",
            "0",
            "NCCL_NVLS_ENABLE",
            "0",
            "NCCL_P2P_NET_DISABLE",
            "1",
            "NCCL_MIN_NCHANNELS",
            "1",
            "NCCL_MAX_NCHANNELS",
            "1",
            "NCCL_PROTO",
            "Simple",
            "NCCL_ALGO",
            "allreduce:tree",
            "NCCL_NTHREADS",
            "1");

    private EngineSettings() {}

    /**
     * A setting.
     *
     * @param value that counts, whatever the container's environment says
     * @param source the engine's file and release
     */
    public record Made(String name, String value, String source) {}

    /** Of a launch in a container, by name; empty where the engine leaves NCCL alone. */
    public static List<Made> of(Launch launch, ManifestContainer c) {
        Map<String, Made> made = new TreeMap<>();
        switch (launch.engine()) {
            case VLLM -> EngineDemand.vllm(c).ifPresent(r -> vllm(r, c).forEach(m -> made.put(m.name(), m)));
            case SGLANG -> sglang(launch, c).forEach(m -> made.put(m.name(), m));
            default -> {}
        }
        return List.copyOf(made.values());
    }

    private static List<Made> vllm(VllmRelease release, ManifestContainer c) {
        List<Made> made = new ArrayList<>();
        boolean forced = release.before(CUMEM_AS_SET);
        if (release.before(CUMEM_BY_DEFAULT)
                && (forced || EngineDemand.set(c, "NCCL_CUMEM_ENABLE").isEmpty())) {
            made.add(new Made("NCCL_CUMEM_ENABLE", "0", "vLLM: vllm/env_override.py@v0.10.1"));
        }
        if (!release.before(BATCH_INVARIANT)
                && EngineDemand.set(c, "VLLM_BATCH_INVARIANT")
                        .filter("1"::equals)
                        .isPresent()) {
            INVARIANT.forEach((name, value) -> made.add(new Made(
                    name, value, "vLLM, VLLM_BATCH_INVARIANT: model_executor/layers/batch_invariant.py@v0.11.1")));
        }
        return made;
    }

    /** Off unless an option asks for symmetric memory or NVLS, or the environment says so. */
    private static List<Made> sglang(Launch launch, ManifestContainer c) {
        boolean symmetric = launch.has("--enable-symm-mem");
        boolean nvls = symmetric || launch.has("--enable-nccl-nvls");
        List<Made> made = new ArrayList<>();
        made("NCCL_CUMEM_ENABLE", symmetric, c).ifPresent(made::add);
        made("NCCL_NVLS_ENABLE", nvls, c).ifPresent(made::add);
        return made;
    }

    /** @param asked by an option, which the environment does not outdo */
    private static Optional<Made> made(String name, boolean asked, ManifestContainer c) {
        return asked || EngineDemand.set(c, name).isEmpty()
                ? Optional.of(new Made(
                        name, asked ? "1" : "0", "SGLang: srt/entrypoints/engine.py _set_envs_and_config@v0.5.23"))
                : Optional.empty();
    }
}
