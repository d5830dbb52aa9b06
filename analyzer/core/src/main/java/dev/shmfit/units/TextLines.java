package dev.shmfit.units;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into lines. */
public final class TextLines {
    private TextLines() {}

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
