package dev.shmfit.explain.scan;

import dev.shmfit.units.LauncherPrefixes;

/**
 * A line as its program wrote it: without a terminal's colours, and without what launchers put in front. Works on the
 * bytes where they lie; what it says holds until the next line.
 */
public final class LineText {
    private static final byte ESCAPE = 0x1b;
    private static final byte BELL = 0x07;
    private static final int MOST_PREFIXES = 5;

    private final LauncherPrefixes prefixes = new LauncherPrefixes();
    private byte[] uncoloured = new byte[256];
    private byte[] bytes = uncoloured;
    private int from;
    private int to;

    /** Takes a line. */
    public void read(byte[] line, int start, int end) {
        bytes = line;
        from = start;
        to = end;
        boolean foreign = false;
        for (int i = start; i < end; i++) {
            byte b = line[i];
            if (b < 0) {
                foreign |= Translations.isLetter(b);
            } else if (b == ESCAPE) {
                uncolour(i);
                foreign |= Translations.mayHold(bytes, from, to);
                break;
            }
        }
        if (foreign) {
            byte[] english = Translations.english(bytes, from, to);
            if (english.length > 0) {
                bytes = english;
                from = 0;
                to = english.length;
            }
        }
        for (int i = 0; i < MOST_PREFIXES; i++) {
            int after = prefixes.after(bytes, from, to);
            if (after == from) {
                break;
            }
            from = after;
        }
    }

    /** In which the text stands. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where it begins. */
    public int from() {
        return from;
    }

    /** Where it ends. */
    public int to() {
        return to;
    }

    private void uncolour(int first) {
        if (uncoloured.length < to - from) {
            uncoloured = new byte[2 * (to - from)];
        }
        int count = first - from;
        System.arraycopy(bytes, from, uncoloured, 0, count);
        int at = first;
        while (at < to) {
            int after = bytes[at] == ESCAPE ? afterEscape(at) : at;
            if (after == at) {
                uncoloured[count++] = bytes[at++];
            }
            at = Math.max(at, after);
        }
        bytes = uncoloured;
        from = 0;
        to = count;
    }

    /** What follows a control sequence (ECMA-48): parameters and a letter, a text up to a bell, or one letter. */
    private int afterEscape(int escape) {
        int at = escape + 1;
        if (at >= to) {
            return escape;
        }
        byte kind = bytes[at];
        if (kind == '[') {
            at = past(at + 1, '0', '?');
            at = past(at, ' ', '/');
            return at < to && bytes[at] >= '@' && bytes[at] <= '~' ? at + 1 : escape + 2;
        }
        if (kind == ']') {
            at++;
            while (at < to && bytes[at] != BELL && bytes[at] != ESCAPE) {
                at++;
            }
            if (at < to && bytes[at] == BELL) {
                return at + 1;
            }
            return at + 1 < to && bytes[at + 1] == '\\' ? at + 2 : at;
        }
        return kind >= '@' && kind <= '_' ? escape + 2 : escape;
    }

    private int past(int start, char first, char last) {
        int at = start;
        while (at < to && bytes[at] >= first && bytes[at] <= last) {
            at++;
        }
        return at;
    }
}
