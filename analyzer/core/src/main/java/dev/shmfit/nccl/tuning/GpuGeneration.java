package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;

/** The rows of the tuner's tables. A GPU without a row of its own is treated as Volta. */
enum GpuGeneration {
    VOLTA,
    AMPERE,
    HOPPER,
    BLACKWELL;

    enum Grouping {
        ONLY_SM80,
        ONLY_SM80_OR_SM90,
        FROM_SM80,
        FROM_SM80_WITH_BLACKWELL
    }

    static final VersionRule<Grouping> GROUPING = VersionRule.of(
                    "tuning-gpu-generations", "into which generations GPUs fall")
            .since(12, 7, Grouping.ONLY_SM80, "src/graph/tuning.cc ncclTopoTuneModel@v2.12.7-1")
            .then(15, 1, Grouping.ONLY_SM80_OR_SM90, "src/graph/tuning.cc ncclTopoTuneModel@v2.15.1-1")
            .then(17, 1, Grouping.FROM_SM80, "src/graph/tuning.cc ncclTopoTuneModel@v2.17.1-1")
            .then(25, 1, Grouping.FROM_SM80_WITH_BLACKWELL, "src/graph/tuning.cc ncclTopoTuneModel@v2.25.1-1")
            .unseenBefore("the tables have no row for Blackwell");

    static GpuGeneration of(NcclVersion version, int minSm, int maxSm) {
        return switch (GROUPING.at(version)) {
            case ONLY_SM80 -> minSm == 80 && maxSm == 80 ? AMPERE : VOLTA;
            case ONLY_SM80_OR_SM90 -> minSm != maxSm ? VOLTA : minSm == 80 ? AMPERE : minSm == 90 ? HOPPER : VOLTA;
            case FROM_SM80 -> fromMinimum(minSm);
            case FROM_SM80_WITH_BLACKWELL -> minSm >= 100 ? BLACKWELL : fromMinimum(minSm);
        };
    }

    /** Whose rows serve where a table of that version has none for this one. */
    GpuGeneration before() {
        return switch (this) {
            case BLACKWELL -> HOPPER;
            case HOPPER -> AMPERE;
            case AMPERE, VOLTA -> VOLTA;
        };
    }

    private static GpuGeneration fromMinimum(int minSm) {
        return minSm >= 90 ? HOPPER : minSm >= 80 ? AMPERE : VOLTA;
    }
}
