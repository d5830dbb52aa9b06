package dev.shmfit.reports;

/** A constant that has its own spelling in JSON. */
public interface JsonWord {
    /** The spelling. */
    String word();
}
