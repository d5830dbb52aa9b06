package dev.shmfit.verify;

import dev.shmfit.facts.SourceRef;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that was forecast, beside what the log shows of it.
 *
 * @param subject what sort of thing
 * @param what which one: {@code 0 -> 1}, {@code channel 2}, {@code collective}
 * @param forecast as a log would print it; empty where nothing was forecast
 * @param observed as the log prints it; empty where it does not show the thing
 * @param outcome how they compare
 * @param source the line, where there is one
 */
public record ComparedItem(
        Subject subject, String what, String forecast, String observed, Outcome outcome, Optional<SourceRef> source) {
    /** The sorts of thing that a log shows. */
    public enum Subject {
        /** Whether the communicator is the one that was asked about. */
        COMMUNICATOR,
        /** Whether it comes into being at all. */
        INIT,
        /** How many channels there are. */
        CHANNELS,
        /** How an ordered pair of ranks is connected. */
        PAIR,
        /** The order of the ranks in a ring. */
        RING,
        /** A rank's parent and children in a tree. */
        TREE,
        /** Files in /dev/shm. */
        SEGMENTS;

        /** The spelling in reports. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How forecast and log compare. */
    public enum Outcome {
        AGREES,
        DIFFERS,
        /** The facts leave several answers; the log shows one of them. */
        WITHIN_RANGE;

        /** The spelling in reports. */
        public String word() {
            return switch (this) {
                case AGREES -> "agrees";
                case DIFFERS -> "differs";
                case WITHIN_RANGE -> "within-range";
            };
        }
    }

    boolean differs() {
        return outcome == Outcome.DIFFERS;
    }
}
