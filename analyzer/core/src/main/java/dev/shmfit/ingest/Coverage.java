package dev.shmfit.ingest;

import dev.shmfit.facts.Missing;
import dev.shmfit.facts.ParseNote;
import dev.shmfit.facts.SourceRef;
import java.util.List;
import java.util.Optional;

/**
 * What was not understood, and what was not there to be read.
 *
 * @param notes of every parser, those about GPUs first
 * @param missing files that the capture says were not taken
 * @param parts what was recognised in texts that hold the output of several programs
 * @param prose lines of such texts that are in no program's output
 * @param named settings that such texts name without setting them for certain
 * @param commands that such texts show, which start a job or its container
 */
public record Coverage(
        List<ParseNote> notes,
        List<Missing> missing,
        List<Part> parts,
        List<Prose> prose,
        List<Named> named,
        List<Command> commands) {
    /**
     * A part of a text that holds the output of several programs.
     *
     * @param words what it is
     * @param source its first line
     * @param lines such as {@code lines 40-88}
     * @param used whether a fact was taken from it
     */
    public record Part(String words, SourceRef source, String lines, boolean used) {}

    /**
     * A line that a person wrote, or that no reader knows.
     *
     * @param text without blanks around it
     * @param source where it stands
     */
    public record Prose(String text, SourceRef source) {}

    /**
     * A setting that is not taken: it may hold or not, or its value does not stand in the text.
     *
     * @param name of the variable; empty for those of a file or an object that is not in the text
     * @param value as it stands there; empty where there is none
     * @param set whether something sets it, rather than that somebody writes about it
     */
    public record Named(String name, String value, boolean set, SourceRef source) {}

    /**
     * A command that starts something.
     *
     * @param text as it is typed, on one line
     * @param source where it begins
     */
    public record Command(String text, SourceRef source) {}

    public Coverage {
        commands = List.copyOf(commands);
        named = List.copyOf(named);
        prose = List.copyOf(prose);
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
        missing = List.copyOf(missing);
    }

    /** Why a file was not taken, where the capture says so. */
    public Optional<Missing> missing(String item) {
        return missing.stream().filter(m -> m.item().equals(item)).findFirst();
    }
}
