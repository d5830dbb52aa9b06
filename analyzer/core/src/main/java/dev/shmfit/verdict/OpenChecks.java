package dev.shmfit.verdict;

import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.OtherUse;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What does the statement of the job leave open: loops, what a loader could not see of itself, what programs decide? */
final class OpenChecks {
    private OpenChecks() {}

    /** What whoever described a loader could not see. */
    static List<Finding> notCovered(Evidence e) {
        List<Finding> findings = new ArrayList<>();
        for (LoaderDemand d : e.need().rank().loaders()) {
            List<String> open = d.spec().statement().notCovered();
            if (open.isEmpty()) {
                continue;
            }
            findings.add(Finding.of(
                    "loader-not-covered",
                    Severity.NOT_ASSESSED,
                    Owner.JOB,
                    Text.of(
                            "verdict/loader-not-covered.summary",
                            "name",
                            d.spec().name(),
                            "open",
                            open.get(0)),
                    Text.sentences(
                            Text.of("verdict/loader-not-covered.explanation"),
                            open.size() > 1
                                    ? Text.of(
                                            "verdict/loader-not-covered.more",
                                            "open",
                                            String.join("; ", open.subList(1, open.size())))
                                    : Text.EMPTY),
                    Text.of("verdict/loader-not-covered.remedy")));
        }
        return findings;
    }

    /** What a job needs that runs through its loaders several times where nobody said how often; else what it requires. */
    static ByteCount inLaterEpochs(Evidence e) {
        return e.need()
                .demand()
                .required()
                .plus(e.need().rank().moreInLaterEpochs().times(e.need().ranks()));
    }

    /** Workers that start again inherit what the loop holds: a job that is said to run once needs less than it will. */
    static List<Finding> epochs(Evidence e) {
        ByteCount required = e.need().demand().required();
        ByteCount later = inLaterEpochs(e);
        boolean fits = Verdict.space(e.need().demand(), e.supply()) != Verdict.Status.FAILS;
        Optional<ByteCount> there = e.supply().usable().asOptional().filter(u -> fits);
        ByteCount enough = there.orElse(e.need().demand().recommended());
        if (later.equals(required) || later.compareTo(enough) <= 0) {
            return List.of();
        }
        Text than = there.isPresent()
                ? Text.of("verdict/epochs-not-stated.has", "have", RoundedSize.down(enough))
                : Text.of("verdict/epochs-not-stated.recommended", "size", RoundedSize.up(enough));
        return List.of(Finding.of(
                "epochs-not-stated",
                there.isPresent() ? Severity.WARNING : Severity.NOTE,
                Owner.JOB,
                Text.of("verdict/epochs-not-stated.summary", "later", RoundedSize.up(later), "than", than),
                Text.of("verdict/epochs-not-stated.explanation"),
                Text.of("verdict/epochs-not-stated.remedy")));
    }

    /** What programs take is between two figures. */
    static List<Finding> decidedLater(Evidence e) {
        List<Finding> findings = new ArrayList<>();
        for (OtherUse o : e.need().others()) {
            if (!o.open()) {
                continue;
            }
            boolean place = o.elsewhere().isPresent();
            findings.add(Finding.of(
                    "other-decides-at-run-time",
                    Severity.NOTE,
                    Owner.JOB,
                    Text.of(
                            "verdict/other-decides-at-run-time.summary",
                            "name",
                            o.name(),
                            "least",
                            RoundedSize.down(o.least()),
                            "most",
                            RoundedSize.up(o.bytes())),
                    Text.of(
                            "verdict/other-decides-at-run-time.explanation",
                            "formula",
                            o.formula(),
                            "source",
                            o.source()),
                    place
                            ? Text.of("verdict/other-decides-at-run-time.remedy", "option", UserInput.SHM_SIZE)
                            : Text.EMPTY));
        }
        return findings;
    }
}
