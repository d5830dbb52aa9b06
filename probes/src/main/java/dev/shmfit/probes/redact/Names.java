package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names that are known, replaced where they stand as words, all in one pass: a log may name thousands of hosts. */
final class Names {
    /** Labels with dots or underscores between them, as names of hosts and users are; a word may end at either. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9-]+(?:[._][A-Za-z0-9-]+)*+");

    private static final int MOST_LABELS = 10;
    private static final int ASCII = 128;

    private final Map<String, Kind> plain = new LinkedHashMap<>();
    private final Map<String, Odd> odd = new LinkedHashMap<>();
    /** The first two characters of the plain ones. */
    private final boolean[] begun = new boolean[ASCII * ASCII];

    private record Odd(Kind kind, Pattern pattern) {}

    /** Adds a name, unless it is known. */
    void add(String name, Kind kind) {
        if (PLAIN.matcher(name).matches()) {
            plain.putIfAbsent(name, kind);
            begun[beginning(name, 0)] = true;
        } else {
            odd.putIfAbsent(
                    name,
                    new Odd(kind, Pattern.compile("(?<![A-Za-z0-9-])" + Pattern.quote(name) + "(?![A-Za-z0-9-])")));
        }
    }

    int size() {
        return plain.size() + odd.size();
    }

    /** The line with pseudonyms in place of them; of names that begin alike, the longest counts. */
    String without(String line, Pseudonyms names) {
        String replaced = line;
        for (Map.Entry<String, Odd> one : odd.entrySet()) {
            if (replaced.contains(one.getKey())) {
                replaced = one.getValue()
                        .pattern()
                        .matcher(replaced)
                        .replaceAll(
                                Matcher.quoteReplacement(names.of(one.getValue().kind(), one.getKey())));
            }
        }
        return plain.isEmpty() ? replaced : inOnePass(replaced, names);
    }

    private String inOnePass(String line, Pseudonyms names) {
        StringBuilder out = null;
        int copied = 0;
        int at = 0;
        int length = line.length();
        while (at < length) {
            if (!isPart(line.charAt(at))) {
                at++;
                continue;
            }
            int end = begun[beginning(line, at)] ? longest(line, at) : at;
            if (end > at) {
                String name = line.substring(at, end);
                if (out == null) {
                    out = new StringBuilder(length + 16);
                }
                out.append(line, copied, at).append(names.of(plain.getOrDefault(name, Kind.HOST), name));
                copied = end;
                at = end;
            } else {
                at = labelEnd(line, at);
            }
        }
        return out == null ? line : out.append(line, copied, length).toString();
    }

    /** Where the longest name that begins here ends; here where none does. */
    private int longest(String line, int at) {
        int end = at;
        int to = labelEnd(line, at);
        for (int label = 0; label < MOST_LABELS; label++) {
            if (plain.containsKey(line.substring(at, to))) {
                end = to;
            }
            if (to + 1 >= line.length()
                    || (line.charAt(to) != '.' && line.charAt(to) != '_')
                    || !isPart(line.charAt(to + 1))) {
                break;
            }
            to = labelEnd(line, to + 1);
        }
        return end;
    }

    private static int beginning(String text, int at) {
        char first = text.charAt(at);
        char second = at + 1 < text.length() && isPart(text.charAt(at + 1)) ? text.charAt(at + 1) : 0;
        return first * ASCII + second;
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
