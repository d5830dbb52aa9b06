package dev.shmfit.explain;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Explanation;
import dev.shmfit.explain.catalog.Role;
import java.util.List;

/**
 * A cause that a text shows, with what shows it.
 *
 * @param role whether it is the cause itself, what it looks like, what followed, or nothing that failed
 * @param reason why the confidence is what it is, as sentences
 * @param hits what was found, in the order of the text
 */
public record Cause(Explanation explanation, Role role, Confidence confidence, String reason, List<Hit> hits) {
    public Cause {
        hits = List.copyOf(hits);
    }

    /** Where it begins, from 1; 0 where it follows from what was listed rather than from a line. */
    public long firstLine() {
        return hits.stream()
                .flatMap(h -> h.lines().stream())
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
    }
}
