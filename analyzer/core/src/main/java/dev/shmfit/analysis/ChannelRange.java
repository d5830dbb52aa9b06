package dev.shmfit.analysis;

import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.open.Choice;
import dev.shmfit.analysis.open.NodeShape;
import dev.shmfit.analysis.open.Settled;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.nccl.connect.MostChannels;
import dev.shmfit.nccl.simulate.CollNet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The outcomes where the count of channels is not determined: in versions whose search is not followed. Where it is
 * determined, the outcomes as they are.
 */
final class ChannelRange {
    /** What NCCL before {@link Simulation#FIRST_EXACT} gives nodes with NVLink at most, and others, as far as observed. */
    private static final int MOST_WITH_NVLINK = 24;

    private static final int MOST_WITHOUT = 4;

    private ChannelRange() {}

    /** The outcomes in the nodes that the facts allow, as many of them as are tried. */
    static Tried outcomes(Simulation simulation, List<CandidateNode> candidates, JobFacts job) {
        return outcomes(simulation, candidates, job.channels(), job.nodes(), WorkBudget.USUAL);
    }

    /**
     * The same for stated channels. Where CollNet is asked for, what it may add counts too: whether a plugin offers it is
     * not known.
     *
     * @param channels empty: as NCCL chooses
     */
    static Tried outcomes(
            Simulation simulation, List<CandidateNode> candidates, OptionalInt channels, int nodes, WorkBudget budget) {
        Tried without = withoutCollNet(simulation, candidates, channels, nodes, budget);
        Optional<Boolean> offered = simulation.platform().stated().get(Facts.COLLNET);
        if (offered.equals(Optional.of(false))
                || !CollNet.isAskedFor(simulation.version(), simulation.settings(), nodes)) {
            return without;
        }
        List<Outcome> all = new ArrayList<>();
        if (offered.isEmpty()) {
            without.outcomes().forEach(o -> all.add(where(o, false)));
        }
        List<CandidateNode> ends = ends(candidates, without.outcomes());
        int most = channelsOf(without).max().orElse(1);
        int fewest = channelsOf(without).min().orElse(1);
        for (CollNet bound : List.of(CollNet.MOST, CollNet.LEAST)) {
            int base = bound == CollNet.MOST ? most : fewest;
            Simulation there = simulation
                    .withChannels(bound.channels(simulation.version(), simulation.settings(), base))
                    .withCollNet(bound);
            for (Outcome o : there.outcomes(ends)) {
                all.add(offered.isPresent() ? o : where(o, true));
            }
        }
        return new Tried(all, without.tried(), without.possible());
    }

    /** The outcome where a plugin offers CollNet or none does. */
    private static Outcome where(Outcome o, boolean offered) {
        return new Outcome(o.choice().with(Settled.yes(Facts.COLLNET, offered)), o.shown(), o.stated());
    }

    private static IntStream channelsOf(Tried tried) {
        return tried.outcomes().stream()
                .flatMap(o -> Stream.concat(o.shown().stream(), o.stated().stream()))
                .filter(c -> c.ranks().size() > 1)
                .mapToInt(c -> c.channels().collective());
    }

    private static Tried withoutCollNet(
            Simulation simulation, List<CandidateNode> candidates, OptionalInt channels, int nodes, WorkBudget budget) {
        if (channels.isPresent()) {
            return Tried.of(simulation.withChannels(channels.getAsInt()), candidates, budget);
        }
        boolean followed = Simulation.isFollowed(simulation.version());
        Tried found = Tried.of(simulation, candidates, budget);
        if (followed && found.all()) {
            return found;
        }
        int limit = MostChannels.of(simulation.version());
        int upper = limit;
        if (nodes == 1 && found.all()) {
            upper = Math.min(limit, mostOfOlder(found, candidates.get(0)));
        } else if (nodes == 1 && simulation.isOneHost()) {
            upper = candidates.stream()
                    .mapToInt(c -> MostChannels.onNode(simulation.version(), simulation.settings(), c.topology()))
                    .reduce(1, Math::max);
        }
        List<CandidateNode> ends = found.all() ? candidates : ends(candidates, found.outcomes());
        List<Outcome> all = new ArrayList<>(followed ? found.outcomes() : List.of());
        all.addAll(withChannels(simulation, upper, ends));
        all.addAll(withChannels(simulation, 1, ends));
        return withPaths(simulation, candidates, upper, budget, found, all);
    }

    private static List<Outcome> withChannels(Simulation simulation, int channels, List<CandidateNode> candidates) {
        return simulation.withChannels(channels).outcomes(candidates).stream()
                .map(o -> withChannels(o, channels))
                .toList();
    }

    private static Outcome withChannels(Outcome o, int channels) {
        return new Outcome(o.choice().with(Settled.of(Facts.CHANNELS, channels)), o.shown(), o.stated());
    }

    /**
     * Where not all nodes were tried: which pairs /dev/shm may connect, and what it holds where it connects more of them
     * than in those that were.
     */
    private static Tried withPaths(
            Simulation simulation,
            List<CandidateNode> candidates,
            int upper,
            WorkBudget budget,
            Tried found,
            List<Outcome> outcomes) {
        List<Outcome> all = new ArrayList<>(outcomes);
        if (!found.all()) {
            List<CandidateNode> paths =
                    differentPaths(candidates, budget.pairs() / simulation.pairs() - outcomes.size());
            simulation
                    .withChannels(upper)
                    .withoutSearches()
                    .inEach(paths)
                    .forEach(o -> all.add(withChannels(o, upper)));
        }
        return new Tried(all, found.tried(), found.possible());
    }

    /** Where the search is not followed: what it finds in these nodes, twice, and no less than was observed. */
    private static int mostOfOlder(Tried found, CandidateNode node) {
        int usual = new NodeShape(node.topology()).mostNvLinks() > 0 ? MOST_WITH_NVLINK : MOST_WITHOUT;
        return found.outcomes().stream()
                .mapToInt(o -> 2 * o.shown().get(0).channels().collective())
                .reduce(usual, Math::max);
    }

    /** Of nodes that differ in no path and no peer access, the first; of a very large node not all. */
    private static List<CandidateNode> differentPaths(List<CandidateNode> candidates, long most) {
        Map<Choice, CandidateNode> first = new LinkedHashMap<>();
        for (CandidateNode c : candidates) {
            first.putIfAbsent(c.choice().without(Facts.MULTICAST, Facts.COMPUTE_CAPABILITY), c);
        }
        return first.values().stream().limit(Math.max(1, most)).toList();
    }

    /** Of the nodes that were tried, those that need most and least, and the usual one. */
    private static List<CandidateNode> ends(List<CandidateNode> candidates, List<Outcome> tried) {
        Comparator<Outcome> need = Comparator.comparing(Outcome::shownPages);
        List<Outcome> ends = List.of(
                tried.get(0),
                tried.stream().max(need).orElseThrow(),
                tried.stream().min(need).orElseThrow());
        return candidates.stream()
                .filter(w -> ends.stream().anyMatch(o -> o.choice().includes(w.choice())))
                .toList();
    }
}
