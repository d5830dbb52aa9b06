package dev.shmfit.explain.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every explanation there is, by id: the one place for findings, rules and the causes that logs show. */
public final class Explanations {
    private static final Map<String, Explanation> BY_ID = collect();

    private Explanations() {}

    private static Map<String, Explanation> collect() {
        Map<String, Explanation> all = new LinkedHashMap<>();
        for (List<Explanation> part : List.of(
                SpaceExplanations.ALL,
                OtherExplanations.ALL,
                CrashExplanations.ALL,
                TransportExplanations.ALL,
                FindingExplanations.ALL,
                SettingExplanations.ALL,
                MachineExplanations.ALL,
                MatrixExplanations.all(),
                RuleExplanations.all())) {
            for (Explanation e : part) {
                if (all.put(e.id(), e) != null) {
                    throw new IllegalStateException("explained twice: " + e.id());
                }
            }
        }
        return Collections.unmodifiableMap(all);
    }

    /** What is known of an id. */
    public static Optional<Explanation> of(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** What stands behind an id that must be known. */
    public static Explanation known(String id) {
        return of(id).orElseThrow(() -> new IllegalArgumentException("no explanation of " + id));
    }

    /** All, in the order in which they are listed. */
    public static List<Explanation> all() {
        return List.copyOf(BY_ID.values());
    }
}
