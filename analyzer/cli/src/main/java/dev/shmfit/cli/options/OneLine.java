package dev.shmfit.cli.options;

import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.ReportV1;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report in one line, for programs that read no more. */
public final class OneLine {
    private static final int LONGEST_REASON = 80;
    private static final String MORE = ",more";

    private OneLine() {}

    static String of(ReportV1 report, @Nullable ExitProfile profile) {
        String status = report.verdict().status().word();
        if (profile == ExitProfile.NAGIOS) {
            return nagios(ExitProfile.Outcome.of(report), report.verdict().headline())
                    + " | shm_required=" + report.shm().requiredBytes() + "B"
                    + figure("shm_available", report.shm().availableBytes())
                    + figure("shm_size", report.shm().sizeBytes());
        }
        if (profile == ExitProfile.SLURM || profile == ExitProfile.NPD) {
            // The same trouble has the same text on every node, so that they can be grouped; no figures.
            return reason("shmfit: " + status + scope(report), ids(report));
        }
        List<String> ids = ids(report);
        return status + ": " + report.verdict().headline() + (ids.isEmpty() ? "" : " [" + String.join(", ", ids) + "]");
    }

    /** A verdict that the job has room says of how much of the job. */
    private static String scope(ReportV1 report) {
        boolean room = report.verdict().status() == ReportV1.Status.FITS
                || report.verdict().status() == ReportV1.Status.TIGHT;
        if (!room || report.verdict().whole()) {
            return "";
        }
        return report.shm().consumers().size() == 1 ? " (NCCL alone)" : " (a part of the job)";
    }

    /** As many whole ids as there is room for, the worst first. */
    private static String reason(String start, List<String> ids) {
        StringBuilder text = new StringBuilder(start);
        for (int i = 0; i < ids.size(); i++) {
            String next = (i == 0 ? ": " : ",") + ids.get(i);
            int reserve = i + 1 < ids.size() ? MORE.length() : 0;
            if (text.length() + next.length() + reserve > LONGEST_REASON) {
                return text + MORE;
            }
            text.append(next);
        }
        return text.toString();
    }

    /** Where there is no report. */
    static String unknown(String why, @Nullable ExitProfile profile) {
        if (profile == ExitProfile.NAGIOS) {
            return nagios(ExitProfile.Outcome.UNKNOWN, why);
        }
        return profile == ExitProfile.SLURM || profile == ExitProfile.NPD
                ? "shmfit: unknown: not-assessable"
                : "unknown: " + why;
    }

    private static String nagios(ExitProfile.Outcome outcome, String text) {
        String word = switch (outcome) {
            case OK -> "OK";
            case WARNING -> "WARNING";
            case FAILS -> "CRITICAL";
            case UNKNOWN -> "UNKNOWN";
        };
        return "SHMFIT " + word + " - " + text.replace('|', '/').replace('\n', ' ');
    }

    private static String figure(String name, @Nullable Long bytes) {
        return bytes == null ? "" : " " + name + "=" + bytes + "B";
    }

    private static List<String> ids(ReportV1 report) {
        return report.findings().stream()
                .filter(f -> f.severity() == FindingV1.Severity.PROBLEM || f.severity() == FindingV1.Severity.WARNING)
                .map(FindingV1::id)
                .distinct()
                .toList();
    }
}
