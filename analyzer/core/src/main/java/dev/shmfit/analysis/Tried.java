package dev.shmfit.analysis;

import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.open.Choice;
import dev.shmfit.analysis.open.Settled;
import dev.shmfit.analysis.stated.Fact;
import dev.shmfit.analysis.stated.Facts;
import dev.shmfit.facts.Assumption;
import dev.shmfit.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The outcomes in the nodes that the facts allow, or in as many of them as a budget of work allows: first the usual node,
 * then those that differ from it in one fact, then in two; the more usual values of all facts before the rest.
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
                        Text.of("detail/of-all", "pairs", tried, "all", possible),
                        Text.of("fact/too-many-nodes", "facts", facts)));
    }

    /** Tries nodes until the budget is spent. */
    static Tried of(Simulation simulation, List<CandidateNode> candidates, WorkBudget budget) {
        List<Integer> order = order(candidates);
        List<CandidateNode> ordered = order.stream().map(candidates::get).toList();
        NodeForecasts forecasts = new NodeForecasts(simulation, ordered);
        long pairsOfOne = simulation.pairs();
        long before = simulation.searches().steps();
        // The first one tells what one costs. Nobody can state which of two readings of a table holds: there the next
        // ones
        // are tried whatever they cost.
        forecasts.more(1);
        if (!forecasts.isDone() && isOtherReading(ordered.get(1))) {
            forecasts.more(WorkBudget.AT_ONCE);
        }
        while (!forecasts.isDone()) {
            long searched = simulation.searches().steps() - before;
            long forecast = forecasts.made() * pairsOfOne;
            long work = WorkBudget.work(searched, forecast, simulation.gpus());
            if (budget.isSpent(searched, forecast, simulation.gpus())
                    || budget.isFarTooSmall(
                            work,
                            forecasts.made(),
                            forecasts.done(),
                            forecasts.distinct(),
                            simulation.job().nodes() > 1)) {
                break;
            }
            forecasts.more(WorkBudget.AT_ONCE);
        }
        Map<Integer, Outcome> done = new TreeMap<>();
        for (int i = 0; i < order.size(); i++) {
            int place = order.get(i);
            forecasts.outcome(i).ifPresent(o -> done.put(place, o));
        }
        List<CandidateNode> tried = done.keySet().stream().map(candidates::get).toList();
        List<Outcome> all = simulation.onOtherPlatforms(tried, List.copyOf(done.values()));
        return new Tried(all, tried.size(), candidates.size());
    }

    private static boolean isOtherReading(CandidateNode node) {
        return node.choice().of(Facts.TABLE_CELLS).filter(n -> n > 0).isPresent();
    }

    private static List<Integer> order(List<CandidateNode> candidates) {
        Map<Fact<?>, List<Settled<?>>> values = new HashMap<>();
        for (CandidateNode world : candidates) {
            world.choice().settled().forEach((fact, value) -> {
                List<Settled<?>> known = values.computeIfAbsent(fact, f -> new ArrayList<>());
                if (!known.contains(value)) {
                    known.add(value);
                }
            });
        }
        record Place(int number, int differing, int far, boolean firstReading) {}
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            int differing = 0;
            int far = 0;
            for (Map.Entry<Fact<?>, Settled<?>> e :
                    candidates.get(i).choice().settled().entrySet()) {
                int rank = values.getOrDefault(e.getKey(), List.of()).indexOf(e.getValue());
                differing += rank > 0 ? 1 : 0;
                far += rank;
            }
            places.add(new Place(i, differing, far, !isOtherReading(candidates.get(i))));
        }
        return places.stream()
                .sorted(Comparator.comparingInt(Place::differing)
                        .thenComparingInt(Place::far)
                        .thenComparing(Place::firstReading))
                .map(Place::number)
                .toList();
    }
}
