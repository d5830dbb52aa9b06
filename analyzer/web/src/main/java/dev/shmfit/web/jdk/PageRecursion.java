package dev.shmfit.web.jdk;

/** A page has one thread, and its engine takes the depth of a search. */
final class PageRecursion {
    private PageRecursion() {}

    /** Runs {@code task} at once. */
    static void run(int levels, Runnable task) {
        task.run();
    }
}
