package dev.shmfit.reports;

import dev.shmfit.reports.CommunicatorV1.Pair;
import dev.shmfit.reports.NcclV1.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Ordered pairs whose connection has one and the same explanation.
 *
 * @param pairs at least one, in the communicator's order
 * @param trace the steps, which hold for all of them
 */
public record PairGroup(List<Pair> pairs, List<String> trace) {
    public PairGroup {
        pairs = List.copyOf(pairs);
        trace = List.copyOf(trace);
    }

    private record Why(
            Transport transport,
            String path,
            String via,
            String rule,
            List<Transport> candidates,
            List<String> trace) {}

    private record Kind(Transport transport, List<Transport> candidates, String path, String rule) {}

    /** Pairs together whose traces are equal but for the names of their two GPUs. */
    public static List<PairGroup> byTrace(CommunicatorV1 communicator) {
        Map<Why, List<Pair>> groups = new LinkedHashMap<>();
        for (Pair pair : communicator.pairs()) {
            List<String> steps = nameless(communicator, pair);
            Why why = new Why(pair.transport(), pair.path(), pair.via(), pair.rule(), pair.candidates(), steps);
            groups.computeIfAbsent(why, w -> new ArrayList<>()).add(pair);
        }
        List<PairGroup> all = new ArrayList<>();
        groups.forEach((why, pairs) -> {
            List<String> own = pairs.get(0).trace();
            boolean same = pairs.stream().allMatch(p -> p.trace().equals(own));
            all.add(new PairGroup(pairs, same ? own : why.trace()));
        });
        return all;
    }

    private static List<String> nameless(CommunicatorV1 communicator, Pair pair) {
        Pattern from = Pattern.compile("\\b" + Pattern.quote(Words.gpu(communicator, pair.from())) + "\\b");
        Pattern to = Pattern.compile("\\b" + Pattern.quote(Words.gpu(communicator, pair.to())) + "\\b");
        return pair.trace().stream()
                .map(step -> from.matcher(step).replaceAll("the sender"))
                .map(step -> to.matcher(step).replaceAll("the receiver"))
                .toList();
    }

    /** Pairs with equal transport, path and rule together, the most numerous first. */
    public static List<PairGroup> byRule(List<Pair> pairs) {
        Map<Kind, List<Pair>> groups = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            Kind kind = new Kind(pair.transport(), pair.candidates(), pair.path(), pair.rule());
            groups.computeIfAbsent(kind, k -> new ArrayList<>()).add(pair);
        }
        return groups.values().stream()
                .map(group -> new PairGroup(group, group.get(0).trace()))
                .sorted((a, b) -> Integer.compare(b.pairs().size(), a.pairs().size()))
                .toList();
    }

    /** The pair that stands for all. */
    public Pair first() {
        return pairs.get(0);
    }
}
