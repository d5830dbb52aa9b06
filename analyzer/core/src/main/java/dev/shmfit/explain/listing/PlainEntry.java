package dev.shmfit.explain.listing;

import dev.shmfit.units.ByteCount;
import java.util.Optional;

/**
 * An entry as {@code ls -l} prints it in English, which most are: read in one go, without trying. What it does not take
 * {@link ListingLine} tries in all its forms.
 *
 * <pre>{@code -rw------- 1 root root 9637892 Nov 20 10:11 nccl-A1b2C3}</pre>
 */
final class PlainEntry {
    private static final int RIGHTS = 10;
    private static final int MOST_LINKS = 6;
    private static final int LONGEST_WORD = 60;
    private static final int MOST_DIGITS = 18;
    private static final int LONGEST_PATH = 301;

    /** The letters of rights. */
    private static final boolean[] RIGHT = right();

    private final String line;
    private final char[] all;
    private int from;
    private int at;

    private PlainEntry(String line) {
        this.line = line;
        this.all = line.toCharArray();
        this.at = RIGHTS;
    }

    /** The entry; empty for a line of any other form. */
    static Optional<ListingLine> of(String line) {
        return line.length() <= RIGHTS + 1 || !rights(line) ? Optional.empty() : new PlainEntry(line).read();
    }

    private static boolean[] right() {
        boolean[] right = new boolean[128];
        "-rwxsStT".chars().forEach(c -> right[c] = true);
        return right;
    }

    private static boolean rights(String line) {
        for (int i = 1; i < RIGHTS; i++) {
            char c = line.charAt(i);
            if (c >= RIGHT.length || !RIGHT[c]) {
                return false;
            }
        }
        return "-dlpsbc".indexOf(line.charAt(0)) >= 0;
    }

    private Optional<ListingLine> read() {
        if (".+@".indexOf(all[at]) >= 0) {
            at++;
        }
        if (!word(MOST_LINKS) || !digits() || !word(LONGEST_WORD)) {
            return Optional.empty();
        }
        String user = line.substring(from, at);
        if (!word(LONGEST_WORD) || !word(MOST_DIGITS) || !digits()) {
            return Optional.empty();
        }
        long size = Long.parseLong(line, from, at, 10);
        boolean dated = word(3) && month() && word(2) && digits() && word(8) && hour();
        if (!dated || !blanks() || all.length - at > LONGEST_PATH) {
            return Optional.empty();
        }
        String rights = line.substring(0, RIGHTS);
        String path = ListingLine.withoutTarget(rights, line.substring(at));
        return Optional.of(new ListingLine(rights, ByteCount.of(size), Optional.empty(), user, path));
    }

    /** The next word, behind blanks. */
    private boolean word(int longest) {
        if (!blanks()) {
            return false;
        }
        from = at;
        while (at < all.length && !blank(all[at])) {
            at++;
        }
        return at > from && at - from <= longest && at < all.length;
    }

    private boolean blanks() {
        int before = at;
        while (at < all.length && blank(all[at])) {
            at++;
        }
        return at > before && at < all.length;
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    private boolean digits() {
        for (int i = from; i < at; i++) {
            if (all[i] < '0' || all[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private boolean month() {
        return at - from == 3 && all[from] >= 'A' && all[from] <= 'Z' && small(all[from + 1]) && small(all[from + 2]);
    }

    private static boolean small(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** A time, or a year. */
    private boolean hour() {
        for (int i = from; i < at; i++) {
            char c = all[i];
            if (!(c >= '0' && c <= '9') && (c != ':' || i == from)) {
                return false;
            }
        }
        return at - from >= 4;
    }
}
