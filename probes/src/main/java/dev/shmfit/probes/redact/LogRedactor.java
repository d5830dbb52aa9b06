package dev.shmfit.probes.redact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Takes out of a log what tells whose it is, and what may be a secret, so that it can become a fixture or be shown in an
 * issue. What was equal stays equal; lines and figures stay as they are. Redacting twice changes nothing more.
 *
 * <p>A log is read twice, since names that are met late stand in early lines, too: first for what it names, then for the
 * redacted text. It is never held as a whole.
 */
public final class LogRedactor {
    /** What is redacted at once; a longer line is cut, where no word is if possible. */
    private static final int PIECE = 1 << 20;

    private final Redactor redactor = Redactor.numbering();

    /** Takes the bytes of a log. */
    public interface Bytes {
        /**
         * Takes some bytes.
         *
         * @param bytes of which the first {@code count} are meant, only until this returns
         */
        void accept(byte[] bytes, int count);
    }

    /** Runs over a log once, in UTF-8. */
    public interface Pass {
        /** Hands all its bytes on. */
        void over(Bytes sink);
    }

    /**
     * A log that can be shown.
     *
     * @param summary how many values were replaced, by kind; empty where none was
     */
    public record Redacted(String text, String summary) {}

    /** The log without all that. */
    public static Redacted of(String log) {
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(log.length());
        LogRedactor redactor = new LogRedactor();
        redactor.learn(sink -> sink.accept(bytes, bytes.length));
        redactor.redact(sink -> sink.accept(bytes, bytes.length), text::append);
        return new Redacted(text.toString(), redactor.summary());
    }

    /** Looks for what the log names. Of two logs that belong together, both can be looked through first. */
    public void learn(Pass log) {
        Pieces pieces = new Pieces(redactor::learn);
        log.over(pieces::accept);
        pieces.finish();
    }

    /** The log without all that, piece by piece, in lines. */
    public void redact(Pass log, Consumer<String> out) {
        Pieces pieces = new Pieces(lines -> out.accept(redactor.redactPart(lines)));
        log.over(pieces::accept);
        pieces.finish();
    }

    /** How many names of hosts and users were found. */
    public int names() {
        return redactor.known();
    }

    /** How many different values were replaced, by kind: {@code 2 hosts, 1 key}; empty where none was. */
    public String summary() {
        return redactor.summary();
    }

    /** Bytes as whole lines, many at once. */
    private static final class Pieces {
        private final Consumer<String> lines;
        private final byte[] held = new byte[PIECE];
        private int count;

        Pieces(Consumer<String> lines) {
            this.lines = lines;
        }

        void accept(byte[] bytes, int length) {
            for (int at = 0; at < length; ) {
                int n = Math.min(length - at, held.length - count);
                System.arraycopy(bytes, at, held, count, n);
                count += n;
                at += n;
                if (count == held.length) {
                    pass(end());
                }
            }
        }

        /** Behind the last line; else behind the last word; else behind the last character. */
        private int end() {
            int end = last(false);
            if (end == 0) {
                end = last(true);
            }
            if (end == 0) {
                end = count - 1;
                while (end > 1 && (held[end] & 0xc0) == 0x80) {
                    end--;
                }
            }
            return end;
        }

        private int last(boolean blank) {
            for (int i = count; i > 0; i--) {
                byte b = held[i - 1];
                if (b == '\n' || (blank && (b == ' ' || b == '\t' || b == ',' || b == ';' || b == '\r'))) {
                    return i;
                }
            }
            return 0;
        }

        private void pass(int end) {
            lines.accept(new String(held, 0, end, StandardCharsets.UTF_8));
            System.arraycopy(held, end, held, 0, count - end);
            count -= end;
        }

        void finish() {
            if (count > 0) {
                lines.accept(new String(Arrays.copyOf(held, count), StandardCharsets.UTF_8));
                count = 0;
            }
        }
    }
}
