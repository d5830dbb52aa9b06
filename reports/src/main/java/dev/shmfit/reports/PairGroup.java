package dev.shmfit.reports;

import dev.shmfit.reports.CommunicatorV1.Pair;
import dev.shmfit.reports.NcclV1.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ordered pairs whose connection has one and the same explanation.
 *
 * @param pairs at least one, in the communicator's order
 */
public record PairGroup(List<Pair> pairs) {
    public PairGroup {
        pairs = List.copyOf(pairs);
    }

    private record Why(
            Transport transport,
            String path,
            String via,
            String rule,
            List<Transport> candidates,
            List<String> trace) {}

    private record Kind(Transport transport, String path, String rule) {}

    /** Pairs with equal traces together. */
    public static List<PairGroup> byTrace(List<Pair> pairs) {
        Map<Why, List<Pair>> groups = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            Why why = new Why(pair.transport(), pair.path(), pair.via(), pair.rule(), pair.candidates(), pair.trace());
            groups.computeIfAbsent(why, w -> new ArrayList<>()).add(pair);
        }
        return groups.values().stream().map(PairGroup::new).toList();
    }

    /** Pairs with equal transport, path and rule together, the most numerous first. */
    public static List<PairGroup> byRule(List<Pair> pairs) {
        Map<Kind, List<Pair>> groups = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            Kind kind = new Kind(pair.transport(), pair.path(), pair.rule());
            groups.computeIfAbsent(kind, k -> new ArrayList<>()).add(pair);
        }
        return groups.values().stream()
                .map(PairGroup::new)
                .sorted((a, b) -> Integer.compare(b.pairs().size(), a.pairs().size()))
                .toList();
    }

    /** The pair that stands for all. */
    public Pair first() {
        return pairs.get(0);
    }
}
