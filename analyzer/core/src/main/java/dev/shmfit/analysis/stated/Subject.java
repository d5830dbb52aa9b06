package dev.shmfit.analysis.stated;

/** What a question can be wrong about. How a user states it, by which option or line of a file, is not known here. */
public enum Subject {
    /** A fact, written {@code KEY=VALUE}. */
    FACT,
    /** The list of GPUs. */
    GPUS,
    /** The count of ranks. */
    RANKS,
    /** A process group. */
    GROUP
}
