package dev.shmfit.cli.workload;

import dev.shmfit.facts.SourceRef;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong in a workload file.
 *
 * @param at file, line and column
 * @param sentence what was seen and what was expected
 */
public record Problem(SourceRef at, String sentence) {
    /** As many as a person reads at once. */
    private static final int MOST = 20;

    @Override
    public String toString() {
        return at + ": " + sentence;
    }

    /** One line for each, in the order of the file. */
    static String lines(List<Problem> problems) {
        List<Problem> ordered = problems.stream()
                .sorted(Comparator.comparingInt((Problem p) -> p.at.line()).thenComparingInt(p -> p.at.column()))
                .distinct()
                .toList();
        String lines =
                ordered.stream().limit(MOST).map(Problem::toString).collect(Collectors.joining(System.lineSeparator()));
        return ordered.size() <= MOST
                ? lines
                : lines + System.lineSeparator() + "… and " + (ordered.size() - MOST) + " more";
    }
}
