package dev.shmfit.explain.scan;

import java.util.Arrays;

/** Which strings ended where in the text, in order. */
final class Anchors {
    private int[] strings = new int[256];
    private int[] ends = new int[256];
    private int count;

    void add(int string, int end) {
        if (count == ends.length) {
            strings = Arrays.copyOf(strings, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        strings[count] = string;
        ends[count++] = end;
    }

    int count() {
        return count;
    }

    int string(int i) {
        return strings[i];
    }

    int end(int i) {
        return ends[i];
    }

    void clear() {
        count = 0;
    }

    /** The text loses so many characters at its beginning. */
    void shift(int by) {
        for (int i = 0; i < count; i++) {
            ends[i] -= by;
        }
    }
}
