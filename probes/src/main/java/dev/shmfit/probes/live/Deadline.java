package dev.shmfit.probes.live;

import java.time.Duration;

/**
 * When probes have to be done.
 *
 * @param limit how long that is from the beginning
 * @param end by the clock of {@link System#nanoTime}
 */
record Deadline(Duration limit, long end) {
    static Deadline in(Duration limit) {
        return new Deadline(limit, System.nanoTime() + limit.toNanos());
    }

    /** What is left; never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
