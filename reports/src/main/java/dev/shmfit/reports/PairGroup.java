package dev.shmfit.reports;

import dev.shmfit.reports.CommunicatorV1.Pair;
import dev.shmfit.reports.NcclV1.Transport;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
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

    /** Pairs together whose traces, in a language, are equal but for the names of their two GPUs. */
    public static List<PairGroup> byTrace(CommunicatorV1 communicator, Language language) {
        Map<Why, List<Pair>> groups = new LinkedHashMap<>();
        for (Pair pair : communicator.pairs()) {
            List<String> steps = nameless(communicator, pair, language);
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

    private static List<String> nameless(CommunicatorV1 communicator, Pair pair, Language language) {
        Pattern from = whole(Words.gpu(communicator, pair.from()));
        Pattern to = whole(Words.gpu(communicator, pair.to()));
        String sender = Text.of("page/sender").in(language);
        String receiver = Text.of("page/receiver").in(language);
        return pair.trace().stream()
                .map(step -> from.matcher(step).replaceAll(sender))
                .map(step -> to.matcher(step).replaceAll(receiver))
                .toList();
    }

    /** A name that ends where the letters of another language may follow at once. */
    private static Pattern whole(String gpu) {
        return Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(gpu) + "(?![A-Za-z0-9])");
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
