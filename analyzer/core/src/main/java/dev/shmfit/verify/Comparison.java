package dev.shmfit.verify;

import dev.shmfit.analysis.CommunicatorAnalysis;
import dev.shmfit.analysis.Uncertain;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.log.LoggedCommunicator;
import dev.shmfit.log.LoggedCommunicator.Counts;
import dev.shmfit.log.LoggedCommunicator.Sourced;
import dev.shmfit.log.Message;
import dev.shmfit.nccl.plan.ChannelCounts;
import dev.shmfit.nccl.plan.CommunicatorForecast;
import dev.shmfit.nccl.plan.TreeEdge;
import dev.shmfit.text.Text;
import dev.shmfit.verify.ComparedItem.Outcome;
import dev.shmfit.verify.ComparedItem.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One communicator of a log beside its forecast: what NCCL counts, its rings and its trees. Pairs: {@link PairComparison}. */
final class Comparison {
    private static final String COLLECTIVE = "channels.collective";

    private final LoggedCommunicator logged;
    private final CommunicatorAnalysis analysis;
    private final CommunicatorForecast forecast;
    private final List<ComparedItem> checks = new ArrayList<>();
    private final List<Text> notCompared = new ArrayList<>();

    private Comparison(LoggedCommunicator logged, CommunicatorAnalysis analysis) {
        this.logged = logged;
        this.analysis = analysis;
        this.forecast = analysis.forecast();
    }

    record Result(List<ComparedItem> checks, List<Text> notCompared) {}

    /** @param silent whether the version does not say when all is connected */
    static Result of(LoggedCommunicator logged, Members members, CommunicatorAnalysis analysis, boolean silent) {
        Comparison c = new Comparison(logged, analysis);
        c.init();
        if (members.all()) {
            c.channels();
            c.rings();
            c.trees();
        } else {
            c.notCompared.add(
                    Text.of("verify/not-all-ranks", "known", members.gpus().size(), "ranks", logged.size()));
        }
        new PairComparison(logged, members, analysis, c.determined() && members.all(), silent).addTo(c.checks);
        return new Result(c.checks, c.notCompared);
    }

    /** Whether the facts leave no doubt about channels, and so about rings. */
    private boolean determined() {
        return analysis.uncertain().stream().noneMatch(u -> u.field().startsWith("channels."))
                && analysis.candidates().stream().allMatch(List::isEmpty);
    }

    private void init() {
        boolean complete = logged.ranks().values().stream().anyMatch(r -> r.complete());
        Optional<SourceRef> line = logged.ranks().values().stream()
                .filter(r -> r.complete())
                .map(r -> r.source())
                .findFirst();
        if (forecast.failure().isPresent() && forecast.failure().get().phase().equals("init") && complete) {
            add(
                    Subject.INIT,
                    "initialisation",
                    forecast.failure().get().summary().english(),
                    "Init COMPLETE",
                    false,
                    line);
        }
    }

    private void channels() {
        for (Sourced<Counts> c : logged.counts()) {
            ChannelCounts seen = c.value().counts();
            ChannelCounts said = forecast.channels();
            count("collective", said.collective(), seen.collective(), c.source());
            if (c.value().nvlsShown()) {
                count("nvls", said.nvls(), seen.nvls(), c.source());
            }
            count("p2p", said.p2p(), seen.p2p(), c.source());
            count("p2pPerPeer", said.p2pPerPeer(), seen.p2pPerPeer(), c.source());
        }
    }

    private void count(String name, int said, int seen, SourceRef source) {
        Optional<Uncertain> range = analysis.uncertain().stream()
                .filter(u -> u.field().equals("channels." + name))
                .findFirst();
        boolean within = range.isPresent()
                && range.get().min() <= seen
                && seen <= range.get().max();
        String text = range.map(u -> u.min() + " to " + u.max()).orElse(String.valueOf(said));
        checks.add(new ComparedItem(
                Subject.CHANNELS,
                name,
                text,
                String.valueOf(seen),
                within ? Outcome.WITHIN_RANGE : said == seen ? Outcome.AGREES : Outcome.DIFFERS,
                Optional.of(source)));
    }

    private void rings() {
        boolean open = false;
        for (Sourced<Message.Ring> r : logged.rings().values()) {
            int channel = r.value().channel();
            List<Integer> said = channel < forecast.rings().size()
                    ? fromZero(forecast.rings().get(channel))
                    : List.of();
            List<Integer> seen = fromZero(r.value().ranks());
            boolean equal = r.value().whole()
                    ? said.equals(seen)
                    : said.size() >= seen.size() && said.subList(0, seen.size()).equals(seen);
            if (!equal && !determined()) {
                open = true;
                continue;
            }
            add(Subject.RING, "channel " + channel, words(said), words(seen), equal, Optional.of(r.source()));
        }
        if (open) {
            notCompared.add(Text.of("verify/facts-missing", "facts", missing()));
        }
    }

    private Text missing() {
        SortedSet<String> keys = new TreeSet<>();
        analysis.uncertain().stream()
                .filter(u -> u.field().equals(COLLECTIVE) || u.field().startsWith("channels."))
                .forEach(u -> keys.addAll(u.missing()));
        return keys.isEmpty() ? Text.of("verify/see-the-pairs") : Text.verbatim(String.join(", ", keys));
    }

    /** A ring has no start; versions print it from rank 0 on. */
    private static List<Integer> fromZero(List<Integer> ring) {
        List<Integer> turned = new ArrayList<>(ring);
        int zero = ring.indexOf(0);
        if (zero > 0) {
            Collections.rotate(turned, -zero);
        }
        return turned;
    }

    private void trees() {
        for (List<Sourced<Message.Trees.Place>> places : logged.trees().values()) {
            for (Sourced<Message.Trees.Place> p : places) {
                tree(p.value(), p.source());
            }
        }
    }

    private void tree(Message.Trees.Place p, SourceRef source) {
        List<TreeEdge> edges =
                p.channel() < forecast.trees().size() ? forecast.trees().get(p.channel()) : List.of();
        int up = edges.stream()
                .filter(e -> e.child() == p.rank())
                .map(TreeEdge::parent)
                .findFirst()
                .orElse(-1);
        SortedSet<Integer> down = edges.stream()
                .filter(e -> e.parent() == p.rank())
                .map(TreeEdge::child)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean known = p.channel() < forecast.trees().size();
        boolean equal = known && up == p.up() && down.equals(new TreeSet<>(p.down()));
        if (p.second() || (!equal && !determined())) {
            return;
        }
        add(
                Subject.TREE,
                "channel " + p.channel() + " rank " + p.rank(),
                known ? place(up, down) : "",
                place(p.up(), new TreeSet<>(p.down())),
                equal,
                Optional.of(source));
    }

    private static String place(int up, SortedSet<Integer> down) {
        String children = down.isEmpty() ? "no children" : "children " + words(List.copyOf(down));
        return (up < 0 ? "root" : "parent " + up) + ", " + children;
    }

    private void add(
            Subject subject, String what, String said, String seen, boolean equal, Optional<SourceRef> source) {
        checks.add(new ComparedItem(subject, what, said, seen, equal ? Outcome.AGREES : Outcome.DIFFERS, source));
    }

    static String words(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
