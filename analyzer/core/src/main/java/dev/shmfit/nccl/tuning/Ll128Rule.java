package dev.shmfit.nccl.tuning;

import dev.shmfit.nccl.RuleValue;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.topology.PathType;
import java.util.Set;

/** Where NCCL trusts LL128, which needs 128-byte stores to arrive whole (src/graph/tuning.cc ncclTopoTuneModel). */
final class Ll128Rule {
    private static final String TUNE = "src/graph/tuning.cc ncclTopoTuneModel@";

    private static final Set<PathType> UP_TO_NVL = Set.of(PathType.LOC, PathType.NVL);
    private static final Set<PathType> UP_TO_NVB = Set.of(PathType.LOC, PathType.NVL, PathType.NVB);
    private static final Set<PathType> UP_TO_PXB =
            Set.of(PathType.LOC, PathType.NVL, PathType.NVB, PathType.C2C, PathType.PIX, PathType.PXB);

    enum Sm {
        SM70_SM80,
        /** Also sm90. */
        SM90,
        /** Also sm100 and sm120. */
        SM100_SM120,
        /** Any from sm70, all ranks alike. */
        FROM_SM70,
        /** From sm90 the ranks may differ. */
        FROM_SM70_MIXED_FROM_SM90
    }

    static final VersionRule<Sm> SM = VersionRule.of("ll128-gpus", "for which GPUs LL128 is considered")
            .since(12, 7, Sm.SM70_SM80, TUNE + "v2.12.7-1")
            .then(15, 1, Sm.SM90, TUNE + "v2.15.1-1")
            .then(25, 1, Sm.SM100_SM120, TUNE + "v2.25.1-1")
            .then(27, 3, Sm.FROM_SM70, TUNE + "v2.27.3-1")
            .then(30, 3, Sm.FROM_SM70_MIXED_FROM_SM90, TUNE + "v2.30.3-1");

    static final VersionRule<Set<PathType>> INTRA = VersionRule.of(
                    "ll128-intra-paths", "over which paths within a node LL128 is safe")
            .since(12, 7, UP_TO_NVL, TUNE + "v2.12.7-1")
            .then(18, 3, UP_TO_NVB, TUNE + "v2.18.3-1");

    /** The paths to the NIC that sm90 may have beyond PXB, with and without NCCL_LL128_C2C. */
    record NicPaths(Set<PathType> withC2c, Set<PathType> without) {
        @Override
        public String toString() {
            return "with " + RuleValue.text(withC2c) + ", without " + RuleValue.text(without);
        }
    }

    static final VersionRule<NicPaths> INTER_SM90 = VersionRule.of(
                    "ll128-inter-paths", "over which paths to a NIC LL128 is safe")
            .since(12, 7, new NicPaths(Set.of(), Set.of()), TUNE + "v2.12.7-1")
            .then(17, 1, new NicPaths(Set.of(PathType.PXN), Set.of(PathType.PXN)), TUNE + "v2.17.1-1")
            .then(27, 3, new NicPaths(Set.of(PathType.PXN, PathType.P2C), Set.of(PathType.PXN)), TUNE + "v2.27.3-1")
            .then(27, 5, new NicPaths(Set.of(PathType.PXN, PathType.P2C), Set.of()), TUNE + "v2.27.5-1");

    /** A build for CUDA 11.8 does not use it for a ring of two sm90 GPUs. */
    static final VersionRule<Boolean> CUDA118_EXCEPTION = VersionRule.of(
                    "ll128-cuda-11-8", "whether LL128 is off for CUDA 11.8 on Hopper")
            .since(12, 7, false, TUNE + "v2.12.7-1")
            .then(15, 5, true, TUNE + "v2.15.5-1");

    private Ll128Rule() {}

    static boolean of(TunerInput in, Collective collective, Algorithm algorithm, GraphSummary graph) {
        return INTRA.at(in.version()).contains(graph.typeIntra())
                && interAllowed(in, graph.typeInter())
                && smAllowed(in)
                && !cuda118Exception(in, collective, algorithm);
    }

    private static boolean interAllowed(TunerInput in, PathType inter) {
        if (UP_TO_PXB.contains(inter)) {
            return true;
        }
        NicPaths more = INTER_SM90.at(in.version());
        boolean c2c = in.settings().number("LL128_C2C", 1) != 0;
        return in.minComputeCapability() >= 90 && (c2c ? more.withC2c() : more.without()).contains(inter);
    }

    private static boolean smAllowed(TunerInput in) {
        int min = in.minComputeCapability();
        boolean alike = min == in.maxComputeCapability();
        return switch (SM.at(in.version())) {
            case SM70_SM80 -> alike && (min == 70 || min == 80);
            case SM90 -> alike && (min == 70 || min == 80 || min == 90);
            case SM100_SM120 -> alike && (min == 70 || min == 80 || min == 90 || min == 100 || min == 120);
            case FROM_SM70 -> alike && min >= 70;
            case FROM_SM70_MIXED_FROM_SM90 -> min >= 70 && (alike || min >= 90);
        };
    }

    private static boolean cuda118Exception(TunerInput in, Collective collective, Algorithm algorithm) {
        return CUDA118_EXCEPTION.at(in.version())
                && in.cudaRuntime() == 11080
                && in.minComputeCapability() == 90
                && collective == Collective.ALL_REDUCE
                && algorithm == Algorithm.RING
                && in.ranks() == 2;
    }
}
