package dev.shmfit.explain;

import dev.shmfit.explain.catalog.Role;
import dev.shmfit.explain.cause.Cause;
import dev.shmfit.explain.listing.ShmListing;
import dev.shmfit.explain.size.CodeLine;
import dev.shmfit.nccl.NcclVersion;
import java.util.List;
import java.util.Optional;

/**
 * What a text says about a failure.
 *
 * @param lines it has
 * @param causes the root first, then what followed, then what is no failure
 * @param observations beside messages
 * @param files of /dev/shm that were listed
 * @param nccl what the text says of NCCL itself
 * @param size of /dev/shm, where size is the remedy
 * @param firstFailure the first line that looks like a failure, whether it is known or not
 */
public record Diagnosis(
        long lines,
        List<Cause> causes,
        List<Observation> observations,
        List<ShmListing.Group> files,
        OfNccl nccl,
        Optional<SizeAdvice> size,
        Optional<FailingLine> firstFailure) {
    public Diagnosis {
        causes = List.copyOf(causes);
        observations = List.copyOf(observations);
        files = List.copyOf(files);
    }

    /**
     * What a text says of NCCL itself.
     *
     * @param versions that it names
     * @param places in NCCL's source that it names, and the versions that have them
     * @param lines of NCCL's own log
     */
    public record OfNccl(List<NcclVersion> versions, List<CodeLine> places, long lines) {
        public OfNccl {
            versions = List.copyOf(versions);
            places = List.copyOf(places);
        }
    }

    /** The versions of NCCL that the text names. */
    public List<NcclVersion> versions() {
        return nccl.versions();
    }

    /** The places in NCCL's source that it names. */
    public List<CodeLine> places() {
        return nccl.places();
    }

    /** How many lines are of NCCL's own log. */
    public long ncclLines() {
        return nccl.lines();
    }

    /** A line that looks like a failure, shortened. */
    public record FailingLine(long number, String text) {}

    /** Whether anything in the text was recognised. */
    public boolean recognised() {
        return !causes.isEmpty() || !observations.isEmpty() || !files.isEmpty();
    }

    /** The cause to begin with; empty where nothing failed, or where only what followed is in the text. */
    public Optional<Cause> root() {
        return causes.stream().filter(c -> c.role().failed()).findFirst();
    }

    /** Whether something failed whose cause is not in the text. */
    public boolean causeMissing() {
        return root().isEmpty() && causes.stream().anyMatch(c -> c.role() == Role.CONSEQUENCE);
    }
}
