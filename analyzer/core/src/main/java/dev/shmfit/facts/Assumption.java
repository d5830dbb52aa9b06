package dev.shmfit.facts;

import dev.shmfit.text.Text;

/**
 * A fact that the capture does not hold and that something had to be taken for.
 *
 * @param key what was taken: {@code cpu}, {@code pcie}, {@code switch-arrangement}, {@code nvlink-arrangement},
 *     {@code numa}; stable, kebab-case
 * @param value what it was taken to be
 * @param provenance stated by the user, a documented default, or assumed where a fact is missing
 * @param effect a sentence: what rests on it
 * @param matters whether the answer could be another one if the fact were; true where that is not known
 */
public record Assumption(String key, Text value, Provenance provenance, Text effect, boolean matters) {
    /** Workers that a command line gives a DataLoader of which nothing else is known. */
    public static final String LOADER_WORKERS = "loader-workers";

    /** A value that is the same in every language. */
    public Assumption(String key, String value, Provenance provenance, Text effect) {
        this(key, Text.verbatim(value), provenance, effect, true);
    }

    /** The same where the answer would be the same whatever the fact is. */
    public Assumption withoutConsequence() {
        return new Assumption(key, value, provenance, effect, false);
    }

    /** Assumed to have a value that is the same in every language. */
    public static Assumption assumed(String key, String value, Text effect) {
        return assumed(key, Text.verbatim(value), effect);
    }

    public static Assumption assumed(String key, Text value, Text effect) {
        return new Assumption(key, value, Provenance.ASSUMED, effect, true);
    }
}
