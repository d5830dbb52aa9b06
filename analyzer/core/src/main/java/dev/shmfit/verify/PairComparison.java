package dev.shmfit.verify;

import dev.shmfit.analysis.CommunicatorAnalysis;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.LoggedCommunicator;
import dev.shmfit.log.LoggedCommunicator.Sourced;
import dev.shmfit.log.LoggedPair;
import dev.shmfit.log.LoggedRank;
import dev.shmfit.log.Message;
import dev.shmfit.log.Via;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.PairForecast;
import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.nccl.plan.TreeEdge;
import dev.shmfit.verify.ComparedItem.Outcome;
import dev.shmfit.verify.ComparedItem.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The pairs of a communicator, as the log shows them and as they were forecast: the transport, and where the facts
 * determine rings and trees, the channels. A pair that the log ought to show and does not is a difference, too.
 */
final class PairComparison {
    private final LoggedCommunicator logged;
    private final Members members;
    private final CommunicatorAnalysis analysis;
    private final CommunicatorForecast forecast;
    private final boolean channelsKnown;
    private final boolean silent;
    private final List<List<Integer>> rings = new ArrayList<>();
    private final List<List<TreeEdge>> trees = new ArrayList<>();

    /**
     * @param channelsKnown whether the facts determine rings and trees; otherwise the log's own tell which pairs it ought
     *     to show
     * @param silent whether the version does not say when all is connected
     */
    PairComparison(
            LoggedCommunicator logged,
            Members members,
            CommunicatorAnalysis analysis,
            boolean channelsKnown,
            boolean silent) {
        this.logged = logged;
        this.members = members;
        this.analysis = analysis;
        this.forecast = analysis.forecast();
        this.channelsKnown = channelsKnown;
        this.silent = silent;
        if (channelsKnown) {
            rings.addAll(forecast.rings());
            trees.addAll(forecast.trees());
        } else if (members.all()) {
            logged.rings()
                    .values()
                    .forEach(r -> rings.add(r.value().whole() ? r.value().ranks() : List.of()));
            logged.trees().values().forEach(t -> trees.add(edges(t)));
        }
    }

    private static List<TreeEdge> edges(List<Sourced<Message.Trees.Place>> places) {
        List<TreeEdge> edges = new ArrayList<>();
        for (Sourced<Message.Trees.Place> p : places) {
            if (p.value().up() >= 0) {
                edges.add(new TreeEdge(p.value().up(), p.value().rank()));
            }
            p.value().down().forEach(d -> edges.add(new TreeEdge(p.value().rank(), d)));
        }
        return edges;
    }

    private record Pair(int from, int to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    void addTo(List<ComparedItem> checks) {
        List<Integer> local = List.copyOf(members.gpus().keySet());
        Map<Pair, List<LoggedPair>> seen = new LinkedHashMap<>();
        for (LoggedPair p : logged.pairs()) {
            if (local.contains(p.from()) && local.contains(p.to())) {
                seen.computeIfAbsent(new Pair(p.from(), p.to()), k -> new ArrayList<>())
                        .add(p);
            }
        }
        seen.forEach((pair, ways) -> checks.add(shown(pair, ways, local)));
        if (!logged.pairs().isEmpty()) {
            expected().forEach((pair, channels) -> {
                if (!seen.containsKey(pair) && !channels.isEmpty()) {
                    checks.add(new ComparedItem(
                            Subject.PAIR,
                            pair.toString(),
                            said(forecastOf(pair, local), channels),
                            "",
                            Outcome.DIFFERS,
                            writerLine(pair)));
                }
            });
        }
    }

    private Optional<SourceRef> writerLine(Pair pair) {
        return Optional.ofNullable(logged.ranks().get(pair.from())).map(LoggedRank::source);
    }

    private PairForecast forecastOf(Pair pair, List<Integer> local) {
        int from = local.indexOf(pair.from());
        int to = local.indexOf(pair.to());
        return forecast.pairs().stream()
                .filter(p -> p.from() == from && p.to() == to)
                .findFirst()
                .orElseThrow();
    }

    private ComparedItem shown(Pair pair, List<LoggedPair> ways, List<Integer> local) {
        PairForecast said = forecastOf(pair, local);
        List<Transport> open = analysis.candidates().get(forecast.pairs().indexOf(said));
        boolean agrees = true;
        boolean within = false;
        for (LoggedPair way : ways) {
            boolean same = open.isEmpty() && sameWay(said, way.via());
            boolean candidate = open.contains(way.via().transport());
            agrees &= same || candidate;
            within |= candidate;
        }
        SortedSet<Integer> wanted = channelsKnown ? wanted(pair) : new TreeSet<>();
        SortedSet<Integer> channels = collective(ways);
        boolean rightChannels = !channelsKnown || agreeOnChannels(pair, ways, wanted);
        return new ComparedItem(
                Subject.PAIR,
                pair.toString(),
                open.isEmpty() ? said(said, wanted) : words(open),
                seen(ways, channels),
                !agrees || !rightChannels ? Outcome.DIFFERS : within ? Outcome.WITHIN_RANGE : Outcome.AGREES,
                Optional.of(ways.get(0).source()));
    }

    private static boolean sameWay(PairForecast said, Via seen) {
        if (said.transport() != seen.transport()) {
            return false;
        }
        String normal = new Via(said.transport(), said.via(), true).normal();
        return !seen.whole() || normal.equals(seen.normal());
    }

    private static SortedSet<Integer> collective(List<LoggedPair> ways) {
        SortedSet<Integer> channels = new TreeSet<>();
        ways.stream().filter(w -> w.connection().orElse(0) == 0).forEach(w -> channels.addAll(w.channels()));
        return channels;
    }

    /**
     * All that must be there is there; anything else is for send and receive, which since 2.7 have channels of
     * their own and whose lines only P2P and NET tell from a collective's.
     */
    private boolean agreeOnChannels(Pair pair, List<LoggedPair> ways, SortedSet<Integer> wanted) {
        SortedSet<Integer> must = expected().getOrDefault(pair, new TreeSet<>());
        for (LoggedPair way : ways) {
            int most = way.connection().orElse(1) == 0 ? forecast.channels().collective() : highest();
            boolean indexed = way.connection().isPresent() && way.connection().getAsInt() == 0;
            for (int channel : way.channels()) {
                if (channel >= most || (indexed && way.sure() && !wanted.contains(channel))) {
                    return false;
                }
            }
        }
        boolean said = ways.stream().noneMatch(w -> w.channels().isEmpty());
        return !said || collective(ways).containsAll(must);
    }

    private int highest() {
        return Math.max(forecast.channels().collective(), forecast.channels().p2p());
    }

    /** The channels on which the pair is connected for collectives by ring or tree. */
    private SortedSet<Integer> wanted(Pair pair) {
        SortedSet<Integer> channels = inRings(pair);
        channels.addAll(inTrees(pair));
        return channels;
    }

    private SortedSet<Integer> inRings(Pair pair) {
        SortedSet<Integer> channels = new TreeSet<>();
        for (int c = 0; c < rings.size(); c++) {
            List<Integer> ring = rings.get(c);
            int at = ring.size() < 2 ? -1 : ring.indexOf(pair.from());
            if (at >= 0 && ring.get((at + 1) % ring.size()) == pair.to()) {
                channels.add(c);
            }
        }
        return channels;
    }

    private SortedSet<Integer> inTrees(Pair pair) {
        SortedSet<Integer> channels = new TreeSet<>();
        for (int c = 0; c < trees.size(); c++) {
            for (TreeEdge e : trees.get(c)) {
                if ((e.parent() == pair.from() && e.child() == pair.to())
                        || (e.parent() == pair.to() && e.child() == pair.from())) {
                    channels.add(c);
                }
            }
        }
        return channels;
    }

    /**
     * What the log must show: of each rank that says to have connected all rings, or trees, its sending side. Versions
     * that do not say so have connected both when initialisation is complete.
     */
    private Map<Pair, SortedSet<Integer>> expected() {
        Map<Pair, SortedSet<Integer>> all = new LinkedHashMap<>();
        if (rings.isEmpty() && trees.isEmpty()) {
            return all;
        }
        for (PairForecast p : forecast.pairs()) {
            Pair pair = new Pair(p.from(), p.to());
            LoggedRank writer = logged.ranks().get(p.from());
            boolean whole = silent
                    && writer != null
                    && writer.complete()
                    && logged.trees().values().stream()
                            .anyMatch(t -> t.stream().anyMatch(s -> s.value().rank() == p.from()))
                    && logged.ringsConnected().isEmpty();
            SortedSet<Integer> channels = new TreeSet<>();
            if (whole || logged.ringsConnected().contains(p.from())) {
                channels.addAll(inRings(pair));
            }
            if (whole || logged.treesConnected().contains(p.from())) {
                channels.addAll(inTrees(pair));
            }
            all.put(pair, channels);
        }
        return all;
    }

    private static String said(PairForecast p, SortedSet<Integer> channels) {
        String via = p.via().isEmpty() ? p.transport().name() : p.via();
        return via + on(channels);
    }

    private static String seen(List<LoggedPair> ways, SortedSet<Integer> channels) {
        SortedSet<String> texts = new TreeSet<>();
        ways.forEach(w -> texts.add(w.via().text() + (w.via().whole() ? "" : "…")));
        boolean collective = ways.stream().anyMatch(w -> w.connection().orElse(0) == 0);
        boolean received = ways.stream().allMatch(w -> w.direction() == Message.Direction.RECEIVE);
        return String.join(" and ", texts)
                + (collective ? on(channels) : " for send and receive")
                + (received ? ", as the receiver says" : "");
    }

    private static String on(SortedSet<Integer> channels) {
        return channels.isEmpty() ? "" : " on " + (channels.size() == 1 ? "channel " : "channels ") + ranges(channels);
    }

    private static String ranges(SortedSet<Integer> channels) {
        List<String> parts = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int c : channels) {
            if (first >= 0 && c == last + 1) {
                last = c;
                continue;
            }
            if (first >= 0) {
                parts.add(first == last ? "" + first : first + "-" + last);
            }
            first = c;
            last = c;
        }
        parts.add(first == last ? "" + first : first + "-" + last);
        return String.join(",", parts);
    }

    private static String words(List<Transport> open) {
        return String.join(" or ", open.stream().map(Transport::name).toList());
    }
}
