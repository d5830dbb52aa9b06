package dev.shmfit.shm;

import dev.shmfit.units.MalformedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes {@code workers=4,sample=(3, 224, 224):float32} apart: commas part keys, but not the extents of a shape. */
final class LoaderText {
    private static final String SAMPLE = "sample";

    private LoaderText() {}

    /**
     * The values by the keys as written.
     *
     * @throws MalformedText where a part has no value, or a key is unknown or occurs twice
     */
    static Map<String, String> split(String text) {
        if (text.isBlank()) {
            throw new MalformedText("a loader needs at least workers=, batch= and sample=");
        }
        List<String> keys = new ArrayList<>();
        List<StringBuilder> values = new ArrayList<>();
        for (String part : parts(text)) {
            int equals = part.indexOf('=');
            String key = (equals < 0 ? part : part.substring(0, equals)).strip();
            boolean extent =
                    equals < 0 && !keys.isEmpty() && keys.get(keys.size() - 1).equals(SAMPLE);
            if (extent && !key.isEmpty() && !Character.isLetter(key.charAt(0))) {
                values.get(values.size() - 1).append(',').append(part);
                continue;
            }
            if (equals < 0) {
                throw new MalformedText(
                        "\"" + part.strip() + "\" has no value; expected KEY=VALUE" + LoaderKeys.hint(key));
            }
            keys.add(key);
            values.add(new StringBuilder(part.substring(equals + 1)));
        }
        LoaderKeys.names(keys);
        Map<String, String> split = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            split.put(keys.get(i), unquoted(values.get(i).toString().strip()));
        }
        return split;
    }

    /** What commas part, where they stand in no brackets. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(', '[' -> depth++;
                case ')', ']' -> depth--;
                case ',' -> {
                    if (depth <= 0) {
                        parts.add(text.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** Python's quotes around a word are none of it. */
    private static String unquoted(String value) {
        int last = value.length() - 1;
        boolean quoted = last > 0
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(last) == value.charAt(0);
        return quoted ? value.substring(1, last) : value;
    }
}
