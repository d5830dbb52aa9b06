package dev.shmfit.units;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Sizes for sentences, rounded in the direction that keeps the sentence true. */
public final class RoundedSize {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private RoundedSize() {}

    /** One decimal, never less than the size: for "needs". */
    public static String up(ByteCount size) {
        return text(size, RoundingMode.CEILING);
    }

    /** One decimal, never more than the size: for "has". */
    public static String down(ByteCount size) {
        return text(size, RoundingMode.FLOOR);
    }

    /**
     * Both sizes of a comparison: {@code needs X, has Y}. Exact bytes where rounding would make the smaller look as
     * large as the greater, or the other way round.
     */
    public static Pair comparison(ByteCount need, ByteCount have) {
        String up = up(need);
        String down = down(have);
        boolean lookFitting = SizeText.parse(up).compareTo(SizeText.parse(down)) <= 0;
        if (lookFitting == (need.compareTo(have) <= 0)) {
            return new Pair(up, down);
        }
        return new Pair(need.bytes() + " bytes", have.bytes() + " bytes");
    }

    /**
     * Two sizes as text.
     *
     * @param need what is wanted
     * @param have what there is
     */
    public record Pair(String need, String have) {}

    private static String text(ByteCount size, RoundingMode mode) {
        if (size.bytes() < 1024) {
            return size.bytes() + " B";
        }
        int unit = -1;
        BigDecimal value = BigDecimal.valueOf(size.bytes());
        BigDecimal step = BigDecimal.valueOf(1024);
        while (unit < UNITS.length - 1 && value.setScale(1, mode).compareTo(step) >= 0) {
            value = value.divide(step);
            unit++;
        }
        return value.setScale(1, mode).toPlainString() + " " + UNITS[unit];
    }
}
