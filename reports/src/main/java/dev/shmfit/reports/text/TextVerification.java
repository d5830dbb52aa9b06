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
import dev.shmfit.text.Language;
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
    private final Language language;

    public TextVerification(TextStyle style) {
        this(style, Language.ENGLISH);
    }

    /** The same in a language, in which the comparison is too. */
    public TextVerification(TextStyle style, Language language) {
        this.style = language == Language.ENGLISH ? style : new TextStyle(style.width(), style.colour(), false);
        this.language = language;
    }

    @Override
    public void write(ReportV1 verbatim, Appendable out) throws IOException {
        write(Objects.requireNonNull(verbatim.verification(), "a report without a comparison"), out);
    }

    /** Writes a comparison, or a log alone. */
    public void write(VerificationV1 verbatim, Appendable out) throws IOException {
        VerificationV1 v = VisibleText.of(verbatim);
        StyledLines lines = new StyledLines(out, style, language);
        answer(lines, v);
        for (Communicator c : v.communicators()) {
            communicator(lines, c);
        }
        if (!v.segments().isEmpty()) {
            lines.heading(Text.of("verify/heading-files"));
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
        String word = lines.said(Text.of("verify/answer-" + (agrees == null ? "log" : agrees ? "agrees" : "differs")));
        Paint paint = agrees == null ? Paint.STRONG : agrees ? Paint.GOOD_STRONG : Paint.BAD_STRONG;
        lines.wrapped(word + "  ", paint, v.headline());
        String indent = " ".repeat(StyledLines.length(word) + 2);
        for (VerificationV1.Cause c : v.causes()) {
            Text then = Text.of(
                    "verify/rest-" + (c.remaining() == 0 ? "agrees" : "remains"),
                    "how",
                    c.option().isEmpty() ? "then" : "with",
                    "option",
                    c.option(),
                    "differences",
                    c.remaining());
            lines.wrapped(
                    indent,
                    Paint.STRONG,
                    Text.of(
                            "verify/cause-" + (c.shownByLog() ? "likely" : "possible"),
                            "why",
                            Text.sentences(Text.verbatim(c.explanation()), then)));
        }
        if (Boolean.FALSE.equals(agrees) && v.causes().isEmpty()) {
            lines.wrapped(indent, Paint.QUIET, Text.of("verify/nothing-explains"));
        }
    }

    private static void communicator(StyledLines lines, Communicator c) throws IOException {
        Text gpus = c.gpus().isEmpty()
                ? Text.EMPTY
                : Text.of(
                        "verify/on-gpus",
                        "gpus",
                        String.join(" ", c.gpus().stream().map(String::valueOf).toList()),
                        "by",
                        c.toldBy());
        lines.heading(Text.joined(
                Text.of(
                        "verify/communicator",
                        "id",
                        c.id().isEmpty() ? "" : c.id() + " ",
                        "least",
                        c.sizeStated() ? "no" : "yes",
                        "ranks",
                        c.size()),
                gpus,
                c.times() > 1 ? Text.of("verify/times", "times", c.times()) : Text.EMPTY));
        Map<String, List<Check>> bySubject = new LinkedHashMap<>();
        c.checks()
                .forEach(k -> bySubject
                        .computeIfAbsent(k.subject(), s -> new ArrayList<>())
                        .add(k));
        for (Map.Entry<String, List<Check>> e : bySubject.entrySet()) {
            List<Check> of = e.getValue();
            boolean all = e.getKey().equals("pair") || e.getKey().equals("channels");
            long differ = of.stream().filter(k -> k.outcome().equals(DIFFERS)).count();
            Text sum = differ == 0
                    ? Text.of("verify/agree", "all", of.size())
                    : Text.of("verify/differ", "differ", differ, "all", of.size());
            String line = lines.said(Text.of("verify/subject-" + e.getKey())) + ": " + lines.said(sum);
            lines.line("  " + lines.paint(differ == 0 ? Paint.GOOD : Paint.BAD, line));
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
            lines.wrapped("  " + lines.said(Text.of("verify/not-compared")) + " ", Paint.QUIET, why);
        }
    }

    private static void unchecked(StyledLines lines, String shown) {
        try {
            lines.wrapped("  ", Paint.NONE, shown);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
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
                lines.line("    " + lines.said(Text.of("verify/and-more", "more", alike.size() - MOST_ROWS)));
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
        String seen = c.observed() == null ? lines.said(Text.of("verify/not-in-log")) : c.observed();
        String text = c.outcome().equals("agrees")
                ? what + "  " + seen
                : what + "  "
                        + lines.said(Text.of(
                                "verify/forecast-and-log",
                                "forecast",
                                c.forecast() == null ? Words.need(0, lines.language()) : c.forecast(),
                                "log",
                                seen))
                        + place;
        lines.wrapped("    " + sign + " ", c.outcome().equals(DIFFERS) ? Paint.BAD : Paint.NONE, text);
    }

    /** Which rules stand in for versions that are newer than all that are known. */
    private static List<String> standIns(VerificationV1.Log log, Language language) {
        return log.versions().stream()
                .flatMap(v -> NcclVersion.parse(v.replaceFirst("\\+.*", "")).stream())
                .flatMap(v -> KnownVersions.standInSentence(v).stream())
                .map(t -> t.in(language))
                .distinct()
                .toList();
    }

    private static void log(StyledLines lines, VerificationV1.Log log, List<String> notes) throws IOException {
        lines.heading(Text.of("verify/heading-log"));
        Text version = log.versions().isEmpty()
                ? Text.of("verify/no-version")
                : Text.joined("NCCL ", Text.listOf(log.versions()));
        Text driver = log.cudaDriver() == null ? Text.EMPTY : Text.of("verify/driver", "version", log.cudaDriver());
        lines.wrapped(
                "  ",
                Paint.NONE,
                Text.of(
                        log.messages() > log.lines() ? "verify/messages-in-lines" : "verify/lines-of-nccl",
                        "version",
                        Text.joined(version, driver),
                        "messages",
                        Long.toString(log.messages()),
                        "lines",
                        log.lines(),
                        "unread",
                        Long.toString(log.unrecognised())));
        for (String sentence : standIns(log, lines.language())) {
            if (!notes.contains(sentence)) {
                lines.wrapped("  ", Paint.NONE, sentence);
            }
        }
        for (VerificationV1.Setting s : log.settings()) {
            lines.wrapped("  ", Paint.NONE, s.name() + "=" + s.value() + " (" + s.source() + ")");
        }
        for (VerificationV1.Segments s : log.segments()) {
            lines.wrapped(
                    "  ",
                    Paint.NONE,
                    Text.of("verify/made", "count", Long.toString(s.count()), "bytes", Long.toString(s.bytes())));
        }
        int shown = 0;
        for (VerificationV1.Remark r : log.remarks()) {
            if (shown++ == MOST_REMARKS) {
                lines.line("  "
                        + lines.said(
                                Text.of("verify/and-more", "more", log.remarks().size() - MOST_REMARKS)));
                break;
            }
            lines.wrapped(
                    "  ",
                    Paint.CAUTION,
                    r.text() + (r.count() > 1 ? lines.said(Text.of("verify/times", "times", r.count())) : "") + " ("
                            + r.source() + ")");
        }
        for (VerificationV1.Remark n : log.notes()) {
            lines.wrapped("  ", Paint.QUIET, n.source() + ": " + n.text());
        }
    }
}
