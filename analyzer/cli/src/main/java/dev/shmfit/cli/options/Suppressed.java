package dev.shmfit.cli.options;

import dev.shmfit.cli.workload.Suppression;
import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.FindingV1.Severity;
import dev.shmfit.reports.ReportV1;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A report in which what is accepted for a time is a note, which says so. The verdict stays: a job that does not fit
 * does not fit.
 *
 * @param report what is left
 * @param remarks what the user has to hear: suppressions that are over
 */
record Suppressed(ReportV1 report, List<String> remarks) {
    static Suppressed of(ReportV1 report, List<Suppression> suppressions, LocalDate today) {
        List<FindingV1> findings = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (FindingV1 f : report.findings()) {
            Optional<Suppression> said = suppressions.stream()
                    .filter(s -> s.finding().equals(f.id()))
                    .findFirst();
            boolean counts = f.severity() == Severity.PROBLEM || f.severity() == Severity.WARNING;
            if (said.isEmpty() || !counts) {
                findings.add(f);
            } else if (said.get().holdsOn(today)) {
                findings.add(note(f, said.get()));
            } else {
                findings.add(f);
                remarks.add(said.get().at() + ": " + f.id() + " was suppressed until "
                        + said.get().until() + " and counts again ("
                        + said.get().reason() + ")");
            }
        }
        return new Suppressed(
                remarks.isEmpty() && suppressions.isEmpty() ? report : report.withFindings(findings), remarks);
    }

    private static FindingV1 note(FindingV1 f, Suppression s) {
        return new FindingV1(
                f.id(),
                Severity.NOTE,
                f.owner(),
                f.summary() + " Suppressed until " + s.until() + ": " + s.reason(),
                f.explanation(),
                f.remedy(),
                f.evidence(),
                f.fixes());
    }
}
