package dev.shmfit.analysis;

import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.open.Choice;
import dev.shmfit.analysis.open.Settled;
import dev.shmfit.analysis.stated.Fact;
import dev.shmfit.facts.Assumption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The outcomes in the nodes that the facts allow, or in as many of them as a budget of work allows: first the usual node,
 * then those that differ from it in one fact, then in two.
 *
 * @param outcomes in the order of the nodes
 * @param tried how many nodes
 * @param possible how many there are
 */
record Tried(List<Outcome> outcomes, int tried, int possible) {
    Tried {
        outcomes = List.copyOf(outcomes);
    }

    boolean all() {
        return tried == possible;
    }

    /** Says that the answer is wide because there was too much to try, and what narrows it; empty where all were tried. */
    Optional<Assumption> remark(Choice open) {
        String facts = open.facts().stream().map(Fact::key).collect(Collectors.joining(", "));
        return all()
                ? Optional.empty()
                : Optional.of(Assumption.assumed(
                        "possible-nodes",
                        tried + " of " + possible,
                        "More nodes are possible than can be tried: the range of channels is a wide one in place of the exact"
                                + " one. State one of these facts, or channels, to narrow it: " + facts + "."));
    }

    /** Tries nodes until the budget is spent. */
    static Tried of(Simulation simulation, List<CandidateNode> worlds, WorkBudget budget) {
        List<Integer> order = order(worlds);
        long pairsOfOne = simulation.pairs();
        long before = simulation.searches().steps();
        List<Integer> done = new ArrayList<>();
        List<Outcome> found = new ArrayList<>();
        int next = 0;
        while (next < order.size()
                && (next == 0
                        || !budget.isSpent(
                                simulation.searches().steps() - before, next * pairsOfOne, simulation.gpus()))) {
            // The first one tells what one costs.
            int end = Math.min(order.size(), next == 0 ? 1 : next + WorkBudget.AT_ONCE);
            List<Integer> batch = order.subList(next, end);
            found.addAll(simulation.inEach(batch.stream().map(worlds::get).toList()));
            done.addAll(batch);
            next = end;
        }
        List<Integer> sorted = IntStream.range(0, done.size())
                .boxed()
                .sorted(Comparator.comparing(done::get))
                .toList();
        List<CandidateNode> tried =
                sorted.stream().map(i -> worlds.get(done.get(i))).toList();
        List<Outcome> all = simulation.onOtherPlatforms(
                tried, sorted.stream().map(found::get).toList());
        return new Tried(all, tried.size(), worlds.size());
    }

    private static List<Integer> order(List<CandidateNode> worlds) {
        Map<?, Settled<?>> usual = worlds.get(0).choice().settled();
        return IntStream.range(0, worlds.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> worlds.get(i).choice().settled().entrySet().stream()
                        .filter(e -> !e.getValue().equals(usual.get(e.getKey())))
                        .count()))
                .toList();
    }
}
