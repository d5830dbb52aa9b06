package dev.shmfit.probes.redact;

/** Takes one sort of thing out of a line. */
interface Step extends Sought {
    /** The line with pseudonyms in place of it. */
    String without(String line, Pseudonyms names);
}
