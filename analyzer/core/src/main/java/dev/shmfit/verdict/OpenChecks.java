package dev.shmfit.verdict;

import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.OtherUse;
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
                    "Loader " + d.spec().name() + ": its figures do not cover everything: " + open.get(0) + ".",
                    "They are what its description could see."
                            + (open.size() > 1
                                    ? " Nor do they cover: " + String.join("; ", open.subList(1, open.size())) + "."
                                    : ""),
                    "State what is open in the workload file (extras, max-bytes, epochs), or watch one run."));
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
        String than = there.isPresent()
                ? "/dev/shm has " + RoundedSize.down(enough)
                : "the recommended size is " + RoundedSize.up(enough);
        return List.of(Finding.of(
                "epochs-not-stated",
                there.isPresent() ? Severity.WARNING : Severity.NOTE,
                Owner.JOB,
                "One epoch is forecast, as none are stated; from the second on the job needs " + RoundedSize.up(later)
                        + ", and " + than + ".",
                "Workers that start again for a further epoch are forked while the process still has the last batches of"
                        + " the epoch before, and keep them; the old iterator's semaphores can still be there too.",
                "State epochs= (any number above one needs as much), or set persistent_workers=True."));
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
                    o.name() + " takes between " + RoundedSize.down(o.least()) + " and " + RoundedSize.up(o.bytes())
                            + " of /dev/shm: it decides that when it runs.",
                    "Its figure: " + o.formula() + " (" + o.source() + "). The upper end is planned with.",
                    place ? "State " + UserInput.SHM_SIZE + ": what it does follows from it." : ""));
        }
        return findings;
    }
}
