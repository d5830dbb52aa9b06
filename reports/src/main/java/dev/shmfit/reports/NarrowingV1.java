package dev.shmfit.reports;

import java.util.List;

/**
 * A fact that would narrow a range, and how far.
 *
 * @param fact its key
 * @param statement the option, ready to paste, with one value as an example
 * @param parts what remains; empty where that is not known
 */
public record NarrowingV1(String fact, String statement, List<Part> parts) {
    public NarrowingV1 {
        parts = List.copyOf(parts);
    }

    /**
     * What remains for some values of the fact.
     *
     * @param values as they can be stated; empty where a file tells the fact
     * @param min the least that remains possible
     * @param max the most that remains possible
     */
    public record Part(List<String> values, long min, long max) {
        public Part {
            values = List.copyOf(values);
        }
    }

    /** Whether some value of the fact leaves less than the whole range. */
    boolean narrows(UncertainV1 range) {
        return parts.stream().anyMatch(p -> p.min() > range.min() || p.max() < range.max());
    }
}
