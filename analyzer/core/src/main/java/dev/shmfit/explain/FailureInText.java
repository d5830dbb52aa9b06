package dev.shmfit.explain;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.explain.catalog.Nature;
import dev.shmfit.explain.cause.Cause;
import dev.shmfit.explain.cause.Hit;
import dev.shmfit.explain.size.CodeLine;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.TextLines;
import dev.shmfit.units.UserInput;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Severity;
import dev.shmfit.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Texts that people paste often end with the failure that made them ask. It is evidence: a forecast that says the job fits
 * beside a line that says it did not is about another job than the one that failed.
 */
final class FailureInText {
    private static final String ID = "failure-in-text";
    /** The cause that a size of /dev/shm is compared with. */
    private static final String TOO_SMALL = "shm-too-small";
    /** Forms of messages of NCCL's own. */
    private static final String OF_NCCL = "nccl-";

    private static final String OPTIONS = UserInput.FACT + " nodes=N, " + UserInput.RANKS + ", "
            + UserInput.NCCL_VERSION + ", " + UserInput.SETTING + ", " + UserInput.LOADER;

    private static final int MOST_LINES = 400_000;
    /** Without one of these nothing failed; most tables have none, and are not read once more. */
    private static final Pattern SIGN = Pattern.compile("NCCL WARN|[Ee]rror|ERROR|SIG[A-Z]|[Kk]illed|[Ff]ailed|No space"
            + "|[Cc]ore dumped|Traceback|signal|out of (?:shared )?memory");

    private FailureInText() {}

    /** What a text tells. */
    private record Told(String item, Cause cause, List<CodeLine> places) {
        SourceRef at() {
            return SourceRef.line(item, (int) cause.firstLine());
        }

        boolean ofNccl() {
            return cause.hits().stream().map(Hit::id).anyMatch(id -> id.startsWith(OF_NCCL));
        }
    }

    /** The analysis with what a pasted text tells of a failure. */
    static Analysis beside(Analysis analysis, String name, String text) {
        Optional<Told> told = told(name, text);
        if (told.isEmpty()) {
            return analysis;
        }
        Beside beside = Beside.of(told.get(), analysis);
        Verdict verdict = analysis.verdict();
        return analysis.with(
                beside == Beside.CONTRADICTED ? verdict.open(headline(verdict, told.get())) : verdict,
                List.of(finding(told.get(), beside, analysis)));
    }

    private static Optional<Told> told(String name, String text) {
        if (!SIGN.matcher(text).find()) {
            return Optional.empty();
        }
        Diagnostician reader = new Diagnostician();
        TextLines.of(text, MOST_LINES).forEach(reader::line);
        Diagnosis d = reader.diagnosis();
        return d.root().filter(c -> c.firstLine() > 0).map(c -> new Told(name, c, d.places()));
    }

    /** How a failure stands to the forecast. */
    private enum Beside {
        /** The forecast says why. */
        EXPLAINED("explained", Severity.NOTE),
        /** The job that failed needed more, or had less, than what is forecast. */
        CONTRADICTED("contradicted", Severity.NOT_ASSESSED),
        /** Not of NCCL, so perhaps of a loader, and none was stated. */
        OF_LOADER("of-loader", Severity.WARNING),
        /** The size was stated, so it may be another than the job had. */
        OTHER_SIZE("other-size", Severity.NOTE),
        /** Nothing tells how much the job had: less than it needed. */
        SIZE_UNKNOWN("size-unknown", Severity.WARNING),
        /** The text alone does not tell whether there was too little room. */
        UNDECIDED("undecided", Severity.WARNING),
        /** Of something that is not forecast. */
        APART("apart", Severity.NOTE);

        private final String word;
        private final Severity severity;

        Beside(String word, Severity severity) {
            this.word = word;
            this.severity = severity;
        }

        static Beside of(Told told, Analysis a) {
            Verdict.Status status = a.verdict().status();
            if (!told.cause.id().equals(TOO_SMALL)) {
                boolean open = told.cause.explanation().nature() == Nature.UNDECIDED;
                return open && status != Verdict.Status.FAILS ? UNDECIDED : APART;
            }
            if (status == Verdict.Status.FAILS) {
                return EXPLAINED;
            }
            if (!told.ofNccl() && !a.verdict().scope().loaders()) {
                return OF_LOADER;
            }
            if (!a.need().supply().usable().isKnown()) {
                return SIZE_UNKNOWN;
            }
            if (!a.verdict().scope().nccl()) {
                return APART;
            }
            return isStated(a.need().supply().size()) ? OTHER_SIZE : CONTRADICTED;
        }

        private static boolean isStated(Reading<ByteCount> size) {
            return size instanceof Reading.Known<ByteCount> k && k.source().stated();
        }
    }

    private static Finding finding(Told told, Beside beside, Analysis a) {
        Text version = told.places.stream()
                .filter(p -> !p.versions().holds(a.nccl().version()))
                .findFirst()
                .map(p -> Text.of(
                        "verdict/failure-in-text.version",
                        "versions",
                        p.versions().words(),
                        "version",
                        a.nccl().version()))
                .orElse(Text.EMPTY);
        return Finding.of(
                        ID,
                        beside.severity,
                        told.cause.explanation().owner(),
                        Text.of(
                                "verdict/failure-in-text.summary",
                                "line",
                                told.cause.firstLine(),
                                "title",
                                told.cause.explanation().title(),
                                "id",
                                told.cause.id(),
                                "beside",
                                beside.word,
                                "version",
                                version),
                        Text.of("verdict/failure-in-text.explanation"),
                        Text.of("verdict/failure-in-text.remedy", "options", OPTIONS))
                .from(List.of(told.at()));
    }

    private static Text headline(Verdict verdict, Told told) {
        return Text.of("verdict/headline-contradicted", "line", told.cause.firstLine(), "space", verdict.headline());
    }
}
