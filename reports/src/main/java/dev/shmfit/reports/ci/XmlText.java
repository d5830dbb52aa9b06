package dev.shmfit.reports.ci;

/** Text of machines may hold characters that no XML document may. */
final class XmlText {
    private static final int REPLACEMENT = 0xfffd;

    private XmlText() {}

    /** The same, with such characters replaced (XML 1.0, production 2). */
    static String valid(String text) {
        StringBuilder valid = new StringBuilder(text.length());
        text.codePoints().forEach(c -> valid.appendCodePoint(isChar(c) ? c : REPLACEMENT));
        return valid.toString();
    }

    private static boolean isChar(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }
}
