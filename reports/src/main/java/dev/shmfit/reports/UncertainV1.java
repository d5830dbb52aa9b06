package dev.shmfit.reports;

import java.util.List;

/**
 * A figure of which the facts leave a range. The figure given is the one to plan with.
 *
 * @param field dotted, within the object that lists it, such as {@code channels.collective}
 * @param missing the keys of the facts that would narrow it
 */
public record UncertainV1(String field, long min, long max, List<String> missing) {
    public UncertainV1 {
        missing = List.copyOf(missing);
    }
}
