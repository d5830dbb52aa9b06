package dev.shmfit.shm;

/** When does a loader run, seen from those before it in the list? The list is in the order of the first run. */
public enum LoaderOrder {
    /** Its loop is inside theirs, as validation in the middle of an epoch: all are alive together. */
    INSIDE,
    /**
     * Its loop begins when theirs have ended, as validation after an epoch: only one of the two is full at a time. What
     * the process still refers to of the others stays.
     */
    AFTER,
    /** Its iterator is made right after theirs, before the first batch is taken, as in {@code zip(a, b)}. */
    BESIDE
}
