package dev.shmfit.ingest;

import dev.shmfit.facts.Missing;
import dev.shmfit.facts.ParseNote;
import java.util.List;
import java.util.Optional;

/**
 * What was not understood, and what was not there to be read.
 *
 * @param notes of every parser, those about GPUs first
 * @param missing files that the capture says were not taken
 */
public record Coverage(List<ParseNote> notes, List<Missing> missing) {
    public Coverage {
        notes = List.copyOf(notes);
        missing = List.copyOf(missing);
    }

    /** Why a file was not taken, where the capture says so. */
    public Optional<Missing> missing(String item) {
        return missing.stream().filter(m -> m.item().equals(item)).findFirst();
    }
}
