package dev.shmfit.log;

/** The names and values of NCCL's settings as its log prints them. */
final class LoggedVariable {
    private static final String PREFIX = "NCCL_";
    private static final String SET = " set by environment to ";

    private LoggedVariable() {}

    /** Whether {@code NCCL_X set by environment to} stands here. */
    static boolean startsAt(String line, int at) {
        if (!line.startsWith(PREFIX, at)) {
            return false;
        }
        int to = at;
        while (to < line.length() && isName(line.charAt(to))) {
            to++;
        }
        return line.startsWith(SET, to);
    }

    private static boolean isName(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || Scan.isDigit(c);
    }

    static boolean isNumber(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            if (!Scan.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.length() > from && text.length() <= 20;
    }

    /** 2.3 to 2.6 print negative numbers as unsigned ones (src/include/param.h). */
    static String signed(String digits) {
        if (digits.length() < 19 || digits.startsWith("-")) {
            return digits;
        }
        try {
            return Long.toString(Long.parseUnsignedLong(digits, 10));
        } catch (NumberFormatException e) {
            return digits;
        }
    }
}
