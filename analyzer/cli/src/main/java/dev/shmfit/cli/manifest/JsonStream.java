package dev.shmfit.cli.manifest;

import java.util.ArrayList;
import java.util.List;

/** Several values of JSON one behind the other, as {@code jq -c} prints and {@code kubectl apply} takes them. */
final class JsonStream {
    private static final int MOST = 1000;

    private JsonStream() {}

    /** For each value the text with nothing but it, every character at its place; the text itself where there is one. */
    static List<String> of(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return List.of(text);
        }
        List<int[]> stretches = new ArrayList<>();
        int depth = 0;
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                start = depth == 0 ? i : start;
                depth++;
            } else if ((c == '}' || c == ']') && depth > 0) {
                depth--;
                if (depth == 0) {
                    stretches.add(new int[] {start, i + 1});
                }
            } else if (depth == 0 && !Character.isWhitespace(c)) {
                return List.of(text);
            }
        }
        return stretches.size() < 2 || stretches.size() > MOST || depth > 0
                ? List.of(text)
                : stretches.stream().map(s -> only(text, s[0], s[1])).toList();
    }

    private static String only(String text, int start, int end) {
        StringBuilder blank = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            blank.append(c == '\n' || c == '\r' || (i >= start && i < end) ? c : ' ');
        }
        return blank.toString();
    }
}
