package dev.shmfit.cli.options;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.cli.exit.ExitCode;
import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.units.DidYouMean;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a process ends with.
 *
 * @param failOn what fails the gate besides a verdict that the job would fail; null: nothing
 * @param profile whose codes are meant; null: our own
 * @param allowUnknown whether a verdict that cannot be given passes
 */
record Gate(@Nullable Level failOn, @Nullable ExitProfile profile, boolean allowUnknown) {
    /** What is to fail a gate besides a verdict that the job would fail. */
    enum Level {
        WARNING
    }

    static final class LevelConverter implements ITypeConverter<Level> {
        private static final List<String> KNOWN = List.of("warning");

        @Override
        public Level convert(String value) {
            if (KNOWN.contains(value)) {
                return Level.WARNING;
            }
            throw new TypeConversionException("\"" + ErrorText.shown(value) + "\" is not a level"
                    + DidYouMean.hint(KNOWN, value) + "; known is warning");
        }
    }

    /** The code for a report. */
    int code(ReportV1 report) {
        if (profile == null) {
            return failsOn(report) ? ExitCode.PROBLEM : ExitCode.OK;
        }
        ExitProfile.Outcome outcome = failsOn(report) ? ExitProfile.Outcome.FAILS : ExitProfile.Outcome.of(report);
        if (allowUnknown && outcome == ExitProfile.Outcome.UNKNOWN) {
            outcome = ExitProfile.Outcome.OK;
        }
        return profile.code(outcome, nodeAtFault(report));
    }

    private static boolean nodeAtFault(ReportV1 report) {
        return report.findings().stream()
                .filter(f -> f.severity() == FindingV1.Severity.PROBLEM)
                .anyMatch(f -> f.owner() == FindingV1.Owner.NODE || f.owner() == FindingV1.Owner.HYPERVISOR);
    }

    private boolean failsOn(ReportV1 report) {
        return report.verdict().status() == ReportV1.Status.FAILS
                || (failOn == Level.WARNING
                        && report.findings().stream().anyMatch(f -> switch (f.severity()) {
                            case WARNING, PROBLEM -> true;
                            case NOTE, OK, NOT_ASSESSED -> false;
                        }));
    }
}
