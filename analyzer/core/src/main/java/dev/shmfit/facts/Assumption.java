package dev.shmfit.facts;

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
public record Assumption(String key, String value, Provenance provenance, String effect, boolean matters) {
    /** Workers that a command line gives a DataLoader of which nothing else is known. */
    public static final String LOADER_WORKERS = "loader-workers";

    public Assumption(String key, String value, Provenance provenance, String effect) {
        this(key, value, provenance, effect, true);
    }

    /** The same where the answer would be the same whatever the fact is. */
    public Assumption withoutConsequence() {
        return new Assumption(key, value, provenance, effect, false);
    }

    public static Assumption assumed(String key, String value, String effect) {
        return new Assumption(key, value, Provenance.ASSUMED, effect);
    }
}
