package dev.shmfit.probes.redact;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces names where they stand as words, all in one pass: a log may name thousands of hosts. */
final class NameReplacer {
    /** Labels with dots or underscores between them, as names of hosts and users are; a word may end at either. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9-]+(?:[._][A-Za-z0-9-]+)*+");

    private static final int MOST_LABELS = 10;

    private NameReplacer() {}

    /** The text with each name replaced by what {@code pseudonym} says; of names that begin alike, the longest counts. */
    static String replace(String text, Iterable<String> names, Function<String, String> pseudonym) {
        Map<String, String> plain = new LinkedHashMap<>();
        String replaced = text;
        for (String name : names) {
            String by = pseudonym.apply(name);
            if (PLAIN.matcher(name).matches()) {
                plain.put(name, by);
            } else {
                replaced = Pattern.compile("(?<![A-Za-z0-9-])" + Pattern.quote(name) + "(?![A-Za-z0-9-])")
                        .matcher(replaced)
                        .replaceAll(Matcher.quoteReplacement(by));
            }
        }
        return plain.isEmpty() ? replaced : inOnePass(replaced, plain);
    }

    private static String inOnePass(String text, Map<String, String> names) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            if (!isPart(text.charAt(at))) {
                out.append(text.charAt(at++));
                continue;
            }
            int first = labelEnd(text, at);
            int end = at;
            String by = "";
            int to = first;
            for (int label = 0; label < MOST_LABELS; label++) {
                String known = names.get(text.substring(at, to));
                if (known != null) {
                    end = to;
                    by = known;
                }
                if (to + 1 >= text.length()
                        || (text.charAt(to) != '.' && text.charAt(to) != '_')
                        || !isPart(text.charAt(to + 1))) {
                    break;
                }
                to = labelEnd(text, to + 1);
            }
            if (end > at) {
                out.append(by);
                at = end;
            } else {
                out.append(text, at, first);
                at = first;
            }
        }
        return out.toString();
    }

    private static int labelEnd(String text, int from) {
        int to = from;
        while (to < text.length() && isPart(text.charAt(to))) {
            to++;
        }
        return to;
    }

    private static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }
}
