package dev.shmfit.cli.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** How bounds compare with what runs took. Mutable. */
final class Score {
    /** A bound so many times the use still covers; beyond it is loose. */
    private static final double COVERS = 1.3;

    private int exact;
    private int covering;
    private int loose;
    private final List<String> exceeded = new ArrayList<>();
    private final Set<String> families = new TreeSet<>();
    private double most = 1;

    void add(ObservedRun run, long bound) {
        long peak = run.peak();
        double times = (double) bound / peak;
        most = Math.max(most, times);
        if (bound < peak) {
            exceeded.add(run.id() + " of " + run.text("torch") + ": " + peak + " > " + bound);
            families.add(run.text("family"));
        } else if (bound == peak) {
            exact++;
        } else if (times <= COVERS) {
            covering++;
        } else {
            loose++;
        }
    }

    List<String> exceeded() {
        return List.copyOf(exceeded);
    }

    Set<String> families() {
        return new TreeSet<>(families);
    }

    int all() {
        return exact + covering + loose + exceeded.size();
    }

    String text() {
        String over = exceeded.isEmpty() ? "" : "; " + exceeded.size() + " took more";
        return exact + " of " + all() + " runs to the byte; " + covering + " more within 1.3 times, " + loose
                + " loosely, at most " + String.format(Locale.ROOT, "%.1f", most) + " times" + over;
    }
}
