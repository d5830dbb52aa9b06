package dev.shmfit.explain.catalog;

/** What does a wording say about a failure? The order is that in which causes are told. */
public enum Role {
    /** Names the cause itself. */
    CAUSE,
    /** What the cause looks like from outside: a signal, a hang. */
    SYMPTOM,
    /** What follows when another process has failed first. */
    CONSEQUENCE,
    /** No failure. */
    NOTICE;

    /** Whether something failed, and not only because something else had. */
    public boolean failed() {
        return this == CAUSE || this == SYMPTOM;
    }
}
