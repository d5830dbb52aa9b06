package dev.shmfit.explain;

import dev.shmfit.log.LineEnd;

/** Hands a text that comes in pieces to a reader, line by line, and holds no more of it than a part of a line. */
public final class TextSplitter {
    /** Longer lines come in parts. */
    private static final int LONGEST = 1 << 15;

    private final Diagnostician reader;
    private final byte[] held = new byte[LONGEST];
    private int count;
    private boolean begun;

    public TextSplitter(Diagnostician reader) {
        this.reader = reader;
    }

    /** Takes the next bytes of a text in UTF-8. */
    public void accept(byte[] bytes, int length) {
        int from = 0;
        for (int end = LineEnd.next(bytes, 0, length); end < length; end = LineEnd.next(bytes, from, length)) {
            if (count == 0 && !begun && end - from <= LONGEST) {
                reader.line(bytes, from, end);
            } else {
                hold(bytes, from, end);
                give(count);
            }
            begun = false;
            from = end + 1;
        }
        hold(bytes, from, length);
    }

    /** The text is at its end. */
    public void finish() {
        if (count > 0) {
            give(count);
        }
    }

    private void hold(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (count == LONGEST) {
                give(wholeCharacters());
            }
            int more = Math.min(to - at, LONGEST - count);
            System.arraycopy(bytes, at, held, count, more);
            count += more;
            at += more;
        }
    }

    /** Up to where no character is cut in two. */
    private int wholeCharacters() {
        for (int back = 1; back <= 3; back++) {
            int b = held[count - back] & 0xff;
            if (b >= 0xc0) {
                return count - back;
            }
        }
        return count;
    }

    private void give(int to) {
        if (begun) {
            reader.part(held, 0, to);
        } else {
            reader.line(held, 0, to);
        }
        begun = true;
        System.arraycopy(held, to, held, 0, count - to);
        count -= to;
    }
}
