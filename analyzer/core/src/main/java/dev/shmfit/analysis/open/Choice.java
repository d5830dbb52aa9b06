package dev.shmfit.analysis.open;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way to settle every fact that is open, by key of the fact.
 *
 * @param taken the option taken for each open fact; facts that are known do not occur
 */
public record Choice(Map<String, String> taken) {
    public Choice {
        taken = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(taken));
    }

    /** Every combination of the options, the first options first. */
    static List<Choice> all(Map<String, List<String>> options) {
        List<Choice> all = List.of(new Choice(Map.of()));
        for (Map.Entry<String, List<String>> fact : options.entrySet()) {
            List<Choice> more = new ArrayList<>();
            for (Choice c : all) {
                fact.getValue().forEach(o -> more.add(c.with(fact.getKey(), o)));
            }
            all = more;
        }
        return all;
    }

    public Choice with(String fact, String option) {
        Map<String, String> more = new LinkedHashMap<>(taken);
        more.put(fact, option);
        return new Choice(more);
    }

    public Choice without(String fact) {
        Map<String, String> fewer = new LinkedHashMap<>(taken);
        fewer.remove(fact);
        return new Choice(fewer);
    }

    /** The option taken for a fact; empty where it is known. */
    String of(String fact) {
        return taken.getOrDefault(fact, "");
    }
}
