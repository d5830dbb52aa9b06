package dev.shmfit.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All checks, in the order in which equally severe findings are shown. */
public final class Checks {
    private static final List<Check> ALL = List.of(
            PlaceChecks::hanging,
            MachineChecks::fabric,
            PlaceChecks::missing,
            PlaceChecks::readOnly,
            SpaceChecks::initFailure,
            SpaceChecks::size,
            SpaceChecks::unitLost,
            ContainerChecks::defaultSize,
            ContainerChecks::sharedWithHost,
            ContainerChecks::unsizedVolume,
            SpaceChecks::inodes,
            MemoryChecks::limit,
            MemoryChecks::shmAboveLimit,
            MemoryChecks::system,
            LimitChecks::openFiles,
            LimitChecks::lockedMemory,
            LimitChecks::registeredMemory,
            LimitChecks::mappings,
            MatrixChecks::contradictions,
            MatrixChecks::remarks,
            TransportChecks::nvlinkLost,
            TransportChecks::refusedPairs,
            TransportChecks::levelExceeded,
            TransportChecks::networkInside,
            TransportChecks::undetermined,
            TransportChecks::defaultChanged,
            SettingNameChecks::remarks,
            SettingChecks::p2pDisabled,
            SettingChecks::shmDisabled,
            SettingChecks::cuMemHost,
            MachineChecks::driverMemoryNeedsP2p,
            MachineChecks::numaNodes,
            MachineChecks::partitioned,
            MachineChecks::hidden,
            ShareChecks::proxyPool,
            ShareChecks::communicators,
            ShareChecks::loaders,
            ShareChecks::pipe,
            OpenChecks::epochs,
            OpenChecks::decidedLater,
            ThumbChecks::rules,
            SpeedChecks::withoutWorkers,
            ShareChecks::advice,
            PlaceChecks::fileSystem,
            PlaceChecks::mode,
            PlaceChecks::leftBehind,
            ContainerChecks::inUse,
            PlaceChecks::removedIpc,
            PlaceChecks::accessControl,
            PlaceChecks::iommu,
            CoverageChecks::version,
            CoverageChecks::nodes,
            OpenChecks::notCovered,
            CoverageChecks::engines,
            CoverageChecks::notes);

    /** Those of them that can find a problem besides too small a /dev/shm; the others warn and explain. */
    private static final List<Check> GRAVE = List.of(
            PlaceChecks::missing,
            PlaceChecks::readOnly,
            PlaceChecks::hanging,
            MachineChecks::fabric,
            SpaceChecks::initFailure,
            SpaceChecks::inodes,
            MemoryChecks::limit,
            MemoryChecks::system,
            LimitChecks::openFiles,
            PlaceChecks::fileSystem,
            PlaceChecks::mode);

    private static final List<Severity> WORST_FIRST =
            List.of(Severity.PROBLEM, Severity.WARNING, Severity.NOTE, Severity.NOT_ASSESSED, Severity.OK);

    private Checks() {}

    /** Whether any finding is a problem besides too small a /dev/shm. */
    static boolean findProblem(Evidence evidence) {
        return GRAVE.stream()
                .flatMap(c -> c.examine(evidence).stream())
                .anyMatch(f -> f.severity() == Severity.PROBLEM);
    }

    /** Every finding, worst first. */
    public static List<Finding> examine(Evidence evidence) {
        return examine(evidence, List.of());
    }

    /**
     * Every finding, worst first.
     *
     * @param more findings about the input itself
     */
    public static List<Finding> examine(Evidence evidence, List<Finding> more) {
        List<Finding> findings = new ArrayList<>();
        for (Check check : ALL) {
            findings.addAll(check.examine(evidence));
        }
        findings.addAll(more);
        return worstFirst(findings);
    }

    /** Findings in the order of their severity; equally severe ones stay as they are. */
    public static List<Finding> worstFirst(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparingInt(f -> WORST_FIRST.indexOf(f.severity())))
                .toList();
    }
}
