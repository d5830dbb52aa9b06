package dev.shmfit.analysis;

import java.util.List;

/**
 * A fact that is open, as a person would state it, and how far a range would narrow for each of its values.
 *
 * @param fact its key, as {@code --assume} takes it; {@code gpu} where what is open follows from the GPU's product
 * @param statement ready to paste, with the first value as an example: {@code --assume gpu=A100}
 * @param parts the ranges that its values leave, values with the same range together; empty where it is not known because
 *     not every possible node was tried
 */
public record Narrowing(String fact, String statement, List<Part> parts) {
    public Narrowing {
        parts = List.copyOf(parts);
    }

    /**
     * What remains for some values of the fact.
     *
     * @param values as they can be stated, or, where a file tells the fact, nothing
     * @param min the least that remains possible
     * @param max the most that remains possible
     */
    public record Part(List<String> values, long min, long max) {
        public Part {
            values = List.copyOf(values);
        }
    }

    /** The width that remains on average over the parts; a fact that leaves less narrows more. */
    double remaining() {
        return parts.stream().mapToDouble(p -> p.max() - p.min()).average().orElse(Double.MAX_VALUE);
    }

    /** Whether some value leaves less than the whole range. */
    public boolean narrows(long min, long max) {
        return parts.stream().anyMatch(p -> p.min() > min || p.max() < max);
    }
}
