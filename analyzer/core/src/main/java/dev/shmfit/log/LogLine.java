package dev.shmfit.log;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One message of NCCL's, without what stood before it.
 *
 * @param level how it is marked
 * @param origin who wrote it
 * @param place the source file and line that NCCL names before a warning, such as {@code misc/shmutils.cc:72}; else
 *     empty
 * @param text the message
 * @param column where the message starts in the line, counted from 1
 * @param cut whether the end may be missing: another writer's text follows at once, or NCCL's own buffer was full
 */
public record LogLine(Level level, Origin origin, String place, String text, int column, boolean cut) {
    /** Every message of NCCL's in one line of a log: none, one, or several where two writers shared the line. */
    public static List<LogLine> of(String line) {
        byte[] bytes = bytes(line);
        return new PrefixReader(new RecentTexts()).read(bytes, 0, bytes.length);
    }

    /** The same, where nothing ends it. */
    LogLine open() {
        return new LogLine(level, origin, place, text, column, true);
    }

    /** The same, where its end is known. */
    LogLine whole() {
        return new LogLine(level, origin, place, text, column, false);
    }

    /** A line as the bytes that are read: characters beyond ISO 8859-1 in UTF-8. */
    static byte[] bytes(String line) {
        boolean latin = line.chars().allMatch(c -> c <= 0xff);
        return line.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
