package dev.shmfit.shm;

/** How worker processes come into being. */
public enum StartMethod {
    /** Workers inherit the parent's memory, its shared tensors included. */
    FORK,
    /** A fresh interpreter: the dataset travels pickled, its tensors through /dev/shm. */
    SPAWN,
    /** A fork of a clean server process: for /dev/shm as {@link #SPAWN}. Default of Python 3.14 on Linux. */
    FORKSERVER
}
