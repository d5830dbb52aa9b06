package dev.shmfit.reports;

import java.util.List;

/**
 * A figure of which the facts leave a range. The figure given is the one to plan with.
 *
 * @param field dotted, within the object that lists it, such as {@code channels.collective}
 * @param missing the keys of the facts that would narrow it
 * @param narrowing how far each would, the one that narrows most first; empty for the phases of a communicator, whose ranges
 *     are narrowed by the same facts as the whole demand
 */
public record UncertainV1(String field, long min, long max, List<String> missing, List<NarrowingV1> narrowing) {
    public UncertainV1 {
        missing = List.copyOf(missing);
        narrowing = List.copyOf(narrowing);
    }
}
