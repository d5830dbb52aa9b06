package dev.shmfit.nccl.observed;

import dev.shmfit.fixtures.TrustTable;
import dev.shmfit.nccl.NcclVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts, field by field, how often forecast and observation agree, and keeps what does not and what was left out. */
final class Score {
    private final Map<String, int[]> right = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> leftOut = new LinkedHashMap<>();
    private final List<String> mismatches = new ArrayList<>();
    private final TreeSet<NcclVersion> versions = new TreeSet<>();
    private final Set<String> nodes = new HashSet<>();
    private int runs;
    private int wrongRuns;

    /** Counts what {@code comparisons} finds about one run. */
    void run(ObservedCase observed, Runnable comparisons) {
        runs++;
        versions.add(observed.version());
        nodes.add(observed.json().get("topology").asText());
        int mismatchesBefore = mismatches.size();
        comparisons.run();
        wrongRuns += mismatches.size() > mismatchesBefore ? 1 : 0;
    }

    void compare(String field, String where, Object predicted, Object observed) {
        int[] count = right.computeIfAbsent(field, f -> new int[2]);
        count[1]++;
        if (predicted.equals(observed)) {
            count[0]++;
        } else {
            mismatches.add(field + " " + where + ": predicted " + predicted + ", observed " + observed);
        }
    }

    void leaveOut(String field, String why) {
        leftOut.computeIfAbsent(why, f -> new TreeMap<>()).merge(field, 1, Integer::sum);
    }

    List<String> mismatches() {
        return mismatches;
    }

    /** {@code 9 of 9 runs of 3 versions (2.12.12 to 2.30.7) on 2 nodes: transports, rings 8; channels 7 of 8}. */
    String agrees() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        right.forEach((field, count) ->
                fields.computeIfAbsent(part(count), c -> new ArrayList<>()).add(field));
        String of = versions.size() == 1
                ? versions.first().toString()
                : versions.size() + " versions (" + versions.first() + " to " + versions.last() + ")";
        return TrustTable.number(runs - wrongRuns) + " of " + TrustTable.number(runs) + " runs of " + of + " on "
                + nodes.size() + " nodes: "
                + fields.entrySet().stream()
                        .map(e -> String.join(", ", e.getValue()) + " " + e.getKey())
                        .collect(Collectors.joining("; "));
    }

    private static String part(int[] count) {
        return count[0] == count[1]
                ? TrustTable.number(count[1])
                : TrustTable.number(count[0]) + " of " + TrustTable.number(count[1]);
    }

    /** {@code channels, rings 2: NCCL never printed them}. */
    String leftOut() {
        List<String> reasons = new ArrayList<>();
        leftOut.forEach((why, fields) -> {
            Map<Integer, List<String>> byCount = new TreeMap<>();
            fields.forEach((field, n) ->
                    byCount.computeIfAbsent(n, c -> new ArrayList<>()).add(field));
            reasons.add(byCount.entrySet().stream()
                            .map(e -> String.join(", ", e.getValue()) + " " + TrustTable.number(e.getKey()))
                            .collect(Collectors.joining(", "))
                    + ": " + why);
        });
        return reasons.isEmpty() ? "nothing" : String.join("; ", reasons);
    }
}
