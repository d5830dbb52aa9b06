package dev.shmfit.parse.paste;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SourceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Collects what pasted texts say, each fact with its place, in the order read. */
public final class PastedFacts {
    private static final int MOST = 4096;

    private final Map<Topic<?>, List<Object>> all = new LinkedHashMap<>();
    private final List<PassedOver> passedOver = new ArrayList<>();
    private int count;

    /**
     * A part of something that is used, which is not.
     *
     * @param what in words
     */
    public record PassedOver(String what, SourceRef source) {}

    void passOver(String what, SourceRef source) {
        passedOver.add(new PassedOver(what, source));
    }

    /** What was read over, within parts that are used. */
    public List<PassedOver> passedOver() {
        return List.copyOf(passedOver);
    }

    <T> void add(Topic<T> topic, T value, SourceRef source) {
        if (count < MOST) {
            count++;
            all.computeIfAbsent(topic, t -> new ArrayList<>()).add(Reading.known(value, source));
        }
    }

    /** Takes back what a later line of the same text takes back. */
    <T> void forget(Topic<T> topic, Predicate<Reading.Known<T>> which) {
        List<Reading.Known<T>> left = new ArrayList<>(of(topic));
        if (left.removeIf(which)) {
            count++;
            all.put(topic, new ArrayList<>(left));
        }
    }

    /** Whether any fact stands on one of these lines of a text. */
    boolean isFrom(String item, int first, int last) {
        return all.values().stream()
                .flatMap(List::stream)
                .map(r -> ((Reading.Known<?>) r).source())
                .anyMatch(s -> s.item().equals(item) && s.line() >= first && s.line() <= last);
    }

    /** Whether another reader took a fact from this very line. */
    boolean isSaid(SourceRef at) {
        return isFrom(at.item(), at.line(), at.line());
    }

    /** How many facts there are so far; whoever read something may ask before and after. */
    int count() {
        return count;
    }

    /** Everything that was said about a topic. */
    @SuppressWarnings("unchecked")
    public <T> List<Reading.Known<T>> of(Topic<T> topic) {
        // Only add() puts anything in, and it takes the topic's own type.
        return all.getOrDefault(topic, List.of()).stream()
                .map(r -> (Reading.Known<T>) r)
                .toList();
    }
}
