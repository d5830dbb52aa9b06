package dev.shmfit.nccl.tuning;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as NCCL reads them from the environment (misc/param.cc ncclLoadParam, 2.12.7 to 2.30.7). */
final class CInteger {
    private static final Pattern START =
            Pattern.compile("[ \\t\\n\\x0B\\f\\r]*([+-]?)(?:0[xX]([0-9a-fA-F]+)|0([0-7]*)|([1-9][0-9]*))");

    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private CInteger() {}

    /**
     * C's {@code strtoll(text, nullptr, 0)}: the longest number at the start, 0 where there is none.
     *
     * @return empty where the number does not fit: NCCL then keeps its default
     */
    static OptionalLong strtoll(String text) {
        Matcher m = START.matcher(text);
        if (!m.lookingAt()) {
            return OptionalLong.of(0);
        }
        BigInteger magnitude = magnitude(m);
        BigInteger value = "-".equals(m.group(1)) ? magnitude.negate() : magnitude;
        boolean fits = value.compareTo(MIN) >= 0 && value.compareTo(MAX) <= 0;
        return fits ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    private static BigInteger magnitude(Matcher m) {
        if (m.group(2) != null) {
            return new BigInteger(m.group(2), 16);
        }
        if (m.group(4) != null) {
            return new BigInteger(m.group(4), 10);
        }
        String octal = m.group(3);
        return octal == null || octal.isEmpty() ? BigInteger.ZERO : new BigInteger(octal, 8);
    }
}
