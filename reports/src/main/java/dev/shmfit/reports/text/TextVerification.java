package dev.shmfit.reports.text;

import dev.shmfit.nccl.KnownVersions;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.reports.ReportV1;
import dev.shmfit.reports.ReportWriter;
import dev.shmfit.reports.VerificationV1;
import dev.shmfit.reports.VerificationV1.Check;
import dev.shmfit.reports.VerificationV1.Communicator;
import dev.shmfit.reports.VisibleText;
import dev.shmfit.reports.Words;
import dev.shmfit.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Forecast beside log, for a terminal: the answer, the likely cause, then each communicator. */
public final class TextVerification implements ReportWriter {
    private static final String DIFFERS = "differs";
    private static final int MOST_ROWS = 40;
    private static final int MOST_REMARKS = 12;

    private final TextStyle style;

    public TextVerification(TextStyle style) {
        this.style = style;
    }

    @Override
    public void write(ReportV1 verbatim, Appendable out) throws IOException {
        write(Objects.requireNonNull(verbatim.verification(), "a report without a comparison"), out);
    }

    /** Writes a comparison, or a log alone. */
    public void write(VerificationV1 verbatim, Appendable out) throws IOException {
        VerificationV1 v = VisibleText.of(verbatim);
        StyledLines lines = new StyledLines(out, style);
        answer(lines, v);
        for (Communicator c : v.communicators()) {
            communicator(lines, c);
        }
        if (!v.segments().isEmpty()) {
            lines.heading("FILES IN /dev/shm");
            table(lines, v.segments());
        }
        log(lines, v.log(), v.notes());
        for (String note : v.notes()) {
            lines.blank();
            lines.wrapped("  ", Paint.CAUTION, note);
        }
    }

    private static void answer(StyledLines lines, VerificationV1 v) throws IOException {
        Boolean agrees = v.agrees();
        String word = agrees == null ? "LOG" : agrees ? "AGREES" : "DIFFERS";
        Paint paint = agrees == null ? Paint.STRONG : agrees ? Paint.GOOD_STRONG : Paint.BAD_STRONG;
        lines.wrapped(word + "  ", paint, v.headline());
        String indent = " ".repeat(word.length() + 2);
        for (VerificationV1.Cause c : v.causes()) {
            String with = c.option().isEmpty() ? "" : " With " + c.option() + ",";
            String rest = c.remaining() == 0
                    ? " everything else agrees."
                    : " " + Words.count(c.remaining(), "difference") + (c.remaining() == 1 ? " remains." : " remain.");
            lines.wrapped(
                    indent,
                    Paint.STRONG,
                    (c.shownByLog() ? "Likely cause: " : "Would explain it: ")
                            + c.explanation()
                            + (with.isEmpty() ? " Then" : with)
                            + rest);
        }
        if (Boolean.FALSE.equals(agrees) && v.causes().isEmpty()) {
            lines.wrapped(
                    indent,
                    Paint.QUIET,
                    "Nothing that was tried explains it. Was the log written on this node, by this job?");
        }
    }

    private static void communicator(StyledLines lines, Communicator c) throws IOException {
        String gpus = c.gpus().isEmpty()
                ? ""
                : " on GPUs "
                        + String.join(
                                " ", c.gpus().stream().map(String::valueOf).toList()) + " (told by " + c.toldBy() + ")";
        lines.heading("COMMUNICATOR " + (c.id().isEmpty() ? "" : c.id() + " ") + "of "
                + (c.sizeStated() ? "" : "at least ")
                + Words.count(c.size(), "rank")
                + gpus + (c.times() > 1 ? ", " + c.times() + " times" : ""));
        Map<String, List<Check>> bySubject = new LinkedHashMap<>();
        c.checks()
                .forEach(k -> bySubject
                        .computeIfAbsent(k.subject(), s -> new ArrayList<>())
                        .add(k));
        for (Map.Entry<String, List<Check>> e : bySubject.entrySet()) {
            List<Check> of = e.getValue();
            boolean all = e.getKey().equals("pair") || e.getKey().equals("channels");
            long differ = of.stream().filter(k -> k.outcome().equals(DIFFERS)).count();
            String sum = differ == 0 ? of.size() + " agree" : differ + " of " + of.size() + " differ";
            lines.line("  " + lines.paint(differ == 0 ? Paint.GOOD : Paint.BAD, plural(e.getKey()) + ": " + sum));
            table(
                    lines,
                    all
                            ? of
                            : of.stream()
                                    .filter(k -> k.outcome().equals(DIFFERS))
                                    .toList());
        }
        if (c.checks().isEmpty()) {
            c.shown().forEach(s -> unchecked(lines, s));
        }
        for (String why : c.notCompared()) {
            lines.wrapped("  Not compared: ", Paint.QUIET, why);
        }
    }

    private static void unchecked(StyledLines lines, String shown) {
        try {
            lines.wrapped("  ", Paint.NONE, shown);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String plural(String subject) {
        return subject.equals("channels") || subject.equals("segments") || subject.equals("init")
                ? subject
                : subject + "s";
    }

    /** One row for all that is alike. */
    private static void table(StyledLines lines, List<Check> checks) throws IOException {
        Map<String, List<Check>> alike = new LinkedHashMap<>();
        for (Check c : checks) {
            boolean own = c.subject().equals("channels") || c.subject().equals("segments");
            String key = (own ? c.what() : "") + '\n' + c.forecast() + '\n' + c.observed() + '\n' + c.outcome();
            alike.computeIfAbsent(key, k -> new ArrayList<>()).add(c);
        }
        int rows = 0;
        for (List<Check> row : alike.values()) {
            if (rows++ == MOST_ROWS) {
                lines.line("    ... and " + (alike.size() - MOST_ROWS) + " more");
                return;
            }
            row(lines, row);
        }
    }

    private static void row(StyledLines lines, List<Check> row) throws IOException {
        Check c = row.get(0);
        String what = String.join(", ", row.stream().map(Check::what).toList());
        String place = c.source() == null ? "" : " (" + c.source() + ")";
        String sign = switch (c.outcome()) {
            case DIFFERS -> "✕";
            case "within-range" -> "○";
            default -> "✓";
        };
        String seen = c.observed() == null ? "not in the log" : c.observed();
        String text = c.outcome().equals("agrees")
                ? what + "  " + seen
                : what + "  forecast " + (c.forecast() == null ? "none" : c.forecast()) + ", log " + seen + place;
        lines.wrapped("    " + sign + " ", c.outcome().equals(DIFFERS) ? Paint.BAD : Paint.NONE, text);
    }

    /** Which rules stand in for versions that are newer than all that are known. */
    private static List<String> standIns(VerificationV1.Log log) {
        return log.versions().stream()
                .flatMap(v -> NcclVersion.parse(v.replaceFirst("\\+.*", "")).stream())
                .flatMap(v -> KnownVersions.standInSentence(v).stream())
                .map(Text::english)
                .distinct()
                .toList();
    }

    private static void log(StyledLines lines, VerificationV1.Log log, List<String> notes) throws IOException {
        lines.heading("THE LOG");
        String version = log.versions().isEmpty()
                ? "NCCL's version is not in it"
                : "NCCL " + String.join(" and ", log.versions());
        lines.wrapped(
                "  ",
                Paint.NONE,
                version + (log.cudaDriver() == null ? "" : ", CUDA driver " + log.cudaDriver()) + "; " + log.messages()
                        + (log.messages() > log.lines() ? " messages in " : " of ")
                        + Words.count(log.lines(), "line") + " are NCCL's, "
                        + log.unrecognised() + " of them not understood");
        for (String sentence : standIns(log)) {
            if (!notes.contains(sentence)) {
                lines.wrapped("  ", Paint.NONE, sentence);
            }
        }
        for (VerificationV1.Setting s : log.settings()) {
            lines.wrapped("  ", Paint.NONE, s.name() + "=" + s.value() + " (" + s.source() + ")");
        }
        for (VerificationV1.Segments s : log.segments()) {
            lines.wrapped("  ", Paint.NONE, s.count() + " × " + s.bytes() + " bytes made in /dev/shm");
        }
        int shown = 0;
        for (VerificationV1.Remark r : log.remarks()) {
            if (shown++ == MOST_REMARKS) {
                lines.line("  ... and " + (log.remarks().size() - MOST_REMARKS) + " more");
                break;
            }
            lines.wrapped(
                    "  ",
                    Paint.CAUTION,
                    r.text() + (r.count() > 1 ? ", " + r.count() + " times" : "") + " (" + r.source() + ")");
        }
        for (VerificationV1.Remark n : log.notes()) {
            lines.wrapped("  ", Paint.QUIET, n.source() + ": " + n.text());
        }
    }
}
