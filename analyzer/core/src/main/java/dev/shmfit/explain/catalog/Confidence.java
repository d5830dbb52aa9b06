package dev.shmfit.explain.catalog;

import java.util.Locale;

/** How sure is it that the cause is the one named? */
public enum Confidence {
    CERTAIN,
    LIKELY,
    POSSIBLE;

    /** The spelling in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
