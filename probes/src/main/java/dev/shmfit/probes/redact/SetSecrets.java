package dev.shmfit.probes.redact;

import dev.shmfit.probes.redact.Redactor.Kind;
import dev.shmfit.probes.redact.SecretNames.Speaks;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out what names that speak of a secret are set to. Quotes stay.
 *
 * @param pattern whose first group is the name, and behind which the value stands
 */
record SetSecrets(Pattern pattern) implements Step {
    private static final String NAME = "([\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,120}+)";

    /** {@code K=v}, {@code "k": "v"}, {@code k => v}, {@code ('k', 'v')}, {@code K%3Dv}. */
    static final SetSecrets ASSIGNED = new SetSecrets(Pattern.compile("(?<![\\p{L}\\p{N}_.])" + NAME
            + "(?:[\"'\\\\\\])]{0,3}[ \\t]{0,40}(?::=|=>|==?|:|%3[Dd])|\\\\?[\"'],)[ \\t]{0,40}"));

    /** {@code --k v}. */
    static final SetSecrets OPTION =
            new SetSecrets(Pattern.compile("(?<![A-Za-z0-9_-])--?" + NAME + "[\"']?,?[ \\t]{1,8}"));

    /** {@code ENV k v}, as in a Dockerfile and in shells. */
    static final SetSecrets SPACED = new SetSecrets(Pattern.compile(
            "(?<![A-Za-z0-9])(?:ENV|ARG|setenv|set|set -x|set -gx|set -Ux)[ \\t]{1,4}" + NAME + "[ \\t]{1,8}"));

    /** {@code <k>v</k>}. */
    static final SetSecrets ELEMENT = new SetSecrets(Pattern.compile("<" + NAME + "(?:[ \\t][^<>]{0,200})?>(?=[^<])"));

    /** {@code name: k, value: v}. */
    static final SetSecrets NAMED =
            new SetSecrets(Pattern.compile("(?i)\\b(?:name|key)\\\\?[\"']?[ \\t]{0,8}[:=][ \\t]{0,8}\\\\?[\"']?" + NAME
                    + "\\\\?[\"']?[ \\t,;]{1,8}\\\\?[\"']?value\\\\?[\"']?[ \\t]{0,8}[:=][ \\t]{0,8}"));

    private static final String CLOSING = ",;)]}>.";

    @Override
    public List<String> hints() {
        return SecretNames.HINTS;
    }

    @Override
    public Set<Shape> shapes() {
        return Set.of();
    }

    @Override
    public String without(String line, Pseudonyms names) {
        Matcher matcher = pattern.matcher(line);
        StringBuilder out = null;
        int copied = 0;
        int from = 0;
        while (from < line.length() && matcher.find(from)) {
            from = matcher.end();
            Speaks name = SecretNames.of(matcher.group(1));
            if (name == Speaks.NOT || Pseudonyms.isOne(matcher.group(1))) {
                continue;
            }
            Value value = Value.at(line, matcher.end(), isPhrase(matcher.group(1)));
            if (value.isSecret(line, name)) {
                out = out == null ? new StringBuilder(line.length()) : out;
                out.append(line, copied, value.from())
                        .append(names.of(Kind.KEY, line.substring(value.from(), value.to())));
                copied = value.to();
                from = value.to();
            }
        }
        return out == null ? line : out.append(line, copied, line.length()).toString();
    }

    /** Of several words. */
    private static boolean isPhrase(String name) {
        String small = name.toLowerCase(java.util.Locale.ROOT);
        return small.contains("phrase") || small.contains("mnemonic");
    }

    /** Where a value stands, without quotes around it. */
    record Value(int from, int to) {
        static Value at(String line, int start, boolean phrase) {
            int from = start;
            int length = line.length();
            boolean escaped = line.startsWith("\\\"", from) || line.startsWith("\\'", from);
            if (escaped) {
                int end = line.indexOf(line.substring(from, from + 2), from + 2);
                return new Value(from + 2, end < 0 ? length : end);
            }
            // Python writes b'...'.
            if (from + 1 < length && "bruf".indexOf(line.charAt(from)) >= 0 && isQuote(line.charAt(from + 1))) {
                from++;
            }
            if (from < length && isQuote(line.charAt(from))) {
                int end = quoteEnd(line, from);
                if (end >= length || isEnd(line, end + 1)) {
                    return new Value(from + 1, Math.min(end, length));
                }
            }
            return phrase ? new Value(from, length) : bare(line, from);
        }

        /** A word as a shell reads it: quotes may stand within. */
        private static Value bare(String line, int from) {
            int to = from;
            while (to < line.length()) {
                char c = line.charAt(to);
                if (isQuote(c)) {
                    int end = quoteEnd(line, to);
                    if (end >= line.length()) {
                        break;
                    }
                    to = end + 1;
                } else if (c <= ' ' || c == '&' || c == '<' || c == '|' || c == '`') {
                    break;
                } else {
                    to++;
                }
            }
            while (to > from && CLOSING.indexOf(line.charAt(to - 1)) >= 0) {
                to--;
            }
            return new Value(from, to);
        }

        private static boolean isEnd(String line, int at) {
            return at >= line.length()
                    || line.charAt(at) <= ' '
                    || (CLOSING + ":&|<\\\"'").indexOf(line.charAt(at)) >= 0;
        }

        private static int quoteEnd(String line, int open) {
            char quote = line.charAt(open);
            for (int i = open + 1; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    return i;
                }
            }
            return line.length();
        }

        private static boolean isQuote(char c) {
            return c == '"' || c == '\'';
        }

        /** What begins as something harmless and goes on with a comma is harmless: the next of a list begins. */
        boolean isSecret(String line, Speaks name) {
            String value = line.substring(from, to);
            int stop = 0;
            while (stop < value.length() && ",;)]}".indexOf(value.charAt(stop)) < 0) {
                stop++;
            }
            return SecretNames.mayBeSecret(value, name)
                    && SecretNames.mayBeSecret(value.substring(0, stop) + (stop == 0 ? value : ""), name);
        }
    }
}
