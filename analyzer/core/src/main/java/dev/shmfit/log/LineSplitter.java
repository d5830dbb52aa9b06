package dev.shmfit.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a stream of bytes into lines, in memory that does not grow with the stream. Of a line that is longer than any that
 * NCCL writes, such as a paste without line ends, the first MiB is kept. Of a message each byte becomes one character, which is quick, and all that NCCL's own words
 * need; {@link #utf8} turns a text that is to be shown into what was meant.
 */
public final class LineSplitter {
    private static final int LONGEST = 1 << 20;

    private final Sink sink;
    private byte[] held = new byte[4096];
    private int length;
    private boolean skipping;
    private long number;

    /** Takes the lines. */
    public interface Sink {
        /**
         * One line.
         *
         * @param number counted from 1
         * @param bytes in which it lies, from {@code from} up to {@code to}, without its end; only until this returns
         * @param cut whether it was longer, or nothing ends it
         */
        void line(long number, byte[] bytes, int from, int to, boolean cut);
    }

    public LineSplitter(Sink sink) {
        this.sink = sink;
    }

    /** Takes the next bytes of the stream. */
    public void accept(byte[] bytes, int count) {
        int from = 0;
        for (int i = LineEnd.next(bytes, 0, count); i < count; i = LineEnd.next(bytes, i + 1, count)) {
            end(bytes, from, i, false);
            from = i + 1;
        }
        hold(bytes, from, count);
    }

    /** The stream is at its end. */
    public void finish() {
        if (length > 0 || skipping) {
            end(held, 0, 0, true);
        }
    }

    private void end(byte[] bytes, int from, int to, boolean open) {
        number++;
        if (length == 0 && !skipping && to - from <= LONGEST) {
            give(bytes, from, to, open);
            return;
        }
        hold(bytes, from, to);
        give(held, 0, length, open || skipping);
        length = 0;
        skipping = false;
    }

    private void give(byte[] bytes, int from, int to, boolean cut) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        sink.line(number, bytes, from, end, cut);
    }

    /** The first so many bytes of {@code line}, or some less where a character would be cut in two. */
    static String beginning(String line, int most) {
        if (line.length() <= most) {
            return line;
        }
        int to = most;
        while (to > most - 3 && (line.charAt(to) & 0xc0) == 0x80) {
            to--;
        }
        return line.substring(0, to);
    }

    /** The text that {@code line}'s bytes spell in UTF-8; {@code line} itself where they do not, or it has others. */
    static String utf8(String line) {
        boolean plain = true;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) > 0xff) {
                return line;
            }
            plain &= line.charAt(i) < 0x80;
        }
        if (plain) {
            return line;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return line;
        }
    }

    private void hold(byte[] bytes, int from, int to) {
        int more = Math.min(to - from, LONGEST - length);
        skipping |= more < to - from;
        if (length + more > held.length) {
            held = java.util.Arrays.copyOf(held, Math.min(LONGEST, Math.max(length + more, held.length * 2)));
        }
        System.arraycopy(bytes, from, held, length, more);
        length += more;
    }
}
