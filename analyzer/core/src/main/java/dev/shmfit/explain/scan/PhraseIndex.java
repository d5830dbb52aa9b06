package dev.shmfit.explain.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Looks for many fixed strings at once, one step for each character (Aho and Corasick, Efficient string matching, 1975).
 * The case of ASCII letters does not count.
 */
final class PhraseIndex {
    private static final int LETTERS = 128;
    private static final int[] NONE = {};

    private final List<int[]> next = new ArrayList<>();
    private final List<int[]> found = new ArrayList<>();
    /** All rows of {@code next}, one after the other. */
    private final int[] table;

    /** @param anchors in lower case, ASCII */
    PhraseIndex(List<String> anchors) {
        state();
        for (int i = 0; i < anchors.size(); i++) {
            int at = 0;
            for (char c : anchors.get(i).toCharArray()) {
                int to = next.get(at)[c];
                if (to < 0) {
                    to = state();
                    next.get(at)[c] = to;
                }
                at = to;
            }
            found.set(at, joined(found.get(at), new int[] {i}));
        }
        link();
        table = new int[next.size() * LETTERS];
        for (int i = 0; i < next.size(); i++) {
            System.arraycopy(next.get(i), 0, table, i * LETTERS, LETTERS);
        }
    }

    private int state() {
        int[] row = new int[LETTERS];
        Arrays.fill(row, -1);
        next.add(row);
        found.add(NONE);
        return next.size() - 1;
    }

    /** Gives every state a way for every character: where it has none of its own, that of its longest proper end. */
    private void link() {
        int[] ends = new int[next.size()];
        Deque<Integer> open = new ArrayDeque<>();
        int[] root = next.get(0);
        for (int c = 0; c < LETTERS; c++) {
            if (root[c] < 0) {
                root[c] = 0;
            } else {
                open.add(root[c]);
            }
        }
        while (!open.isEmpty()) {
            int at = open.remove();
            int[] row = next.get(at);
            int[] end = next.get(ends[at]);
            found.set(at, joined(found.get(at), found.get(ends[at])));
            for (int c = 0; c < LETTERS; c++) {
                if (row[c] < 0) {
                    row[c] = end[c];
                } else {
                    ends[row[c]] = end[c];
                    open.add(row[c]);
                }
            }
        }
        for (int[] row : next) {
            System.arraycopy(row, 'a', row, 'A', 26);
        }
    }

    private static int[] joined(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** The state after one more character. */
    int step(int state, char c) {
        return c < LETTERS ? table[state * LETTERS + c] : 0;
    }

    /** Whether a string ends here. */
    boolean ends(int state) {
        return found.get(state).length > 0;
    }

    /** The strings that end here, by their place in the list; not to be changed. */
    int[] found(int state) {
        return found.get(state);
    }
}
