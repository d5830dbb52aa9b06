package dev.shmfit.explain.listing;

import dev.shmfit.units.ByteCount;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * System V segments as {@code ipcs -m} lists them: they take memory and no room in /dev/shm.
 *
 * <pre>{@code 0x00000000 32768      root       600        524288     2          dest}</pre>
 */
public final class SystemV {
    private static final Pattern ROW = Pattern.compile(
            "0x[0-9a-f]{8}\\s+\\d{1,12}\\s+\\S{1,60}\\s+\\d{1,4}\\s+(\\d{1,18})\\s+(\\d{1,6})(?:\\s+\\S.*)?");
    private static final int MOST_ROWS = 3;

    private long firstLine;
    private long segments;
    private long unattached;
    private ByteCount bytes = ByteCount.ZERO;
    private ByteCount left = ByteCount.ZERO;
    private int rows;

    /** Whether the rows of a table may follow. */
    public boolean waits() {
        return rows > 0;
    }

    /** Looks at a line. */
    public void line(String text, long number) {
        rows = Math.max(0, rows - 1);
        if (text.contains("Shared Memory Segments")) {
            rows = MOST_ROWS;
            return;
        }
        Matcher m = rows > 0 ? ROW.matcher(text.strip()) : null;
        if (m == null || !m.matches()) {
            return;
        }
        rows = MOST_ROWS;
        firstLine = segments == 0 ? number : firstLine;
        segments++;
        ByteCount size = ByteCount.of(Long.parseLong(m.group(1), 10));
        bytes = bytes.plus(size);
        if (m.group(2).equals("0")) {
            unattached++;
            left = left.plus(size);
        }
    }

    /** Where the first stands, from 1. */
    public long firstLine() {
        return firstLine;
    }

    /** How many there are. */
    public long segments() {
        return segments;
    }

    /** How many no process has attached. */
    public long unattached() {
        return unattached;
    }

    /** All together. */
    public ByteCount bytes() {
        return bytes;
    }

    /** Those that no process has attached. */
    public ByteCount left() {
        return left;
    }
}
