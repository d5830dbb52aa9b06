package dev.shmfit.probes.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Tells in one pass over a line which of many things may be in it, so that a regular expression runs only where it can
 * match. The hints of all are one automaton (Aho and Corasick, 1975).
 */
final class Prefilter {
    static final int LONG_WORD = 16;

    private static final int ASCII = 128;
    private static final int MOST = 64;
    private static final byte[] CLASSES = classes();
    private static final int TOKEN = 1;
    private static final int HEX = 2;
    private static final int LABEL = 4;
    private static final int LETTER = 8;
    private static final int DIGIT = 16;

    private final int[] symbols = new int[ASCII];
    private final int width;
    private final int[] next;
    private final long[] found;
    private final long longWord;
    private final long longHex;
    private final long hexAndDash;
    private final long fives;
    private final long quads;
    private final long threeDots;
    private final long colonPairs;
    private final long numbered;
    private final long any;

    Prefilter(List<? extends Sought> sought) {
        if (sought.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " things to look for");
        }
        int count = 1;
        int length = 1;
        for (Sought one : sought) {
            for (String hint : one.hints()) {
                length += hint.length();
                for (int i = 0; i < hint.length(); i++) {
                    char c = hint.charAt(i);
                    if (symbols[c] == 0) {
                        symbols[c] = count++;
                    }
                }
            }
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            symbols[c] = symbols[c + 'a' - 'A'];
        }
        width = count;
        next = new int[length * width];
        found = new long[length];
        build(sought);
        longWord = bits(sought, Shape.LONG_WORD);
        longHex = bits(sought, Shape.LONG_HEX);
        hexAndDash = bits(sought, Shape.HEX_AND_DASH);
        fives = bits(sought, Shape.FIVE_PAIRS);
        quads = bits(sought, Shape.HEX_QUADS);
        threeDots = bits(sought, Shape.THREE_DOTS);
        colonPairs = bits(sought, Shape.COLONS);
        numbered = bits(sought, Shape.NUMBERED);
        any = bits(sought, Shape.ANY);
    }

    private static long bits(List<? extends Sought> sought, Shape shape) {
        long bits = 0;
        for (int i = 0; i < sought.size(); i++) {
            bits |= sought.get(i).shapes().contains(shape) ? 1L << i : 0;
        }
        return bits;
    }

    private void build(List<? extends Sought> sought) {
        int states = 1;
        for (int i = 0; i < sought.size(); i++) {
            for (String hint : sought.get(i).hints()) {
                int state = 0;
                for (int at = 0; at < hint.length(); at++) {
                    int edge = state * width + symbols[hint.charAt(at)];
                    if (next[edge] == 0) {
                        next[edge] = states++;
                    }
                    state = next[edge];
                }
                found[state] |= 1L << i;
            }
        }
        complete(states);
    }

    /** Makes the tree an automaton: where nothing goes on, the longest ending that begins a hint does. */
    private void complete(int states) {
        int[] fallback = new int[states];
        Deque<Integer> queue = new ArrayDeque<>();
        List<Integer> first = new ArrayList<>();
        for (int symbol = 0; symbol < width; symbol++) {
            if (next[symbol] != 0) {
                first.add(next[symbol]);
            }
        }
        queue.addAll(first);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            found[state] |= found[fallback[state]];
            for (int symbol = 0; symbol < width; symbol++) {
                int edge = state * width + symbol;
                int otherwise = next[fallback[state] * width + symbol];
                if (next[edge] == 0) {
                    next[edge] = otherwise;
                } else {
                    fallback[next[edge]] = otherwise;
                    queue.add(next[edge]);
                }
            }
        }
    }

    /** A bit for each thing that may be in the line, in the order of the list. */
    long of(String line) {
        long bits = any;
        int state = 0;
        int token = 0;
        int hex = 0;
        int colons = 0;
        int pairs = 0;
        int fours = 0;
        int dots = 0;
        boolean letterFirst = false;
        boolean pair = false;
        char before = 0;
        int kindBefore = 0;
        // An array is read faster than a string where the quick compiler compiles.
        char[] chars = line.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            int kind = 0;
            if (c < ASCII) {
                state = next[state * width + symbols[c]];
                bits |= found[state];
                kind = CLASSES[c];
            } else {
                state = 0;
            }
            if ((kind & TOKEN) == 0) {
                token = 0;
            } else if (++token == LONG_WORD) {
                bits |= longWord;
            }
            if ((kind & HEX) == 0) {
                if (hex == 2 && (c == ':' || c == '-')) {
                    pairs++;
                } else if (hex == 4 && (c == ':' || c == '-' || c == '.')) {
                    fours++;
                } else if (hex >= 8 && (c == '-' || c == '_')) {
                    bits |= hexAndDash;
                }
                hex = 0;
            } else if (++hex == 32) {
                bits |= longHex;
            }
            if ((kind & LABEL) == 0) {
                if (c == '[' && (kindBefore & LABEL) != 0 && letterFirst && isDigit(chars, i + 1)) {
                    bits |= numbered;
                } else if (c == ':') {
                    colons++;
                    pair |= before == ':';
                } else if (c == '.' && (kindBefore & DIGIT) != 0) {
                    dots++;
                }
            } else {
                if ((kindBefore & LABEL) == 0) {
                    letterFirst = (kind & LETTER) != 0;
                }
            }
            before = c;
            kindBefore = kind;
        }
        if (pairs > 4) {
            bits |= fives;
        }
        if (fours > 1) {
            bits |= quads;
        }
        if (dots > 2) {
            bits |= threeDots;
        }
        if (pair || colons > 6) {
            bits |= colonPairs;
        }
        return bits;
    }

    private static boolean isDigit(char[] chars, int at) {
        return at < chars.length && chars[at] >= '0' && chars[at] <= '9';
    }

    private static byte[] classes() {
        byte[] classes = new byte[ASCII];
        Arrays.fill(classes, '0', '9' + 1, (byte) (TOKEN | HEX | LABEL | DIGIT));
        Arrays.fill(classes, 'A', 'Z' + 1, (byte) (TOKEN | LABEL | LETTER));
        Arrays.fill(classes, 'a', 'z' + 1, (byte) (TOKEN | LABEL | LETTER));
        for (char c = 'a'; c <= 'f'; c++) {
            classes[c] |= HEX;
            classes[c - 'a' + 'A'] |= HEX;
        }
        for (char c : "+/_=".toCharArray()) {
            classes[c] = TOKEN;
        }
        classes['-'] = TOKEN | LABEL;
        return classes;
    }
}
