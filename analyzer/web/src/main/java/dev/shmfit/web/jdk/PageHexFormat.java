package dev.shmfit.web.jdk;

/** {@link java.util.HexFormat}, as far as it is used. */
public final class PageHexFormat {
    private PageHexFormat() {}

    /** The format. */
    public static PageHexFormat of() {
        return new PageHexFormat();
    }

    /** Two lower-case digits for each byte. */
    public String formatHex(byte[] bytes) {
        return formatHex(bytes, 0, bytes.length);
    }

    /** The same of a part. */
    public String formatHex(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder((to - from) * 2);
        for (int i = from; i < to; i++) {
            text.append(Character.forDigit(bytes[i] >> 4 & 0xf, 16)).append(Character.forDigit(bytes[i] & 0xf, 16));
        }
        return text.toString();
    }
}
