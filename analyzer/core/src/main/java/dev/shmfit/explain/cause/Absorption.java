package dev.shmfit.explain.cause;

import dev.shmfit.explain.catalog.Confidence;
import dev.shmfit.explain.catalog.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A cause that the text settles takes the vaguer ones into itself: what they were seen in is seen for it. */
final class Absorption {
    /** Causes that say only that something failed. */
    private static final Set<String> VAGUE =
            Set.of("no-space-unnamed", "bus-error", "process-crashed", "memory-refused", "loader-timeout");

    /** What the first explains, and so takes in. */
    private static final Map<String, Set<String>> EXPLAINS = Map.ofEntries(
            Map.entry(
                    "shm-too-small",
                    Set.of(
                            "no-space-unnamed",
                            "bus-error",
                            "process-crashed",
                            "io-fails",
                            "loader-timeout",
                            "bus-error-not-shm",
                            "shm-full-or-leftovers")),
            Map.entry("shm-inodes-too-few", Set.of("no-space-unnamed", "shm-too-small", "process-crashed")),
            Map.entry(
                    "mapped-file-disk-full",
                    Set.of(
                            "no-space-unnamed",
                            "bus-error",
                            "shm-too-small",
                            "disk-full",
                            "bus-error-not-shm",
                            "process-crashed")),
            Map.entry(
                    "mapped-file-fails", Set.of("bus-error", "shm-too-small", "bus-error-not-shm", "process-crashed")),
            Map.entry(
                    "library-truncated", Set.of("bus-error", "shm-too-small", "bus-error-not-shm", "process-crashed")),
            Map.entry("memory-hardware", Set.of("bus-error", "shm-too-small", "bus-error-not-shm", "process-crashed")),
            Map.entry("disk-full", Set.of("no-space-unnamed")),
            Map.entry("shm-missing", Set.of("segments-deleted")),
            Map.entry("killed-for-memory", Set.of("memory-refused", "loader-timeout")),
            Map.entry("segment-left-behind", Set.of("process-crashed")),
            Map.entry("threads-forbidden", Set.of("threads-limit")));

    /** What explains the other even where that one is told, too. */
    private static final Set<String> SETTLE = Set.of("threads-forbidden", "shm-missing");

    private Absorption() {}

    static List<Cause> of(List<Cause> causes) {
        List<Cause> ordered = new ArrayList<>(causes);
        ordered.sort(Comparator.comparing(Cause::role)
                .thenComparing(Cause::confidence)
                .thenComparing(Cause::firstLine));
        List<Cause> kept = new ArrayList<>();
        for (Cause c : ordered) {
            Optional<Cause> taker = kept.stream().filter(k -> takes(k, c)).findFirst();
            if (taker.isPresent()) {
                kept.set(kept.indexOf(taker.get()), taker.get().absorbing(c));
            } else {
                Cause all = c;
                for (Cause k : List.copyOf(kept)) {
                    if (SETTLE.contains(c.id()) && takes(c, k)) {
                        kept.remove(k);
                        all = all.absorbing(k);
                    }
                }
                kept.add(all);
            }
        }
        return kept;
    }

    private static boolean takes(Cause settled, Cause vaguer) {
        boolean failure = settled.role() == Role.CAUSE || settled.role() == Role.SYMPTOM;
        if (!failure || vaguer.role() == Role.NOTICE || vaguer.role() == Role.CONSEQUENCE) {
            return false;
        }
        boolean weaker = vaguer.role() == Role.SYMPTOM || vaguer.confidence() == Confidence.POSSIBLE;
        boolean told = weaker || SETTLE.contains(settled.id());
        if (EXPLAINS.getOrDefault(settled.id(), Set.of()).contains(vaguer.id()) && told) {
            return true;
        }
        return settled.role() == Role.CAUSE
                && settled.confidence() != Confidence.POSSIBLE
                && vaguer.confidence() == Confidence.POSSIBLE
                && VAGUE.contains(vaguer.id());
    }
}
