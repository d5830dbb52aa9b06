package dev.shmfit.nccl;

import java.math.BigInteger;
import java.util.OptionalLong;

/** C's {@code strtoll(text, NULL, 0)}: white space, sign, 0x or 0 prefix, digits until the first other character. */
final class Strtoll {
    private Strtoll() {}

    /** The number, 0 where there is none; empty where it does not fit 64 bits. */
    static OptionalLong read(String text) {
        int i = 0;
        while (i < text.length() && " \t\n\u000b\f\r".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        boolean negative = false;
        if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
            negative = text.charAt(i) == '-';
            i++;
        }
        int base = 10;
        if (text.startsWith("0x", i) || text.startsWith("0X", i)) {
            if (i + 2 < text.length() && digit(text.charAt(i + 2), 16) >= 0) {
                base = 16;
                i += 2;
            }
        } else if (i < text.length() && text.charAt(i) == '0') {
            base = 8;
        }
        int start = i;
        while (i < text.length() && digit(text.charAt(i), base) >= 0) {
            i++;
        }
        if (i == start) {
            return OptionalLong.of(0);
        }
        if (i - start > 70) {
            return OptionalLong.empty();
        }
        BigInteger value = new BigInteger(text.substring(start, i), base);
        BigInteger signed = negative ? value.negate() : value;
        return signed.bitLength() > 63 ? OptionalLong.empty() : OptionalLong.of(signed.longValue());
    }

    private static int digit(char c, int base) {
        return c < 128 ? Character.digit(c, base) : -1;
    }
}
