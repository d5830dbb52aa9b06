package dev.shmfit.units;

import java.util.Locale;

/**
 * An exact, non-negative number of bytes.
 *
 * @param bytes the count; never negative
 */
public record ByteCount(long bytes) implements Comparable<ByteCount> {
    public static final ByteCount ZERO = new ByteCount(0);

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    public ByteCount {
        if (bytes < 0) {
            throw new IllegalArgumentException("a byte count cannot be negative: " + bytes);
        }
    }

    public static ByteCount of(long bytes) {
        return bytes == 0 ? ZERO : new ByteCount(bytes);
    }

    public static ByteCount kibibytes(long kib) {
        return new ByteCount(Exact.times(kib, 1L << 10));
    }

    public static ByteCount mebibytes(long mib) {
        return new ByteCount(Exact.times(mib, 1L << 20));
    }

    public static ByteCount gibibytes(long gib) {
        return new ByteCount(Exact.times(gib, 1L << 30));
    }

    /** The sum; fails rather than wraps. */
    public ByteCount plus(ByteCount other) {
        return new ByteCount(Exact.plus(bytes, other.bytes));
    }

    /** The product; fails rather than wraps. */
    public ByteCount times(long factor) {
        return new ByteCount(Exact.times(bytes, factor));
    }

    /** This count rounded up to whole pages of {@code pageSize}: what a tmpfs charges for a file of this size. */
    public ByteCount inPagesOf(ByteCount pageSize) {
        long page = pageSize.bytes;
        return new ByteCount(Exact.times(Exact.plus(bytes, page - 1) / page, page));
    }

    public ByteCount max(ByteCount other) {
        return bytes >= other.bytes ? this : other;
    }

    /** For people: {@code 64.0 MiB}. Exact figures stand beside it wherever they matter. */
    public String human() {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        // The same digits as Locale.ROOT has, which Java reads from tables of all languages first.
        return String.format(Locale.US, "%.1f %s", value, UNITS[unit]);
    }

    @Override
    public int compareTo(ByteCount other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return human() + " (" + bytes + " bytes)";
    }
}
