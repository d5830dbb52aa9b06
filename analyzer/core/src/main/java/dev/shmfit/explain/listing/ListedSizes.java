package dev.shmfit.explain.listing;

/** Sizes as listings print them: {@code 9637892}, {@code 64M}, {@code 1.5GiB}, {@code 1,2K}. */
final class ListedSizes {
    private static final String UNITS = "KMGTP";
    /** No file system is larger: 2^62 bytes. */
    private static final long MOST = 1L << 62;

    private ListedSizes() {}

    /**
     * In bytes, rounded down.
     *
     * @param text digits, perhaps a fraction behind a point or a comma, perhaps a unit of powers of 1024
     * @param scale what a number without a unit counts; {@code B} alone means bytes
     */
    static long bytes(String text, long scale) {
        int at = 0;
        long whole = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            whole = whole > MOST / 10 ? MOST : 10 * whole + (text.charAt(at) - '0');
            at++;
        }
        long fraction = 0;
        long parts = 1;
        if (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
            for (at++; at < text.length() && isDigit(text.charAt(at)); at++) {
                if (parts < 1000) {
                    fraction = 10 * fraction + (text.charAt(at) - '0');
                    parts *= 10;
                }
            }
        }
        long factor = factor(text, at, scale);
        long most = MOST / factor;
        return whole >= most ? MOST : whole * factor + fraction * factor / parts;
    }

    private static long factor(String text, int at, long scale) {
        if (at == text.length()) {
            return scale;
        }
        char letter = Character.toUpperCase(text.charAt(at));
        return letter == 'B' ? 1 : 1L << (10 * (UNITS.indexOf(letter) + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
