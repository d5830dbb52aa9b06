package dev.shmfit.nccl.observed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts, field by field, how often forecast and observation agree, and keeps what does not. */
final class Score {
    private final Map<String, int[]> right = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> notComparable = new LinkedHashMap<>();
    private final List<String> mismatches = new ArrayList<>();

    void compare(String field, String where, Object predicted, Object observed) {
        int[] count = right.computeIfAbsent(field, f -> new int[2]);
        count[1]++;
        if (predicted.equals(observed)) {
            count[0]++;
        } else {
            mismatches.add(field + " " + where + ": predicted " + predicted + ", observed " + observed);
        }
    }

    void skip(String field, String why) {
        notComparable.computeIfAbsent(field, f -> new TreeMap<>()).merge(why, 1, Integer::sum);
    }

    List<String> mismatches() {
        return mismatches;
    }

    String report(String title) {
        StringBuilder text = new StringBuilder(title).append('\n');
        right.forEach((field, c) -> {
            text.append("  ")
                    .append(field)
                    .append(": ")
                    .append(c[0])
                    .append(" of ")
                    .append(c[1]);
            Map<String, Integer> skipped = notComparable.get(field);
            if (skipped != null) {
                text.append("; not comparable ").append(skipped);
            }
            text.append('\n');
        });
        return text.toString();
    }
}
