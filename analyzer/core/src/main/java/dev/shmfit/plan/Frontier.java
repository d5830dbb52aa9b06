package dev.shmfit.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which is the most that fits? Of the points of a case that fit, those to which no other that fits is at least equal in
 * workers, prefetch and batch.
 */
public final class Frontier {
    private final List<PlanPoint> best = new ArrayList<>();

    /** Takes a point into account. */
    public void add(PlanPoint p) {
        boolean fits = switch (p.status()) {
            case FITS, TIGHT -> true;
            case FAILS, UNKNOWN -> false;
        };
        if (!fits || p.workers().isEmpty() || best.stream().anyMatch(b -> covers(b, p))) {
            return;
        }
        best.removeIf(b -> covers(p, b));
        best.add(p);
    }

    /** The points, in the order of the plan. */
    public List<PlanPoint> points() {
        return List.copyOf(best);
    }

    private static boolean covers(PlanPoint a, PlanPoint b) {
        return a.where().equals(b.where())
                && atLeast(a.workers(), b.workers())
                && atLeast(a.prefetch(), b.prefetch())
                && atLeast(a.batch(), b.batch());
    }

    private static boolean atLeast(Optional<Integer> a, Optional<Integer> b) {
        return a.orElse(0) >= b.orElse(0);
    }
}
