package dev.shmfit.reports;

import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a communicator goes over several nodes. Ranks are those of the whole job.
 *
 * @param nodes how many have ranks of it
 * @param node the one that the report is about, from 0
 * @param rings the ways over the nodes
 * @param crossings what ranks of this node send to others, by NIC
 */
public record OverNodesV1(int nodes, int node, List<Ring> rings, List<Crossing> crossings) {
    private static final int SHOWN_RANKS = 4;
    private static final int SHOWN_RINGS = 8;

    public OverNodesV1 {
        rings = List.copyOf(rings);
        crossings = List.copyOf(crossings);
    }

    /**
     * Channels whose rings pass the first and the last node alike.
     *
     * @param between how many nodes lie between these two
     */
    public record Ring(List<Integer> channels, Stop first, Stop last, int between) {
        public Ring {
            channels = List.copyOf(channels);
        }
    }

    /**
     * Where a ring passes a node.
     *
     * @param ranks from where the ring comes in to where it goes out
     */
    public record Stop(int node, List<Integer> ranks) {
        public Stop {
            ranks = List.copyOf(ranks);
        }
    }

    /** What a crossing carries. */
    public enum Use implements JsonWord {
        COLLECTIVE("collective"),
        SENDRECV("sendrecv");

        private final String word;

        Use(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * What one rank sends by one NIC.
     *
     * @param peers how many ranks it reaches so
     * @param nic its name; empty where sockets carry it
     * @param proxy the rank whose proxy sends: another one with PXN
     * @param gdr whether the NIC reads the GPU's memory
     */
    public record Crossing(Use use, int from, int peers, String nic, int proxy, boolean gdr, List<Integer> channels) {
        public Crossing {
            channels = List.copyOf(channels);
        }
    }

    /** Each ring over the nodes as a line: the first and the last node, the rest folded. */
    public List<String> ringLines() {
        return ringLines(Language.ENGLISH);
    }

    /** The same in a language. */
    public List<String> ringLines(Language language) {
        List<String> lines = rings.stream()
                .limit(SHOWN_RINGS)
                .map(r -> ring(r).in(language))
                .collect(Collectors.toCollection(ArrayList::new));
        if (rings.size() > SHOWN_RINGS) {
            lines.add(Text.of("detail/more-rings", "rings", rings.size() - SHOWN_RINGS)
                    .in(language));
        }
        return lines;
    }

    private static Text ring(Ring r) {
        Text between = r.between > 0
                ? Text.joined(" → … ", Text.of("detail/nodes-between", "nodes", r.between), " …")
                : Text.EMPTY;
        return Text.of(
                "detail/ring",
                "channels",
                r.channels.size(),
                "which",
                named(r.channels),
                "first",
                stop(r.first),
                "between",
                between,
                "last",
                stop(r.last));
    }

    private record Way(Use use, String nic, int proxy, boolean gdr) {}

    /** By which NIC ranks of this node reach those of others, a line for those that share NIC and proxy. */
    public List<String> crossingLines() {
        return crossingLines(Language.ENGLISH);
    }

    /** The same in a language. */
    public List<String> crossingLines(Language language) {
        Map<Way, Set<Integer>> senders = new LinkedHashMap<>();
        for (Crossing c : crossings) {
            senders.computeIfAbsent(new Way(c.use, c.nic, c.proxy, c.gdr), w -> new TreeSet<>())
                    .add(c.from);
        }
        return senders.entrySet().stream()
                .sorted(Comparator.comparing(e -> e.getKey().use))
                .map(e -> line(e.getKey(), List.copyOf(e.getValue())).in(language))
                .toList();
    }

    private static Text line(Way way, List<Integer> senders) {
        boolean own = senders.equals(List.of(way.proxy));
        Text by = way.nic.isEmpty() ? Text.of("detail/sockets") : Text.verbatim(way.nic);
        return Text.joined(
                Text.of(
                        "detail/crossing-" + way.use.word(),
                        "ranks",
                        senders.size(),
                        "which",
                        named(senders),
                        "by",
                        way.gdr ? Text.of("detail/with-gdr", "nic", by) : by),
                own ? Text.EMPTY : Text.of("detail/through-proxy", "rank", way.proxy));
    }

    private static Text stop(Stop s) {
        List<Integer> r = s.ranks;
        String ranks = r.size() <= SHOWN_RANKS
                ? joined(r)
                : joined(r.subList(0, 2)) + " … " + joined(r.subList(r.size() - 2, r.size()));
        return Text.of("detail/stop", "node", s.node, "ranks", ranks);
    }

    private static String joined(List<Integer> ranks) {
        return ranks.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** {@code 3}, {@code 0 to 7}, {@code 0, 2, 4}. */
    private static Text named(List<Integer> all) {
        int first = all.get(0);
        int last = all.get(all.size() - 1);
        return all.size() > 2 && last - first + 1 == all.size()
                ? Text.of("detail/first-to-last", "first", first, "last", last)
                : Text.verbatim(all.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
}
