package dev.shmfit.cli.workload;

import dev.shmfit.facts.SourceRef;
import java.time.LocalDate;

/**
 * A finding that is accepted for a time: it becomes a note.
 *
 * @param finding its id
 * @param reason why
 * @param until the last day on which it holds
 * @param at where that is said
 */
public record Suppression(String finding, String reason, LocalDate until, SourceRef at) {
    /** Whether it holds on a day. */
    public boolean holdsOn(LocalDate day) {
        return !day.isAfter(until);
    }
}
