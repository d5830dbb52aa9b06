package dev.shmfit.explain.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for many fixed strings at once, one step for each character (Aho and Corasick, Efficient string matching, 1975).
 * The case of ASCII letters does not count. States are numbers of rows in one table, those in which a string ends last, so
 * that a step is one look into the table, and one comparison tells whether anything was found.
 */
final class PhraseIndex {
    static final int LETTERS = 128;
    private static final int[] NONE = {};

    /** The column of each character; characters that are in no string share one. */
    private final int[] columns = new int[LETTERS];

    /** How many columns a row has. */
    private final int width;

    /** The place in this table of the row of the state that follows. */
    private final int[] table;

    /** The first place in {@code table} of a state in which a string ends. */
    private final int firstFound;

    private final int[][] found;

    /** @param strings in lower case, ASCII */
    PhraseIndex(List<String> strings) {
        int used = 1;
        for (String s : strings) {
            for (int i = 0; i < s.length(); i++) {
                if (columns[s.charAt(i)] == 0) {
                    columns[s.charAt(i)] = used++;
                }
            }
        }
        System.arraycopy(columns, 'a', columns, 'A', 26);
        width = used;
        Tree tree = new Tree(strings);
        int[] order = tree.endingLast();
        table = new int[tree.states * width];
        found = new int[tree.states][];
        int plain = 0;
        for (int state = 0; state < tree.states; state++) {
            plain += tree.found.get(state).length == 0 ? 1 : 0;
            found[order[state]] = tree.found.get(state);
            for (int c = 0; c < width; c++) {
                table[order[state] * width + c] = order[tree.next[state * width + c]] * width;
            }
        }
        firstFound = plain * width;
    }

    /** The state before any character. */
    static int start() {
        return 0;
    }

    /** The state after one more character, which is below {@link #LETTERS}. */
    int step(int state, int c) {
        return table[state + columns[c]];
    }

    /** Whether a string ends here. */
    boolean ends(int state) {
        return state >= firstFound;
    }

    /** The strings that end here, by their place in the list; not to be changed. */
    int[] found(int state) {
        return found[state / width];
    }

    /** The strings by their beginnings. */
    private final class Tree {
        private int[] next = new int[64 * width];
        private final List<int[]> found = new ArrayList<>();
        private int states;

        Tree(List<String> strings) {
            state();
            for (int i = 0; i < strings.size(); i++) {
                int at = 0;
                String s = strings.get(i);
                for (int k = 0; k < s.length(); k++) {
                    int c = columns[s.charAt(k)];
                    int to = next[at * width + c];
                    if (to == 0) {
                        to = state();
                        next[at * width + c] = to;
                    }
                    at = to;
                }
                found.set(at, joined(found.get(at), new int[] {i}));
            }
            link();
        }

        private int state() {
            if ((states + 1) * width > next.length) {
                next = Arrays.copyOf(next, 2 * next.length);
            }
            found.add(NONE);
            return states++;
        }

        /** Gives every state a way for every character: where it has none of its own, that of its longest proper end. */
        private void link() {
            int[] ends = new int[states];
            int[] open = new int[states];
            int last = 0;
            for (int c = 0; c < width; c++) {
                if (next[c] != 0) {
                    open[last++] = next[c];
                }
            }
            for (int first = 0; first < last; first++) {
                int at = open[first];
                found.set(at, joined(found.get(at), found.get(ends[at])));
                for (int c = 0; c < width; c++) {
                    int to = next[at * width + c];
                    int fallback = next[ends[at] * width + c];
                    if (to == 0) {
                        next[at * width + c] = fallback;
                    } else {
                        ends[to] = fallback;
                        open[last++] = to;
                    }
                }
            }
        }

        /** The states' new numbers: those in which a string ends come last. */
        int[] endingLast() {
            int[] order = new int[states];
            int at = 0;
            for (int pass = 0; pass < 2; pass++) {
                for (int state = 0; state < states; state++) {
                    if ((found.get(state).length > 0) == (pass == 1)) {
                        order[state] = at++;
                    }
                }
            }
            return order;
        }
    }

    private static int[] joined(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
