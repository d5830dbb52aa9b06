package dev.shmfit.verify;

import dev.shmfit.analysis.Analysis;
import dev.shmfit.log.NcclLog;
import dev.shmfit.text.Text;
import java.util.List;

/**
 * A job's forecast beside its log.
 *
 * @param analysis the forecast for the job as it was asked about
 * @param log what the log shows
 * @param communicators of the log, in its order
 * @param segments files in /dev/shm, which the log does not tell apart by communicator
 * @param causes likely ones of the differences, the best first
 * @param notes what limits the comparison, as sentences
 */
public record Verification(
        Analysis analysis,
        NcclLog log,
        List<CommunicatorCheck> communicators,
        List<ComparedItem> segments,
        List<DifferenceCause> causes,
        List<Text> notes) {
    public Verification {
        communicators = List.copyOf(communicators);
        segments = List.copyOf(segments);
        causes = List.copyOf(causes);
        notes = List.copyOf(notes);
    }

    /** All that was compared. */
    public List<ComparedItem> checks() {
        return java.util.stream.Stream.concat(
                        communicators.stream().flatMap(c -> c.checks().stream()), segments.stream())
                .toList();
    }

    /** Whether anything could be compared. */
    public boolean comparable() {
        return !checks().isEmpty();
    }

    /** How many checks differ. */
    public long differences() {
        return checks().stream().filter(ComparedItem::differs).count();
    }

    /** Whether nothing differs. */
    public boolean agrees() {
        return differences() == 0;
    }
}
