package dev.shmfit.topology;

import dev.shmfit.facts.SmiHop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which hops of a matrix no tree can have. Of three devices the two larger distances must be equal; each triple that
 * breaks this speaks against its three hops, and the hop with most triples against it is suspect. A tie convicts all.
 */
final class TreeConflicts {
    /** A hop that contradicts others; {@code witness} is the third device of one triple that shows it. */
    record Suspect(int a, int b, int witness) {}

    private final @Nullable SmiHop[][] hops;
    private final int[][] against;
    private final int size;

    private TreeConflicts(@Nullable SmiHop[][] hops) {
        this.hops = hops;
        this.size = hops.length;
        this.against = new int[size][size];
    }

    /** The suspects in order; {@code hops} is symmetric, null where unknown, and is emptied of the suspects. */
    static List<Suspect> remove(@Nullable SmiHop[][] hops) {
        TreeConflicts conflicts = new TreeConflicts(hops);
        List<Suspect> suspects = new ArrayList<>();
        for (int a = 0; a < conflicts.size; a++) {
            for (int b = a + 1; b < conflicts.size; b++) {
                for (int c = b + 1; c < conflicts.size; c++) {
                    conflicts.count(a, b, c, 1);
                }
            }
        }
        for (List<Suspect> worst = conflicts.worst(); !worst.isEmpty(); worst = conflicts.worst()) {
            suspects.addAll(worst);
            worst.forEach(s -> conflicts.drop(s.a(), s.b()));
        }
        return suspects;
    }

    private List<Suspect> worst() {
        int most = 1;
        List<Suspect> worst = new ArrayList<>();
        for (int a = 0; a < size; a++) {
            for (int b = a + 1; b < size; b++) {
                if (against[a][b] > most) {
                    most = against[a][b];
                    worst.clear();
                }
                if (against[a][b] == most) {
                    worst.add(new Suspect(a, b, witness(a, b)));
                }
            }
        }
        return worst;
    }

    private int witness(int a, int b) {
        for (int c = 0; c < size; c++) {
            if (c != a && c != b && conflict(a, b, c)) {
                return c;
            }
        }
        throw new IllegalStateException("no triple speaks against " + a + "-" + b);
    }

    private void drop(int a, int b) {
        for (int c = 0; c < size; c++) {
            if (c != a && c != b) {
                count(a, b, c, -1);
            }
        }
        hops[a][b] = null;
        hops[b][a] = null;
    }

    private void count(int a, int b, int c, int by) {
        if (conflict(a, b, c)) {
            add(a, b, by);
            add(a, c, by);
            add(b, c, by);
        }
    }

    private void add(int a, int b, int by) {
        against[Math.min(a, b)][Math.max(a, b)] += by;
    }

    private boolean conflict(int a, int b, int c) {
        SmiHop ab = hops[a][b];
        SmiHop ac = hops[a][c];
        SmiHop bc = hops[b][c];
        return ab != null && ac != null && bc != null && (above(ab, ac, bc) || above(ac, ab, bc) || above(bc, ab, ac));
    }

    private static boolean above(SmiHop hop, SmiHop other, SmiHop third) {
        return hop.compareTo(other) > 0 && hop.compareTo(third) > 0;
    }
}
