package dev.shmfit.shm;

/**
 * How many POSIX semaphores, each a file of its own in /dev/shm, does a loader's plumbing make? Three for each
 * multiprocessing.Queue (one index queue per worker, one result queue) and five for the Event that ends the workers.
 */
final class Semaphores {
    private Semaphores() {}

    static long count(int workers) {
        return 3L * (workers + 1L) + 5;
    }
}
