package dev.shmfit.log;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.nccl.plan.ChannelCounts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a log shows of one communicator. Whatever is not shown is absent.
 *
 * @param id {@code commId} where printed, else the address of its first rank; empty where no line names it
 * @param size number of ranks; where no line says it, those that are seen
 * @param sized whether a line says the size
 * @param nodes over which it spans, where printed
 * @param ranks those whose own lines are in the log
 * @param devices what stands in brackets behind each rank: bus id, or NVML's index, by version
 * @param rings by channel
 * @param trees each rank's place, by channel
 * @param counts of channels, each distinct line once
 * @param pairs in the order of the log
 * @param ringsConnected ranks that said to have connected all rings
 * @param treesConnected ranks that said to have connected all trees
 * @param source the first line that belongs to it
 * @param times how many communicators of the log are equal to this one in all that is above
 */
public record LoggedCommunicator(
        String id,
        int size,
        boolean sized,
        OptionalInt nodes,
        SortedMap<Integer, LoggedRank> ranks,
        SortedMap<Integer, String> devices,
        SortedMap<Integer, Sourced<Message.Ring>> rings,
        SortedMap<Integer, List<Sourced<Message.Trees.Place>>> trees,
        List<Sourced<Counts>> counts,
        List<LoggedPair> pairs,
        Set<Integer> ringsConnected,
        Set<Integer> treesConnected,
        SourceRef source,
        int times) {
    /** A value and the first line that shows it. */
    public record Sourced<T>(T value, SourceRef source) {}

    /**
     * Channel counts.
     *
     * @param counts zero NVLS channels where the version does not print them
     * @param nvlsShown whether it does
     */
    public record Counts(ChannelCounts counts, boolean nvlsShown) {}

    public LoggedCommunicator {
        ranks = Collections.unmodifiableSortedMap(new TreeMap<>(ranks));
        devices = Collections.unmodifiableSortedMap(new TreeMap<>(devices));
        rings = Collections.unmodifiableSortedMap(new TreeMap<>(rings));
        SortedMap<Integer, List<Sourced<Message.Trees.Place>>> copied = new TreeMap<>();
        for (Map.Entry<Integer, List<Sourced<Message.Trees.Place>>> e : trees.entrySet()) {
            copied.put(e.getKey(), List.copyOf(e.getValue()));
        }
        trees = Collections.unmodifiableSortedMap(copied);
        counts = List.copyOf(counts);
        pairs = List.copyOf(pairs);
        ringsConnected = Collections.unmodifiableSet(new TreeSet<>(ringsConnected));
        treesConnected = Collections.unmodifiableSet(new TreeSet<>(treesConnected));
    }

    /** What a dump tells of one: how many ranks it has, and perhaps which. */
    static LoggedCommunicator dumped(DumpedGroup d) {
        return new LoggedCommunicator(
                d.id(),
                d.ranks(),
                true,
                d.nodes(),
                d.placed(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                d.source(),
                d.times());
    }

    /** Whether anything but its existence is shown. */
    public boolean showsAnything() {
        return !rings.isEmpty() || !trees.isEmpty() || !counts.isEmpty() || !pairs.isEmpty();
    }

    LoggedCommunicator times(int n) {
        return new LoggedCommunicator(
                id,
                size,
                sized,
                nodes,
                ranks,
                devices,
                rings,
                trees,
                counts,
                pairs,
                ringsConnected,
                treesConnected,
                source,
                n);
    }
}
