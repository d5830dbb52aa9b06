package dev.shmfit.facts;

import java.util.Optional;
import java.util.function.Function;

/**
 * What reading one fact gave. Exactly one of: the value; nothing, with the reason; a text that could not be read.
 *
 * @param <T> the type of the fact
 */
public sealed interface Reading<T> {
    /** The fact, and where it was read. */
    record Known<T>(T value, SourceRef source) implements Reading<T> {}

    /**
     * There is no such fact.
     *
     * @param reason what a decision may rest on
     * @param why a sentence part for people, such as {@code "the row is cut off"}
     */
    record Absent<T>(Absence reason, String why) implements Reading<T> {}

    /** There is a text in the fact's place that means nothing to us. */
    record Unreadable<T>(String text, SourceRef source, String why) implements Reading<T> {}

    static <T> Reading<T> known(T value, SourceRef source) {
        return new Known<>(value, source);
    }

    /** What was read does not speak of the fact. */
    static <T> Reading<T> absent(String why) {
        return new Absent<>(Absence.NOT_SAID, why);
    }

    static <T> Reading<T> absent(Absence reason, String why) {
        return new Absent<>(reason, why);
    }

    /** The value, where there is one. */
    default Optional<T> asOptional() {
        return this instanceof Known<T> k ? Optional.of(k.value()) : Optional.empty();
    }

    default boolean isKnown() {
        return this instanceof Known<T>;
    }

    /** All three answers, each with its own reaction. */
    default <R> R match(
            Function<Known<T>, R> onKnown, Function<Absent<T>, R> onAbsent, Function<Unreadable<T>, R> onUnreadable) {
        if (this instanceof Known<T> k) {
            return onKnown.apply(k);
        }
        if (this instanceof Absent<T> a) {
            return onAbsent.apply(a);
        }
        return onUnreadable.apply((Unreadable<T>) this);
    }
}
