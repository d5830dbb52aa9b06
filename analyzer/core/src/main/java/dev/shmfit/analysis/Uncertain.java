package dev.shmfit.analysis;

import java.util.List;

/**
 * A figure of which the facts leave a range; the figure given elsewhere is the one to plan with.
 *
 * @param field dotted, within the object that lists it: {@code channels.collective}
 * @param min the least that the facts allow
 * @param max the most that the facts allow
 * @param narrowings the facts that would narrow it, the one that narrows most first
 */
public record Uncertain(String field, long min, long max, List<Narrowing> narrowings) {
    public Uncertain {
        narrowings = List.copyOf(narrowings);
    }

    /** Keys of the facts that would narrow it, as {@code --assume} takes them. */
    public List<String> missing() {
        return narrowings.stream().map(Narrowing::fact).toList();
    }
}
