package dev.shmfit.log;

/** A cursor in one message. A method that does not find what it looks for leaves the cursor where it is. */
final class Scan {
    private final String text;
    private final int end;
    private int at;

    Scan(String text) {
        this.text = text;
        int last = text.length();
        while (last > 0 && text.charAt(last - 1) <= ' ') {
            last--;
        }
        this.end = last;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The decimal number between two places, at most nine digits; -1 where there are more. */
    static int number(String text, int from, int to) {
        if (to - from > 9) {
            return -1;
        }
        int n = 0;
        for (int i = from; i < to; i++) {
            n = n * 10 + (text.charAt(i) - '0');
        }
        return n;
    }

    boolean atEnd() {
        return at >= end;
    }

    int position() {
        return at;
    }

    String rest() {
        return text.substring(Math.min(at, end), end);
    }

    boolean literal(String expected) {
        if (!text.startsWith(expected, at) || at + expected.length() > end) {
            return false;
        }
        at += expected.length();
        return true;
    }

    void blanks() {
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
    }

    char peek() {
        return at < end ? text.charAt(at) : '\0';
    }

    void skip() {
        at = Math.min(end, at + 1);
    }

    /** A decimal number with at most nine digits, with its sign; {@code absent} where there is none. */
    int integer(int absent) {
        int from = at;
        boolean minus = peek() == '-';
        int first = minus ? from + 1 : from;
        int to = first;
        while (to < end && isDigit(text.charAt(to))) {
            to++;
        }
        if (to == first || to - first > 9) {
            return absent;
        }
        at = to;
        int n = number(text, first, to);
        return minus ? -n : n;
    }

    /** A count of bytes; -1 where there is none or it does not fit. */
    long bytes() {
        int to = at;
        while (to < end && isDigit(text.charAt(to))) {
            to++;
        }
        if (to == at || to - at > 18) {
            return -1;
        }
        long n = 0;
        for (int i = at; i < to; i++) {
            n = n * 10 + (text.charAt(i) - '0');
        }
        at = to;
        return n;
    }

    /** Everything up to the next blank. */
    String word() {
        int to = at;
        while (to < end && text.charAt(to) > ' ') {
            to++;
        }
        String word = text.substring(at, to);
        at = to;
        return word;
    }

    /** Everything up to {@code stop}, which is skipped; null where it does not follow. */
    @org.jspecify.annotations.Nullable
    String until(char stop) {
        int to = text.indexOf(stop, at);
        if (to < 0 || to >= end) {
            return null;
        }
        String word = text.substring(at, to);
        at = to + 1;
        return word;
    }
}
