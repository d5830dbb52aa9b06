package dev.shmfit.explain;

import dev.shmfit.explain.catalog.Role;
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
 * @param versions of NCCL that the text names
 * @param places in NCCL's source that the text names, and the versions that have them
 * @param ncclLines lines of NCCL's own log
 * @param size of /dev/shm to begin with, where size is the remedy
 */
public record Diagnosis(
        long lines,
        List<Cause> causes,
        List<Observation> observations,
        List<ShmListing.Group> files,
        List<NcclVersion> versions,
        List<CodeLine> places,
        long ncclLines,
        Optional<SizeAdvice> size) {
    public Diagnosis {
        causes = List.copyOf(causes);
        observations = List.copyOf(observations);
        files = List.copyOf(files);
        versions = List.copyOf(versions);
        places = List.copyOf(places);
    }

    /** Whether anything in the text was recognised. */
    public boolean recognised() {
        return !causes.isEmpty() || !observations.isEmpty() || !files.isEmpty();
    }

    /** The cause to begin with; empty where nothing failed, or where only what followed is in the text. */
    public Optional<Cause> root() {
        return causes.stream()
                .filter(c -> c.role() == Role.CAUSE || c.role() == Role.SYMPTOM)
                .findFirst();
    }

    /** Whether something failed whose cause is not in the text. */
    public boolean causeMissing() {
        return root().isEmpty() && causes.stream().anyMatch(c -> c.role() == Role.CONSEQUENCE);
    }
}
