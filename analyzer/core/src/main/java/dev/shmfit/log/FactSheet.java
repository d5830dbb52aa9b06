package dev.shmfit.log;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.LoggedCommunicator.Counts;
import dev.shmfit.log.LoggedCommunicator.Sourced;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Facts of one communicator while they are gathered. */
final class FactSheet {
    private static final int MOST_WAYS = 4096;

    private final NavigableMap<Integer, Sourced<Message.Ring>> rings = new TreeMap<>();
    private final NavigableMap<Integer, List<Sourced<Message.Trees.Place>>> trees = new TreeMap<>();
    private final Map<Counts, Sourced<Counts>> counts = new LinkedHashMap<>();
    private final Map<Way, Channels> pairs = new LinkedHashMap<>();
    private final NavigableSet<Integer> ringsConnected = new TreeSet<>();
    private final NavigableSet<Integer> treesConnected = new TreeSet<>();
    private final NavigableMap<Integer, String> devices = new TreeMap<>();
    private int size;
    private @Nullable SourceRef first;

    /** Compared for each line of a log, so without what a record brings along for that. */
    private record Way(
            int from,
            int to,
            String via,
            boolean whole,
            Message.Direction direction,
            OptionalInt connection,
            boolean sure) {
        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Way w
                    && from == w.from
                    && to == w.to
                    && whole == w.whole
                    && sure == w.sure
                    && direction == w.direction
                    && connection.equals(w.connection)
                    && via.equals(w.via);
        }

        @Override
        public int hashCode() {
            return (from * 31 + to) * 31
                    + connection.orElse(7) * 7
                    + direction.name().length();
        }
    }

    private record Channels(Via via, SortedSet<Integer> channels, SourceRef source) {}

    boolean isEmpty() {
        return first == null;
    }

    @Nullable
    SourceRef first() {
        return first;
    }

    /** The number of ranks, as far as the rings say. */
    int size() {
        return size;
    }

    NavigableMap<Integer, String> devices() {
        return devices;
    }

    private void seen(SourceRef source) {
        if (first == null) {
            first = source;
        }
    }

    /** A line says how many ranks there are. */
    void sized(int ranks, SourceRef source) {
        seen(source);
        size = Math.max(size, ranks);
    }

    void add(Message.Ring ring, SourceRef source) {
        seen(source);
        rings.putIfAbsent(ring.channel(), new Sourced<>(ring, source));
        if (ring.whole()) {
            size = Math.max(size, ring.ranks().size());
        }
    }

    void add(Message.Trees places, SourceRef source) {
        seen(source);
        for (Message.Trees.Place p : places.places()) {
            List<Sourced<Message.Trees.Place>> of = trees.computeIfAbsent(p.channel(), c -> new ArrayList<>());
            if (isNew(of, p) && of.size() < MOST_WAYS) {
                of.add(new Sourced<>(p, source));
            }
        }
    }

    /** A rank has one place in a tree, or two where the version prints two. */
    private static boolean isNew(List<Sourced<Message.Trees.Place>> places, Message.Trees.Place p) {
        for (Sourced<Message.Trees.Place> o : places) {
            if (o.value().rank() == p.rank() && o.value().equals(p)) {
                return false;
            }
        }
        return true;
    }

    void add(Message.Counts line, SourceRef source) {
        seen(source);
        Counts c = new Counts(
                new dev.shmfit.nccl.plan.ChannelCounts(
                        line.collective(), line.nvls().orElse(0), line.p2p(), line.p2pPerPeer()),
                line.nvls().isPresent());
        counts.putIfAbsent(c, new Sourced<>(c, source));
    }

    void connected(boolean ofRings, int rank, SourceRef source) {
        seen(source);
        if (rank >= 0) {
            (ofRings ? ringsConnected : treesConnected).add(rank);
        }
    }

    void add(Message.Connection c, boolean sure, SourceRef source) {
        seen(source);
        Way way = new Way(c.from(), c.to(), c.via().text(), c.via().whole(), c.direction(), c.connection(), sure);
        Channels channels = pairs.get(way);
        if (channels == null) {
            if (pairs.size() >= MOST_WAYS) {
                return;
            }
            channels = new Channels(c.via(), new TreeSet<>(), source);
            pairs.put(way, channels);
        }
        if (c.channel().isPresent()) {
            channels.channels().add(c.channel().getAsInt());
        }
        if (!c.fromDevice().isEmpty()) {
            devices.putIfAbsent(c.from(), c.fromDevice());
        }
        if (!c.toDevice().isEmpty()) {
            devices.putIfAbsent(c.to(), c.toDevice());
        }
    }

    /** Takes over all that another sheet has. */
    void addAll(FactSheet other, int owner) {
        if (other.first != null) {
            seen(other.first);
        }
        other.rings.forEach(rings::putIfAbsent);
        other.trees.forEach((channel, places) ->
                places.forEach(p -> add(new Message.Trees(List.of(p.value()), true), p.source())));
        other.counts.forEach(counts::putIfAbsent);
        other.pairs.forEach((way, channels) -> pairs.computeIfAbsent(
                        way, w -> new Channels(channels.via(), new TreeSet<>(), channels.source()))
                .channels()
                .addAll(channels.channels()));
        ringsConnected.addAll(named(other.ringsConnected, owner));
        treesConnected.addAll(named(other.treesConnected, owner));
        other.devices.forEach(devices::putIfAbsent);
        size = Math.max(size, other.size);
    }

    private static NavigableSet<Integer> named(NavigableSet<Integer> ranks, int owner) {
        NavigableSet<Integer> named = new TreeSet<>();
        ranks.forEach(r -> named.add(r == UNNAMED ? owner : r));
        named.remove(-1);
        return named;
    }

    /** Stands for the rank that wrote a line and is not known yet. */
    static final int UNNAMED = Integer.MAX_VALUE;

    /** The rank that wrote these lines, where they agree on one: trees and connections begin with their writer. */
    OptionalInt writer() {
        NavigableSet<Integer> writers = new TreeSet<>();
        trees.values()
                .forEach(places -> places.forEach(p -> writers.add(p.value().rank())));
        if (writers.isEmpty()) {
            pairs.keySet().forEach(w -> writers.add(w.direction() == Message.Direction.RECEIVE ? w.to() : w.from()));
        }
        return writers.size() == 1 ? OptionalInt.of(writers.first()) : OptionalInt.empty();
    }

    /** Whether nothing that both sheets show contradicts. */
    boolean agreesWith(FactSheet other) {
        for (Map.Entry<Integer, String> d : other.devices.entrySet()) {
            String here = devices.get(d.getKey());
            if (here != null && !here.equals(d.getValue())) {
                return false;
            }
        }
        for (Map.Entry<Integer, Sourced<Message.Ring>> r : other.rings.entrySet()) {
            Sourced<Message.Ring> here = rings.get(r.getKey());
            if (here != null
                    && !here.value().ranks().equals(r.getValue().value().ranks())) {
                return false;
            }
        }
        return true;
    }

    /** The highest rank that is named, plus one. */
    int ranksSeen() {
        int most = size;
        for (Way w : pairs.keySet()) {
            most = Math.max(most, Math.max(w.from(), w.to()) + 1);
        }
        for (List<Sourced<Message.Trees.Place>> places : trees.values()) {
            for (Sourced<Message.Trees.Place> p : places) {
                most = Math.max(most, Math.max(p.value().rank(), p.value().up()) + 1);
                for (int down : p.value().down()) {
                    most = Math.max(most, down + 1);
                }
            }
        }
        return most;
    }

    boolean hasConnection(Message.Connection c) {
        return pairs.entrySet().stream()
                .anyMatch(e -> e.getKey().from() == c.from()
                        && e.getKey().to() == c.to()
                        && e.getKey().direction() == c.direction()
                        && e.getKey().connection().equals(c.connection())
                        && c.channel().isPresent()
                        && e.getValue().channels().contains(c.channel().getAsInt()));
    }

    LoggedCommunicator communicator(
            String id,
            int ranks,
            boolean sized,
            OptionalInt nodes,
            SortedMap<Integer, LoggedRank> members,
            SourceRef source) {
        List<LoggedPair> all = new ArrayList<>();
        pairs.forEach((w, c) -> all.add(new LoggedPair(
                w.from(), w.to(), c.via(), w.direction(), w.connection(), c.channels(), w.sure(), c.source())));
        ringsConnected.remove(UNNAMED);
        treesConnected.remove(UNNAMED);
        return new LoggedCommunicator(
                id,
                ranks,
                sized,
                nodes,
                members,
                devices,
                rings,
                trees,
                List.copyOf(counts.values()),
                all,
                ringsConnected,
                treesConnected,
                source,
                1);
    }
}
