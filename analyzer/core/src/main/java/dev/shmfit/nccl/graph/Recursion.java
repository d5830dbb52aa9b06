package dev.shmfit.nccl.graph;

/**
 * Runs a recursion that may be deeper than a usual thread's stack: a search goes one level down with each GPU of each
 * channel, as NCCL's own does, which is 4,096 levels for 64 GPUs and 64 channels.
 */
final class Recursion {
    /** What a level takes at the most: a handful of frames, not compiled. */
    private static final long BYTES_EACH = 4096;

    /** So many fit a usual stack. */
    private static final int USUAL = 1024;

    private Recursion() {}

    /** Runs {@code task}, which goes {@code levels} down, and returns when it is done. */
    static void run(int levels, Runnable task) {
        if (levels <= USUAL) {
            task.run();
            return;
        }
        Throwable[] failure = new Throwable[1];
        Thread deep = new Thread(null, task, "search", levels * BYTES_EACH);
        deep.setUncaughtExceptionHandler((thread, e) -> failure[0] = e);
        deep.start();
        try {
            deep.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a search", e);
        }
        if (failure[0] instanceof RuntimeException e) {
            throw e;
        }
        if (failure[0] instanceof Error e) {
            throw e;
        }
    }
}
