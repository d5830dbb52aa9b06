package dev.shmfit.parse;

import dev.shmfit.facts.ParseNote;
import java.util.List;

/**
 * What a parser gives: the fact, and its remarks.
 *
 * @param <T> the type of the fact
 * @param value the fact
 * @param notes the remarks, in the order of the input
 */
public record Parsed<T>(T value, List<ParseNote> notes) {
    public Parsed {
        notes = List.copyOf(notes);
    }
}
