package dev.shmfit.facts;

import java.util.List;

/**
 * Something in a matrix that a healthy machine or a whole capture would not show.
 *
 * @param id stable name of the sort of trouble, kebab-case
 * @param message what was seen, what was expected
 * @param gpus the GPUs concerned, by index
 * @param evidence where it was read
 */
public record MatrixRemark(String id, String message, List<Integer> gpus, List<SourceRef> evidence) {
    public MatrixRemark {
        gpus = List.copyOf(gpus);
        evidence = List.copyOf(evidence);
    }

    @Override
    public String toString() {
        return id + ": " + message;
    }
}
