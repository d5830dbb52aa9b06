package dev.shmfit.log;

import dev.shmfit.facts.SourceRef;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How an ordered pair of ranks was connected, in one way, over all channels.
 *
 * @param from sending rank
 * @param to receiving rank
 * @param via what was printed
 * @param direction which side printed it
 * @param connection 0 for collectives, 1 for send and receive, where it is printed
 * @param channels on which the pair was connected so; empty where excerpts do not say
 * @param sure whether the lines belong to this communicator for certain, and not to another of the same process
 * @param source the first line
 */
public record LoggedPair(
        int from,
        int to,
        Via via,
        Message.Direction direction,
        OptionalInt connection,
        SortedSet<Integer> channels,
        boolean sure,
        SourceRef source) {
    public LoggedPair {
        channels = Collections.unmodifiableSortedSet(new TreeSet<>(channels));
    }
}
