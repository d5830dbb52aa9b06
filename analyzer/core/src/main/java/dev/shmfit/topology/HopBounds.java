package dev.shmfit.topology;

import dev.shmfit.facts.SmiHop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * How near to each other the devices of one PCIe tree may be: for each pair the nearest and the farthest hop that all
 * that was said so far allows.
 *
 * <p>In a tree, of three devices no pair is farther apart than the farther of the other two pairs. Every statement is
 * carried through all such triples, so that a statement that no tree fulfils is refused at once, and any hop within the
 * remaining bounds of one pair can still be chosen.
 */
final class HopBounds {
    private final int size;
    private final SmiHop[] nearest;
    private final SmiHop[] farthest;

    /** What a refused statement has to put back. */
    private record Change(int at, SmiHop nearest, SmiHop farthest) {}

    HopBounds(int size) {
        this.size = size;
        this.nearest = new SmiHop[size * size];
        this.farthest = new SmiHop[size * size];
        Arrays.fill(nearest, SmiHop.PIX);
        Arrays.fill(farthest, SmiHop.SYS);
    }

    SmiHop nearest(int a, int b) {
        return nearest[at(a, b)];
    }

    SmiHop farthest(int a, int b) {
        return farthest[at(a, b)];
    }

    boolean isSettled(int a, int b) {
        return nearest(a, b) == farthest(a, b);
    }

    /** The hops that the pair may still have, nearest first. */
    List<SmiHop> candidates(int a, int b) {
        return Arrays.stream(SmiHop.values())
                .filter(h -> h.compareTo(nearest(a, b)) >= 0 && h.compareTo(farthest(a, b)) <= 0)
                .toList();
    }

    /** States that the pair is {@code hop} apart; false, and nothing changed, where no tree allows it. */
    boolean settle(int a, int b, SmiHop hop) {
        return narrow(a, b, hop, hop);
    }

    /** States that the pair is no farther apart than {@code hop}; false, and nothing changed, where no tree allows it. */
    boolean atMost(int a, int b, SmiHop hop) {
        return narrow(a, b, SmiHop.PIX, hop);
    }

    private boolean narrow(int a, int b, SmiHop low, SmiHop high) {
        List<Change> done = new ArrayList<>();
        Deque<int[]> pending = new ArrayDeque<>();
        boolean possible = apply(a, b, low, high, done, pending);
        while (possible && !pending.isEmpty()) {
            int[] pair = pending.removeFirst();
            for (int third = 0; possible && third < size; third++) {
                if (third != pair[0] && third != pair[1]) {
                    possible = triple(pair[0], pair[1], third, done, pending)
                            && triple(third, pair[0], pair[1], done, pending)
                            && triple(pair[1], third, pair[0], done, pending);
                }
            }
        }
        if (!possible) {
            for (int i = done.size() - 1; i >= 0; i--) {
                nearest[done.get(i).at] = done.get(i).nearest;
                farthest[done.get(i).at] = done.get(i).farthest;
            }
        }
        return possible;
    }

    /** {@code a-b} is no farther than the farther of {@code a-c} and {@code b-c}. */
    private boolean triple(int a, int b, int c, List<Change> done, Deque<int[]> pending) {
        SmiHop low = nearest(a, b);
        SmiHop highAc = farthest(a, c);
        SmiHop highBc = farthest(b, c);
        return apply(a, b, low, highAc.compareTo(highBc) >= 0 ? highAc : highBc, done, pending)
                && (low.compareTo(highBc) <= 0 || apply(a, c, low, SmiHop.SYS, done, pending))
                && (low.compareTo(highAc) <= 0 || apply(b, c, low, SmiHop.SYS, done, pending));
    }

    private boolean apply(int a, int b, SmiHop low, SmiHop high, List<Change> done, Deque<int[]> pending) {
        int at = at(a, b);
        SmiHop newLow = low.compareTo(nearest[at]) > 0 ? low : nearest[at];
        SmiHop newHigh = high.compareTo(farthest[at]) < 0 ? high : farthest[at];
        if (newLow.compareTo(newHigh) > 0) {
            return false;
        }
        if (newLow != nearest[at] || newHigh != farthest[at]) {
            done.add(new Change(at, nearest[at], farthest[at]));
            nearest[at] = newLow;
            farthest[at] = newHigh;
            pending.addLast(new int[] {a, b});
        }
        return true;
    }

    private int at(int a, int b) {
        return Math.min(a, b) * size + Math.max(a, b);
    }
}
