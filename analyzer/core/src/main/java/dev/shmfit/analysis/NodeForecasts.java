package dev.shmfit.analysis;

import dev.shmfit.analysis.AlikeNodes.Read;
import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.open.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Forecasts on possible nodes, one after the other, each made only where no node before it is the same to NCCL. Mutable;
 * what is made does not depend on threads.
 */
final class NodeForecasts {
    /** Stands where an outcome is on its way. */
    private static final Outcome UNKNOWN = new Outcome(Choice.NONE, List.of(), List.of());

    private final Simulation simulation;
    private final List<CandidateNode> nodes;
    private final Optional<AlikeNodes> alike;

    /** By node: the first that is the same. */
    private final int[] first;

    /** The nodes that are the first of their kind, ascending. */
    private final int[] distinct;

    /** By place among the distinct ones. */
    private final List<Outcome> found = new ArrayList<>();

    /** Outcomes that nothing beyond NVLink can change. */
    private final Map<Read, Outcome> near = new HashMap<>();

    private int made;

    NodeForecasts(Simulation simulation, List<CandidateNode> nodes) {
        this.simulation = simulation;
        this.nodes = List.copyOf(nodes);
        this.alike = simulation.alike(nodes);
        this.first = alike.map(a -> a.firstAlike(nodes))
                .orElseGet(() -> IntStream.range(0, nodes.size()).toArray());
        this.distinct =
                IntStream.range(0, first.length).filter(i -> first[i] == i).toArray();
    }

    boolean isDone() {
        return found.size() == distinct.length;
    }

    /** How many nodes there are that are not one to NCCL before any search. */
    int distinct() {
        return distinct.length;
    }

    /** Of how many of these the outcome is known. */
    int done() {
        return found.size();
    }

    /** How many forecasts were made. */
    int made() {
        return made;
    }

    /** Makes at most so many more. */
    void more(int most) {
        List<CandidateNode> batch = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        while (!isDone() && batch.size() < most) {
            CandidateNode node = nodes.get(distinct[found.size()]);
            Outcome same = readNear(node).map(near::get).orElse(null);
            if (same == null) {
                places.add(found.size());
                batch.add(node);
                same = UNKNOWN;
            }
            found.add(same);
        }
        List<Simulation.Forecast> all = simulation.forecast(batch);
        made += all.size();
        for (int i = 0; i < all.size(); i++) {
            Outcome outcome = all.get(i).outcome();
            found.set(places.get(i), outcome);
            if (all.get(i).near()) {
                readNear(batch.get(i)).ifPresent(r -> near.putIfAbsent(r, outcome));
            }
        }
    }

    private Optional<Read> readNear(CandidateNode node) {
        return alike.flatMap(a -> a.readNear(node));
    }

    /** By node; empty where none was made yet. */
    Optional<Outcome> outcome(int node) {
        int place = Arrays.binarySearch(distinct, first[node]);
        return place < found.size() ? Optional.of(simulation.as(nodes.get(node), found.get(place))) : Optional.empty();
    }
}
