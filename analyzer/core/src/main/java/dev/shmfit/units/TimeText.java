package dev.shmfit.units;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 12ms}, {@code 0.25s}, {@code 800us}. A number alone is refused. */
public final class TimeText {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ns|us|ms|s|min)");
    private static final long LONGEST = 24L * 3600 * 1_000_000_000;

    private TimeText() {}

    /**
     * Nanoseconds, at least one and at most a day.
     *
     * @throws MalformedText where the text is no span of time
     */
    public static long nanos(String text) {
        Matcher m = TIME.matcher(text.strip());
        if (!m.matches()) {
            throw new MalformedText("\"" + text
                    + "\" is no span of time; write a number with ns, us, ms, s or min, such" + " as 12ms or 0.25s");
        }
        BigDecimal nanos = new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(unit(m.group(2))));
        if (nanos.compareTo(BigDecimal.ONE) < 0 || nanos.compareTo(BigDecimal.valueOf(LONGEST)) > 0) {
            throw new MalformedText("\"" + text + "\" is out of range; expected from 1ns to a day");
        }
        return nanos.toBigInteger().longValueExact();
    }

    private static long unit(String word) {
        return switch (word) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            default -> 60_000_000_000L;
        };
    }

    /** For people: {@code 480 ms}, {@code 1.25 s}, {@code 12.5 us}. Rounded to three digits. */
    public static String of(long nanos) {
        if (nanos >= 1_000_000_000L) {
            return digits(nanos, 1_000_000_000L) + " s";
        }
        if (nanos >= 1_000_000L) {
            return digits(nanos, 1_000_000L) + " ms";
        }
        return nanos >= 1_000L ? digits(nanos, 1_000L) + " us" : nanos + " ns";
    }

    private static String digits(long nanos, long unit) {
        long whole = nanos / unit;
        int decimals = whole >= 100 ? 0 : whole >= 10 ? 1 : 2;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", (double) nanos / unit);
        return text.indexOf('.') < 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
