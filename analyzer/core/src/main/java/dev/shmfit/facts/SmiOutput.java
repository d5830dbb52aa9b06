package dev.shmfit.facts;

import java.util.List;

/**
 * What a text that should hold a table of {@code nvidia-smi topo} turned out to hold. Exactly one of: tables; a
 * statement that there are no GPUs; an error message in place of a table; nothing that we know; more than we take.
 *
 * @param <T> the type of the table
 */
public sealed interface SmiOutput<T> {
    /**
     * One table for each host that the text shows, in the order of the text; never empty.
     *
     * @param tables what was read, damage included
     */
    record Tables<T>(List<T> tables) implements SmiOutput<T> {
        public Tables {
            if (tables.isEmpty()) {
                throw new IllegalArgumentException("no table");
            }
            tables = List.copyOf(tables);
        }
    }

    /** The driver answered, and knows of no GPU. */
    record NoGpus<T>(String text, SourceRef source) implements SmiOutput<T> {}

    /**
     * nvidia-smi, NVML or the shell failed.
     *
     * @param message the error as printed
     */
    record Failed<T>(String message, SourceRef source) implements SmiOutput<T> {}

    /**
     * The text holds no such table.
     *
     * @param why what it seems to be instead: empty, binary, another command's output
     */
    record NotRecognised<T>(String why, SourceRef source) implements SmiOutput<T> {}

    /**
     * A table larger than a node can be. It is refused rather than read in part.
     *
     * @param what the things counted, such as {@code GPUs}
     * @param count how many the text shows, at the least
     * @param limit how many are taken
     */
    record TooLarge<T>(String what, int count, int limit, SourceRef source) implements SmiOutput<T> {}
}
