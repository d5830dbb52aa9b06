package dev.shmfit.topology;

import dev.shmfit.facts.SmiHop;
import java.util.ArrayList;
import java.util.List;

/** Devices grouped by nearness, once every pair is settled: nearness up to a hop is then an equivalence. */
final class HopClasses {
    private HopClasses() {}

    /** {@code members} split into classes whose devices are at most {@code hop} apart, by first member. */
    static List<List<Integer>> within(HopBounds settled, List<Integer> members, SmiHop hop) {
        List<List<Integer>> classes = new ArrayList<>();
        for (int member : members) {
            List<Integer> home = null;
            for (List<Integer> candidate : classes) {
                int first = candidate.get(0);
                if (settled.farthest(first, member).compareTo(hop) <= 0) {
                    home = candidate;
                    break;
                }
            }
            if (home == null) {
                home = new ArrayList<>();
                classes.add(home);
            }
            home.add(member);
        }
        return classes;
    }
}
