package dev.shmfit.nccl.transport;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.nccl.graph.PathOrder;
import dev.shmfit.text.Text;
import dev.shmfit.topology.CpuIdentity;
import dev.shmfit.topology.PathType;
import java.util.List;
import java.util.Optional;

/**
 * How far P2P may reach: P2P is possible where the path type is at most the level (src/graph/paths.cc ncclTopoCheckP2p,
 * ncclGetLevel).
 *
 * @param level the farthest path type
 * @param reason why, as a sentence part
 * @param source where the rule was read
 */
record P2pLevel(PathType level, Text reason, String source) {
    /** The default by kind of CPU; {@code amdPair} is AMD with at most two GPUs in the communicator. */
    record Defaults(
            PathType intelBroadwell,
            PathType intel,
            PathType amdPair,
            PathType amd,
            PathType zhaoxin,
            PathType arm,
            PathType other) {}

    private static final PathType PXB = PathType.PXB;
    private static final PathType PHB = PathType.PHB;
    private static final PathType SYS = PathType.SYS;

    static final VersionRule<Defaults> DEFAULTS = VersionRule.of(
                    "p2p-level-default", "how far P2P reaches by default, by CPU")
            .since(
                    6,
                    4,
                    new Defaults(PXB, SYS, SYS, SYS, SYS, PXB, SYS),
                    "src/graph/paths.cc ncclTopoCheckP2p@v2.6.4-1")
            .then(7, 3, new Defaults(PXB, PHB, SYS, SYS, SYS, PXB, SYS), "src/graph/paths.cc ncclTopoCheckP2p@v2.7.3-1")
            .then(8, 4, new Defaults(PXB, PHB, SYS, SYS, PXB, PXB, SYS), "src/graph/paths.cc ncclTopoCheckP2p@v2.8.4-1")
            .then(9, 6, new Defaults(PXB, PXB, SYS, SYS, PXB, PXB, SYS), "src/graph/paths.cc ncclTopoCheckP2p@v2.9.6-1")
            .then(
                    23,
                    4,
                    new Defaults(PXB, PXB, SYS, PXB, PXB, PXB, PXB),
                    "src/graph/paths.cc ncclTopoCheckP2p@v2.23.4-1");

    /** The meaning of the old integer levels (levelsOldToNew). */
    private static final List<PathType> OLD_LEVELS =
            List.of(PathType.LOC, PathType.PIX, PathType.PXB, PathType.PHB, PathType.SYS, PathType.SYS);

    /**
     * @param gpus GPUs that the AMD rule counts: those of the communicator on this node; physical ones from 2.30.3
     * @param cpuNodes CPU nodes, for the rule of 2.5
     */
    static P2pLevel of(NcclVersion version, NcclSettings settings, CpuIdentity cpu, int gpus, int cpuNodes) {
        Optional<P2pLevel> user = byUser(version, settings);
        if (user.isPresent()) {
            return user.get();
        }
        if (!TransportVersionRules.LEVEL_FOR_NVLINK.at(version)) {
            boolean onePackage = cpuNodes <= 1;
            return new P2pLevel(
                    onePackage ? PXB : PHB,
                    Text.of("nccl/level-version", "version", version),
                    "src/transport/p2p.cc p2pCanConnect@v2.5.6-1");
        }
        VersionRule.Entry<Defaults> entry = DEFAULTS.entryAt(version);
        Defaults d = entry.value();
        String source = entry.source();
        return switch (cpu.arch()) {
            case ARM64 -> new P2pLevel(d.arm, Text.of("nccl/level-arm"), source);
            case PPC64, UNKNOWN -> new P2pLevel(d.other, Text.of("nccl/level-cpu"), source);
            case X86_64 ->
                switch (cpu.vendor()) {
                    case INTEL -> {
                        boolean old = cpu.family() != 6 || cpu.model() < 0x55;
                        yield new P2pLevel(old ? d.intelBroadwell : d.intel, Text.of("nccl/level-intel"), source);
                    }
                    case AMD ->
                        new P2pLevel(
                                gpus <= 2 ? d.amdPair : d.amd,
                                gpus <= 2 ? Text.of("nccl/level-amd-pair") : Text.of("nccl/level-amd"),
                                source);
                    case ZHAOXIN -> new P2pLevel(d.zhaoxin, Text.of("nccl/level-zhaoxin"), source);
                    case OTHER, UNKNOWN -> new P2pLevel(d.other, Text.of("nccl/level-cpu"), source);
                };
        };
    }

    private static Optional<P2pLevel> byUser(NcclVersion version, NcclSettings settings) {
        String source = "src/graph/paths.cc ncclGetLevel";
        if (settings.isSet("P2P_DISABLE") && settings.number("P2P_DISABLE", 0) == 1) {
            return Optional.of(new P2pLevel(PathType.LOC, Text.verbatim("NCCL_P2P_DISABLE=1"), source));
        }
        Optional<String> text = settings.text("P2P_LEVEL");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return named(version, text.get())
                .or(() -> numbered(text.get(), settings))
                .map(level -> new P2pLevel(level, Text.verbatim("NCCL_P2P_LEVEL=" + text.get()), source));
    }

    private static Optional<PathType> named(NcclVersion version, String text) {
        return TransportVersionRules.LEVEL_FOR_NVLINK.at(version)
                ? PathOrder.of(version).levels().stream()
                        .filter(t -> t.name().equals(text))
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<PathType> numbered(String text, NcclSettings settings) {
        if (text.isEmpty() || text.charAt(0) < '0' || text.charAt(0) > '9') {
            return Optional.empty();
        }
        long old = settings.number("P2P_LEVEL", 0);
        return Optional.of(OLD_LEVELS.get((int) Math.min(old, OLD_LEVELS.size() - 1)));
    }
}
