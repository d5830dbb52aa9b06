package dev.shmfit.explain.scan;

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
        for (int state : tree.breadthFirst) {
            plain += tree.found[state].length == 0 ? 1 : 0;
            found[order[state]] = tree.found[state];
            // Where a state has no way of its own, it has that of its longest proper end, whose row is filled already.
            int row = order[state] * width;
            System.arraycopy(table, order[tree.ends[state]] * width, table, row, width);
            for (int to = tree.firstChild[state]; to != 0; to = tree.sibling[to]) {
                table[row + tree.column[to]] = order[to] * width;
            }
        }
        firstFound = plain * width;
    }

    /** The state before any character. */
    static int start() {
        return 0;
    }

    /** The column of each character, the rows of all states in one, and the first of those in which a string ends; not to be changed. */
    int[] columns() {
        return columns;
    }

    int[] table() {
        return table;
    }

    int firstFound() {
        return firstFound;
    }

    /** The state after one more character, which is below {@link #LETTERS}. */
    int step(int state, int c) {
        return table[state + columns[c]];
    }

    /** The strings that end here, by their place in the list; not to be changed. */
    int[] found(int state) {
        return found[state / width];
    }

    /** The strings by their beginnings: each state has a list of the states that follow it. */
    private final class Tree {
        private int[] firstChild = new int[64];
        private int[] sibling = new int[64];
        private int[] column = new int[64];
        private int[][] found = new int[64][];
        private int states;

        /** The states, those of fewer characters first. */
        private final int[] breadthFirst;

        /** For each state that of its longest proper end. */
        private final int[] ends;

        Tree(List<String> strings) {
            state(0);
            for (int i = 0; i < strings.size(); i++) {
                int at = 0;
                String s = strings.get(i);
                for (int k = 0; k < s.length(); k++) {
                    int c = columns[s.charAt(k)];
                    int to = child(at, c);
                    if (to == 0) {
                        to = state(c);
                        sibling[to] = firstChild[at];
                        firstChild[at] = to;
                    }
                    at = to;
                }
                found[at] = joined(found[at], new int[] {i});
            }
            breadthFirst = new int[states];
            ends = new int[states];
            link();
        }

        private int state(int c) {
            if (states == column.length) {
                firstChild = Arrays.copyOf(firstChild, 2 * states);
                sibling = Arrays.copyOf(sibling, 2 * states);
                column = Arrays.copyOf(column, 2 * states);
                found = Arrays.copyOf(found, 2 * states);
            }
            column[states] = c;
            found[states] = NONE;
            return states++;
        }

        /** The state that follows, 0 where none does. */
        private int child(int state, int c) {
            int to = firstChild[state];
            while (to != 0 && column[to] != c) {
                to = sibling[to];
            }
            return to;
        }

        /** Finds for every state that of its longest proper end, in which the strings of that end, too. */
        private void link() {
            int last = 1;
            for (int first = 0; first < last; first++) {
                int at = breadthFirst[first];
                found[at] = at == 0 ? NONE : joined(found[at], found[ends[at]]);
                for (int to = firstChild[at]; to != 0; to = sibling[to]) {
                    int end = at;
                    int next = 0;
                    while (end != 0 && next == 0) {
                        end = ends[end];
                        next = child(end, column[to]);
                    }
                    ends[to] = next;
                    breadthFirst[last++] = to;
                }
            }
        }

        /** The states' new numbers: those in which a string ends come last. */
        int[] endingLast() {
            int[] order = new int[states];
            int at = 0;
            for (int pass = 0; pass < 2; pass++) {
                for (int state = 0; state < states; state++) {
                    if ((found[state].length > 0) == (pass == 1)) {
                        order[state] = at++;
                    }
                }
            }
            return order;
        }
    }

    private static int[] joined(int[] a, int[] b) {
        if (a.length == 0) {
            return b;
        }
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
