package dev.shmfit.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All checks, in the order in which equally severe findings are shown. */
public final class Checks {
    private static final List<Check> ALL = List.of(
            SpaceChecks::initFailure,
            SpaceChecks::size,
            SpaceChecks::unitLost,
            SpaceChecks::inodes,
            MemoryChecks::limit,
            MemoryChecks::shmAboveLimit,
            MemoryChecks::system,
            LimitChecks::openFiles,
            LimitChecks::lockedMemory,
            LimitChecks::mappings,
            MatrixChecks::contradictions,
            MatrixChecks::remarks,
            TransportChecks::nvlinkLost,
            TransportChecks::refusedPairs,
            TransportChecks::levelExceeded,
            TransportChecks::networkInside,
            TransportChecks::undetermined,
            TransportChecks::defaultChanged,
            SettingChecks::p2pDisabled,
            SettingChecks::shmDisabled,
            SettingChecks::cuMemHost,
            ShareChecks::proxyPool,
            ShareChecks::loaders,
            ShareChecks::pipe,
            ThumbChecks::rules,
            SpeedChecks::withoutWorkers,
            ShareChecks::advice,
            CoverageChecks::nodes,
            CoverageChecks::notes);

    private static final List<Severity> WORST_FIRST =
            List.of(Severity.PROBLEM, Severity.WARNING, Severity.NOTE, Severity.NOT_ASSESSED, Severity.OK);

    private Checks() {}

    /** Every finding, worst first. */
    public static List<Finding> examine(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (Check check : ALL) {
            findings.addAll(check.examine(evidence));
        }
        findings.sort(Comparator.comparingInt(f -> WORST_FIRST.indexOf(f.severity())));
        return List.copyOf(findings);
    }
}
