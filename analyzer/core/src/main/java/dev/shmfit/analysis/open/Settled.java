package dev.shmfit.analysis.open;

import dev.shmfit.analysis.stated.Fact;

/**
 * One value of a fact that is open.
 *
 * @param word the value for people
 */
public record Settled<T>(Fact<T> fact, T value, String word) {
    /** A value that reads as it is written. */
    public static <T> Settled<T> of(Fact<T> fact, T value) {
        return new Settled<>(fact, value, String.valueOf(value));
    }

    /** Yes or no. */
    public static Settled<Boolean> yes(Fact<Boolean> fact, boolean value) {
        return new Settled<>(fact, value, value ? "yes" : "no");
    }

    /** Equal values have the same word, and a string keeps its hash: thousands of choices are looked up by these. */
    @Override
    public int hashCode() {
        return 31 * fact.hashCode() + word.hashCode();
    }
}
