package dev.shmfit.cli.options;

import dev.shmfit.cli.exit.ErrorText;
import dev.shmfit.reports.FindingV1;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.units.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Which exit codes the caller understands. A wrong command line ends with 2 in all of them. */
public enum ExitProfile {
    /** 0 OK, 1 warning, 2 critical, 3 unknown (Monitoring Plugins' guidelines). */
    NAGIOS,
    /**
     * Any other code than 0 drains the node (slurm.conf, Prolog): so 1 only for what is wrong with the node. A job that
     * is too large for it is not.
     */
    SLURM,
    /** 0 no problem, 1 a problem, 2 unknown (node-problem-detector, custom plugin monitor). */
    NPD,
    /** Any other code than 0 keeps the pod from starting: so 1 where the job would fail, or where that is not known. */
    K8S;

    /** What is known about the outcome. */
    enum Outcome {
        OK,
        WARNING,
        FAILS,
        UNKNOWN;

        /** Of a report. */
        static Outcome of(ReportV1 report) {
            boolean warned = report.findings().stream().anyMatch(f -> f.severity() == FindingV1.Severity.WARNING);
            return switch (report.verdict().status()) {
                case FAILS -> FAILS;
                case UNKNOWN -> UNKNOWN;
                case TIGHT -> WARNING;
                case FITS -> warned ? WARNING : OK;
            };
        }
    }

    /** @param nodeAtFault whether a problem is the node's or its hypervisor's */
    int code(Outcome outcome, boolean nodeAtFault) {
        return switch (this) {
            case NAGIOS ->
                switch (outcome) {
                    case OK -> 0;
                    case WARNING -> 1;
                    case FAILS -> 2;
                    case UNKNOWN -> 3;
                };
            case SLURM -> nodeAtFault ? 1 : 0;
            case NPD ->
                switch (outcome) {
                    case OK, WARNING -> 0;
                    case FAILS -> 1;
                    case UNKNOWN -> 2;
                };
            case K8S ->
                switch (outcome) {
                    case OK, WARNING -> 0;
                    case FAILS, UNKNOWN -> 1;
                };
        };
    }

    /** Whether the caller reads one line rather than a report. */
    boolean readsOneLine() {
        return this != K8S;
    }

    static final class Converter implements ITypeConverter<ExitProfile> {
        @Override
        public ExitProfile convert(String value) {
            List<String> known = Arrays.stream(values())
                    .map(p -> p.name().toLowerCase(Locale.ROOT))
                    .toList();
            return Arrays.stream(values())
                    .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(value))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("\"" + ErrorText.shown(value) + "\" is not an exit profile"
                                    + DidYouMean.hint(known, value) + "; known are " + String.join(", ", known)));
        }
    }
}
