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

    /** A second more, for what is to end with the deadline. */
    Deadline grace() {
        return new Deadline(limit, end + Duration.ofSeconds(1).toNanos());
    }

    /** What is left; never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
