package dev.shmfit.analysis;

import dev.shmfit.analysis.open.Choice;
import dev.shmfit.analysis.stated.Fact;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which choices differ in one fact alone. Each value is compared once and a number from then on: a table of eight GPUs leaves more than
 * a thousand choices over half a dozen facts.
 */
final class AlikeChoices {
    private AlikeChoices() {}

    /** For each open fact and choice, the first choice that differs in nothing but this fact. */
    static Map<Fact<?>, int[]> of(List<Choice> choices) {
        Set<Fact<?>> facts = new LinkedHashSet<>();
        choices.forEach(c -> facts.addAll(c.facts()));
        long[] whole = new long[choices.size()];
        Map<Fact<?>, long[]> shares = new LinkedHashMap<>();
        long weight = 1;
        for (Fact<?> fact : facts) {
            Map<Object, Integer> values = new HashMap<>();
            long[] share = new long[whole.length];
            for (int i = 0; i < whole.length; i++) {
                Object value = choices.get(i).settled().get(fact);
                // A fact that is not open has a number too: 0.
                int number = value == null ? 0 : values.computeIfAbsent(value, v -> values.size() + 1);
                share[i] = weight * number;
                whole[i] += share[i];
            }
            shares.put(fact, share);
            weight = Math.multiplyExact(weight, values.size() + 1L);
        }
        Map<Fact<?>, int[]> alike = new LinkedHashMap<>();
        shares.forEach((fact, share) -> alike.put(fact, first(whole, share)));
        return alike;
    }

    private static int[] first(long[] whole, long[] share) {
        Map<Long, Integer> seen = new HashMap<>();
        int[] first = new int[whole.length];
        for (int i = 0; i < first.length; i++) {
            Integer before = seen.putIfAbsent(whole[i] - share[i], i);
            first[i] = before == null ? i : before;
        }
        return first;
    }
}
