package dev.shmfit.lint;

import dev.shmfit.manifest.Launch;
import dev.shmfit.manifest.ManifestContainer;
import dev.shmfit.manifest.Word;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;

/**
 * What LMDeploy keeps in /dev/shm: nothing with TurboMind, which has one process; with the PyTorch engine Ray's store, or
 * buffers of its own where the executor {@code mp} is asked for.
 */
final class LmdeployDemand {
    /** Blocks of 1 MiB and a head (lmdeploy/pytorch/engine/executor/mp_executor.py@v0.16.0 SHARED_BLOCK_REAL_SIZE). */
    private static final ByteCount BUFFER =
            ByteCount.mebibytes(1).plus(ByteCount.of(8)).times(32);

    private LmdeployDemand() {}

    static List<OtherUse> of(Launch launch, ManifestContainer c) {
        long workers = launch.workers();
        if (workers < 2 || !executor(launch, c).filter(e -> e.equals("mp")).isPresent()) {
            return List.of();
        }
        ByteCount bytes = BUFFER.times(workers + 1);
        return List.of(new OtherUse(
                "lmdeploy",
                bytes,
                ByteCount.ZERO,
                (workers + 1) + " buffers of 32 x 1 MiB: one to broadcast, one for each worker's answers",
                List.of(EngineDemand.workers(workers)),
                "lmdeploy/pytorch/engine/executor/mp_executor.py@v0.16.0 SharedBuffer",
                Optional.empty()));
    }

    /** The executor that is asked for; empty where LMDeploy chooses. */
    static Optional<String> executor(Launch launch, ManifestContainer c) {
        return EngineDemand.set(c, "LMDEPLOY_EXECUTOR_BACKEND")
                .or(() -> launch.option("--distributed-executor-backend").map(Word::text));
    }
}
