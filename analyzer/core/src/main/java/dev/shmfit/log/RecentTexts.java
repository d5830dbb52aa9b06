package dev.shmfit.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts of messages read of late, and what they say: ranks and jobs repeat each other's words. Keeps one text for each
 * of so many hash codes, and none that is long.
 */
final class RecentTexts {
    private static final int PLACES = 1 << 12;
    private static final int LONGEST = 1024;

    private static final class Place {
        private final byte[] bytes;
        private final String text;
        private @Nullable LogLine line;
        private Message message = Message.PassedOver.INSTANCE;

        Place(byte[] bytes) {
            this.bytes = bytes;
            this.text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private final @Nullable Place[] places = new Place[PLACES];

    /** The text that stands there. */
    String text(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + (bytes[i] & 0xff);
        }
        Place known = places[place(hash)];
        if (known == null || !Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, to)) {
            known = new Place(Arrays.copyOfRange(bytes, from, to));
            places[place(hash)] = known;
        }
        return known.text;
    }

    /** What {@link MessageReader} makes of a line. */
    Message read(LogLine line) {
        if (line.text().length() > LONGEST) {
            return MessageReader.read(line);
        }
        // The hash code of a text is that of its bytes.
        Place known = places[place(line.text().hashCode())];
        if (known == null || !known.text.equals(line.text())) {
            return MessageReader.read(line);
        }
        LogLine before = known.line;
        if (before == null || before.level() != line.level() || before.cut() != line.cut()) {
            known.line = line;
            known.message = MessageReader.read(line);
        }
        return known.message;
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 15) & (PLACES - 1);
    }
}
