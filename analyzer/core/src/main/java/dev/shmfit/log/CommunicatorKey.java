package dev.shmfit.log;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What two communicators must have in common to be shown as one. */
record CommunicatorKey(
        int size,
        boolean sized,
        SortedMap<Integer, Device> devices,
        List<Message.Ring> rings,
        List<List<Message.Trees.Place>> trees,
        List<LoggedCommunicator.Counts> counts,
        Set<Way> pairs,
        Set<Integer> ringsConnected,
        Set<Integer> treesConnected) {
    record Device(int cudaDev, Optional<BusId> busId, String host, boolean complete) {}

    record Way(int from, int to, String via, Message.Direction direction, Set<Integer> channels, boolean sure) {}

    static CommunicatorKey of(LoggedCommunicator c) {
        SortedMap<Integer, Device> devices = new TreeMap<>();
        c.ranks()
                .forEach((r, m) -> devices.put(
                        r, new Device(m.cudaDev(), m.busId(), m.origin().host(), m.complete())));
        Set<Way> pairs = new java.util.LinkedHashSet<>();
        c.pairs()
                .forEach(p ->
                        pairs.add(new Way(p.from(), p.to(), p.via().text(), p.direction(), p.channels(), p.sure())));
        return new CommunicatorKey(
                c.size(),
                c.sized(),
                devices,
                c.rings().values().stream()
                        .map(LoggedCommunicator.Sourced::value)
                        .toList(),
                c.trees().values().stream()
                        .map(l -> l.stream()
                                .map(LoggedCommunicator.Sourced::value)
                                .toList())
                        .toList(),
                c.counts().stream().map(LoggedCommunicator.Sourced::value).toList(),
                pairs,
                c.ringsConnected(),
                c.treesConnected());
    }
}
