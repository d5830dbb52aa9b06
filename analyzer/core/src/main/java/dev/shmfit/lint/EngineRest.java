package dev.shmfit.lint;

import dev.shmfit.facts.Reading;
import dev.shmfit.manifest.Engine;
import dev.shmfit.manifest.ImageName;
import dev.shmfit.manifest.Launch;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.Word;
import dev.shmfit.shm.EngineRegions;
import dev.shmfit.shm.EngineUse;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of an engine's files in /dev/shm no formula counts, and why. */
public final class EngineRest {
    private static final Pattern REGION =
            Pattern.compile("(?:--backend-config=)?python,shm-default-byte-size=(\\d{1,18})");

    /** TensorRT-LLM, however its launch is stated. */
    public static final EngineUse TRT_LLM = all(Engine.TRT_LLM, trtLlm("processes: …", "…"));

    private static final EngineUse RAY = new EngineUse(
            "Ray",
            false,
            Optional.of(new EngineUse.Rest(
                    "ray",
                    "Ray's object store",
                    "By default it is 30 % of the memory that Ray finds, which is not stated. A workload file counts it:"
                            + " others: [{kind: ray-plasma, available-memory: …}].")));

    private EngineRest() {}

    /** The engines of a launch; none for a launcher, which keeps nothing there itself. */
    public static List<EngineUse> of(Launch launch, ManifestContainer c) {
        return switch (launch.engine()) {
            case VLLM -> vllm(launch);
            case TGI -> List.of(use(launch, Optional.empty()));
            case SGLANG -> List.of(use(launch, uncounted(launch)));
            case LMDEPLOY -> List.of(use(launch, uncounted(launch).or(() -> lmdeploy(launch, c))));
            case RAY -> List.of(EngineDemand.of(launch, c).isEmpty() ? RAY : use(launch, Optional.empty()));
            // The ranks that it spawns, and the server that spawns them.
            case TRT_LLM ->
                List.of(all(
                        Engine.TRT_LLM,
                        trtLlm("processes: " + (launch.workers() + 1), String.valueOf(launch.workers()))));
            case TRITON -> List.of(all(Engine.TRITON, triton(launch, c)));
            default -> List.of();
        };
    }

    private static String trtLlm(String processes, String ranks) {
        return "Its ranks talk over MPI, whose segments depend on the MPI of the image. A workload file counts Open MPI's:"
                + " others: [{kind: open-mpi, version: \"4.1\", " + processes + "}]. An expert load balancer that moves"
                + " experts keeps all of their weights there: {kind: trt-llm-experts, layers: …, experts: …, weights:"
                + " [{bytes: …}], ranks: " + ranks + "}. Images that one process hands to another from the processor's"
                + " memory lie there, too (shared_tensor.py). Its all-reduce uses CUDA IPC, and nothing there.";
    }

    /** How many instances there are stands in the model repository, which nothing here reads. */
    private static String triton(Launch launch, ManifestContainer c) {
        Optional<String> release = c.process()
                .imageName()
                .filter(i -> i.is("tritonserver"))
                .flatMap(ImageName::version)
                .filter(r -> EngineRegions.triton(r).isPresent());
        Optional<ByteCount> stated = Optional.empty();
        for (Word w : launch.words()) {
            Matcher m = REGION.matcher(w.text());
            if (m.matches()) {
                stated = Optional.of(ByteCount.of(Long.parseLong(m.group(1), 10)));
            }
        }
        String region = stated.map(b -> RoundedSize.up(b) + " (shm-default-byte-size)")
                .or(() -> release.map(
                        r -> RoundedSize.up(EngineRegions.triton(r).orElseThrow()) + " (release " + r + ")"))
                .orElse("1 MiB from release 23.09 on, 64 MiB before,");
        return "Each instance of a Python model reserves " + region
                + " when it starts, and more for tensors that find no"
                + " room in it (python_backend/src/shm_manager.cc). How many there are stands in the model repository. A"
                + " workload file counts them: others: [{kind: triton-python, instances: …"
                + stated.map(b -> ", region: " + b.bytes())
                        .or(() -> release.map(r -> ", version: \"" + r + "\""))
                        .orElse("")
                + ", tensors: [{bytes: …}]}]. Regions that clients register come on top.";
    }

    private static EngineUse use(Launch launch, Optional<EngineUse.Rest> rest) {
        return new EngineUse(launch.engine().shown(), launch.engine().serves(), rest);
    }

    /** Where a parallel size is a variable that nothing resolves, its workers are not known, and so not their files. */
    private static Optional<EngineUse.Rest> uncounted(Launch launch) {
        return launch.ranks() instanceof Reading.Unreadable<Long> u
                ? Optional.of(rest(
                        launch.engine(),
                        "How many workers it has is not known: its command line has \"" + u.text()
                                + "\" where a number belongs, and nothing here says what that is. With the number in its"
                                + " place they are counted."))
                : Optional.empty();
    }

    private static EngineUse.Rest rest(Engine engine, String reason) {
        String name = engine.shown();
        return new EngineUse.Rest(name.toLowerCase(Locale.ROOT), "What " + name + " itself keeps in /dev/shm", reason);
    }

    private static EngineUse all(Engine engine, String reason) {
        return new EngineUse(
                engine.shown(), engine.serves() || engine == Engine.TRITON, Optional.of(rest(engine, reason)));
    }

    /** What moves KV blocks between engines or to a cache has libraries and servers of its own. */
    private static List<EngineUse> vllm(Launch launch) {
        List<EngineUse> all = new ArrayList<>();
        boolean transfers = VllmDemand.value(launch, "--kv-transfer-config").isPresent()
                || VllmDemand.value(launch, VllmDemand.BACKEND)
                        .filter(b -> b.equals("lmcache"))
                        .isPresent();
        all.add(use(
                launch,
                transfers
                        ? Optional.of(new EngineUse.Rest(
                                "vllm-kv-transfer",
                                "What the transfer of the KV cache keeps in /dev/shm",
                                "Connectors such as NIXL, UCX and LMCache have segments of their own, and a connector that"
                                        + " offloads to the host's memory keeps its blocks there."))
                        : uncounted(launch)));
        if (VllmDemand.overRay(launch)) {
            all.add(RAY);
        }
        return all;
    }

    /** TurboMind has nothing there; which engine runs, LMDeploy decides by the model where it is not asked for one. */
    private static Optional<EngineUse.Rest> lmdeploy(Launch launch, ManifestContainer c) {
        String backend = launch.option("--backend").map(Word::text).orElse("");
        Optional<String> executor = LmdeployDemand.executor(launch, c);
        boolean counted = executor.filter(e -> List.of("mp", "uni").contains(e)).isPresent();
        if (backend.equals("turbomind") || launch.workers() < 2 || counted) {
            return Optional.empty();
        }
        String when = backend.equals("pytorch") ? "" : " where the model runs on the PyTorch engine";
        return Optional.of(new EngineUse.Rest(
                "lmdeploy",
                "Ray's object store, which LMDeploy makes" + when + ",",
                "It asks for 30 % of the machine's memory, at most 80 x 10^9 bytes (lmdeploy/pytorch/ray.py@v0.16.0"
                        + " _get_obj_store_memory), from 0.7.2 on. --backend turbomind has one process, and nothing"
                        + " there."));
    }
}
