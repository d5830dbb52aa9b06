package dev.shmfit.parse;

import dev.shmfit.units.TextLines;
import java.util.List;

/** Small things that readers of line-wise files share. */
public final class Lines {
    /** A captured file of /proc or /sys is never longer. */
    static final int MOST = 100_000;

    private Lines() {}

    /** The lines of a text, without their ends; at most {@link #MOST}. */
    public static List<String> of(String text) {
        return TextLines.of(text, MOST);
    }

    /** A decimal number that fits; -1 where the text is none. */
    public static long number(String text) {
        if (text.isEmpty() || text.length() > 19) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
        }
        if (text.length() == 19 && text.compareTo("9223372036854775807") > 0) {
            return -1;
        }
        return Long.parseLong(text);
    }

    /** An ASCII digit; other scripts' digits are none. */
    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The words of a line, cut at blanks and tabs. */
    public static List<String> words(String line) {
        return List.of(line.strip().split("[ \t]+", -1));
    }
}
