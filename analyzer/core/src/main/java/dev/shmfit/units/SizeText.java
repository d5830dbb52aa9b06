package dev.shmfit.units;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as people write them: {@code 64m}, {@code 2g}, {@code 2GiB}, {@code 2Gi}, {@code 1.5GiB}, {@code 2GB}, plain
 * bytes. Docker's single letters and the units with an {@code i} are powers of 1024, in any case; {@code kB MB GB TB}
 * are powers of 1000. {@code gb} and the like in lower case are refused: Docker reads them as powers of 1024, the rest
 * of the world as powers of 1000, and a size must not be guessed. A part of a byte that a fraction leaves
 * ({@code 1.9GiB}) is dropped, as Docker does.
 */
public final class SizeText {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,20})(?:\\.(\\d{1,18}))?\\s*([A-Za-z]*)");
    private static final String LETTERS = "kmgtpe";
    private static final String EXPECTED =
            "write a number with a unit such as 64m, 2g, 2GiB, 2Gi, 1.5GiB or 2GB, or plain bytes";
    private static final Map<String, BigInteger> DECIMAL = decimal();

    private SizeText() {}

    private static Map<String, BigInteger> decimal() {
        Map<String, BigInteger> units = new LinkedHashMap<>();
        units.put("kB", BigInteger.TEN.pow(3));
        units.put("KB", BigInteger.TEN.pow(3));
        units.put("MB", BigInteger.TEN.pow(6));
        units.put("GB", BigInteger.TEN.pow(9));
        units.put("TB", BigInteger.TEN.pow(12));
        units.put("PB", BigInteger.TEN.pow(15));
        units.put("EB", BigInteger.TEN.pow(18));
        return units;
    }

    /**
     * The size that {@code text} states, exactly.
     *
     * @throws MalformedText where the text is not a size or does not fit 63 bits
     */
    public static ByteCount parse(String text) {
        String trimmed = text.strip();
        Matcher m = SIZE.matcher(trimmed);
        if (!m.matches()) {
            throw new MalformedText(quoted(text) + " is not a size" + reason(trimmed) + "; " + EXPECTED);
        }
        String whole = m.group(1);
        String fraction = m.group(2) == null ? "" : "." + m.group(2);
        BigInteger unit = unit(trimmed, whole + fraction, m.group(3));
        BigDecimal bytes = new BigDecimal(whole + fraction).multiply(new BigDecimal(unit));
        if (unit.equals(BigInteger.ONE) && bytes.stripTrailingZeros().scale() > 0) {
            throw new MalformedText(quoted(text) + " is not a whole number of bytes; " + EXPECTED);
        }
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new MalformedText(quoted(text) + " is more than a file system can hold; " + EXPECTED);
        }
        return ByteCount.of(bytes.toBigInteger().longValueExact());
    }

    private static BigInteger unit(String text, String number, String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        if (lower.isEmpty() || lower.equals("b")) {
            return BigInteger.ONE;
        }
        BigInteger decimal = DECIMAL.get(written);
        if (decimal != null) {
            return decimal;
        }
        int power = LETTERS.indexOf(lower.charAt(0)) + 1;
        String tail = lower.substring(1);
        if (power > 0 && (tail.isEmpty() || tail.equals("i") || tail.equals("ib"))) {
            return BigInteger.ONE.shiftLeft(10 * power);
        }
        if (power > 0 && tail.equals("b")) {
            String letter = lower.substring(0, 1);
            String upper = letter.toUpperCase(Locale.ROOT);
            throw new MalformedText(quoted(text) + " can be read in two ways: write " + number + letter
                    + " for powers of 1024, as Docker reads it, or " + number + upper + "B for powers of 1000");
        }
        throw new MalformedText(quoted(text) + " has the unknown unit " + quoted(written)
                + DidYouMean.hint(java.util.List.of("GiB", "MiB", "KiB", "TiB", "Gi", "Mi", "GB", "MB"), written)
                + "; " + EXPECTED);
    }

    private static String reason(String text) {
        if (text.isEmpty()) {
            return " (it is empty)";
        }
        if (text.startsWith("-")) {
            return " (a size cannot be negative)";
        }
        if (text.indexOf(',') >= 0 || text.indexOf('_') >= 0) {
            return " (write the decimal sign as a point, and no signs between thousands)";
        }
        return "";
    }

    private static String quoted(String text) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return "\"" + shown + "\"";
    }

    /** The size in Docker's, Podman's and tmpfs' letters, exactly: {@code 2g}, {@code 1536m}, {@code 100k}, {@code 5}. */
    public static String docker(ByteCount size) {
        return inUnits(size, "", "k", "m", "g");
    }

    /** The size in Kubernetes' suffixes, exactly: {@code 2Gi}, {@code 1536Mi}, {@code 100Ki}, {@code 5}. */
    public static String kubernetes(ByteCount size) {
        return inUnits(size, "", "Ki", "Mi", "Gi");
    }

    private static String inUnits(ByteCount size, String... suffixes) {
        long value = size.bytes();
        int unit = 0;
        while (value != 0 && unit < suffixes.length - 1 && value % 1024 == 0) {
            value /= 1024;
            unit++;
        }
        return value + suffixes[unit];
    }
}
