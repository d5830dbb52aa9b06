package dev.shmfit.units;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a text into lines. */
public final class TextLines {
    private TextLines() {}

    /**
     * A line of a text, by its length.
     *
     * @param number counted from 1
     * @param length in characters, without its end
     */
    public record LongLine(int number, int length) {}

    /** The first line that is longer than something; empty where none is. */
    public static Optional<LongLine> firstLonger(String text, int most) {
        int number = 1;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (c != '\n' && c != '\r') {
                continue;
            }
            if (i - start > most) {
                return Optional.of(new LongLine(number, i - start));
            }
            if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                i++;
            }
            start = i + 1;
            number++;
        }
        return Optional.empty();
    }

    /** The text with the beginnings of its lines alone, of at most so many characters each. */
    public static String shortened(String text, int most) {
        if (firstLonger(text, most).isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length = c == '\n' || c == '\r' ? 0 : length + 1;
            if (length <= most) {
                out.append(c);
            }
        }
        return out.toString();
    }

    /**
     * The lines of a text without their ends, which are LF, CR, or both. A text that ends with an end has no empty line
     * behind it.
     *
     * @param most how many are wanted; the rest is left out
     */
    public static List<String> of(String text, int most) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length() && lines.size() < most; i++) {
            char c = text.charAt(i);
            if (c != '\n' && c != '\r') {
                continue;
            }
            lines.add(text.substring(start, i));
            if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                i++;
            }
            start = i + 1;
        }
        if (start < text.length() && lines.size() < most) {
            lines.add(text.substring(start));
        }
        return List.copyOf(lines);
    }
}
