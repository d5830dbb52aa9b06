package dev.shmfit.explain.scan;

/** Reads single characters of UTF-8; bytes that are none count as the replacement character, each for itself. */
final class Utf8 {
    private static final int BROKEN = 0xfffd;
    private static final int LENGTH_SHIFT = 24;

    private Utf8() {}

    /** The character whose first byte, not of ASCII, stands at {@code at}, with its length: see the other two methods. */
    static int at(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        int length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || at + length > to) {
            return with(BROKEN, 1);
        }
        int point = first & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return with(BROKEN, 1);
            }
            point = point << 6 | (bytes[at + i] & 0x3f);
        }
        boolean tooLong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
        boolean surrogate = point >= 0xd800 && point < 0xe000;
        return tooLong || surrogate || point > Character.MAX_CODE_POINT ? with(BROKEN, 1) : with(point, length);
    }

    private static int with(int point, int length) {
        return length << LENGTH_SHIFT | point;
    }

    static int codePoint(int read) {
        return read & 0x1fffff;
    }

    static int length(int read) {
        return read >>> LENGTH_SHIFT;
    }
}
