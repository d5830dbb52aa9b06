package dev.shmfit.parse.paste;

import dev.shmfit.units.TextLines;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of lines that {@code grep -n}, {@code cat -n}, {@code nl} or an editor put before every line of a text. */
final class LineNumbers {
    private static final Pattern NUMBERED = Pattern.compile("^(\\s{0,8}(\\d{1,6})(?:[:|\\t]| {1,4}(?=\\S|\\s|$)|$))");
    private static final int FEWEST = 3;
    private static final int FIRST = 100;
    private static final int MOST = 400_000;

    private LineNumbers() {}

    /** Whether all lines but blank ones begin with a number, each higher than the one before. */
    static boolean stand(String text) {
        // The first lines of a text that is long refuse most.
        return rising(TextLines.of(text, FIRST)) >= 0 && rising(TextLines.of(text, MOST)) >= FEWEST;
    }

    /** How many lines begin with such a number; -1 where one does not. */
    private static int rising(List<String> lines) {
        int last = -1;
        int count = 0;
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            Matcher m = NUMBERED.matcher(line);
            if (!m.find()) {
                return -1;
            }
            int number = Integer.parseInt(m.group(2), 10);
            if (number <= last) {
                return -1;
            }
            last = number;
            count++;
        }
        return count;
    }

    /** The line without its number. */
    static String without(String line) {
        return NUMBERED.matcher(line).replaceFirst("");
    }

    /** The text with blanks in place of the numbers, so that everything keeps its column. */
    static String blanked(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                continue;
            }
            String line = text.substring(start, i);
            String bare = without(line);
            out.append(" ".repeat(line.length() - bare.length())).append(bare);
            if (i < text.length()) {
                out.append(text.charAt(i));
            }
            start = i + 1;
        }
        return out.toString();
    }
}
