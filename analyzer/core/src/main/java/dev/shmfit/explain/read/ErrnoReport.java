package dev.shmfit.explain.read;

import dev.shmfit.explain.statement.Errno;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a line reports an error of the system, or only speaks of one: prose, comments, literals in source, markup. Reports
 * stand at the end of a line, or before a mark, and behind one; a sentence goes on.
 */
final class ErrnoReport {
    private static final String QUOTES = "'\"\u201c\u2018`";
    private static final Pattern RAISED = Pattern.compile(".*(?:Error|Exception|error|Err)\\((?:\\d{1,3}, ?)?");
    private static final List<String> COMMENTS = List.of("# ", "//", "/*", "* ", "-- ", ".\\\"", ";;");
    private static final Pattern ESCAPES = Pattern.compile("\\\\{1,15}([\"'])");
    private static final Pattern COMPARED = Pattern.compile(".*[=!]= ?-?E[A-Z]{2,}.*");
    private static final List<String> MARKUP = List.of("</", "<br>", "errno.E", "case E");

    private static final List<String> FIELDS = List.of("message =", "errno =", "error =", "reason =", "strerror =");
    private static final List<String> RAISING =
            List.of("exception", "caught", "errno", "reason", "returned", "caused", "because");

    private ErrnoReport() {}

    static boolean of(String line, Errno errno) {
        String text = unescaped(line);
        if (comment(text)
                || literal(text)
                || (text.contains("= ") && COMPARED.matcher(text).matches())
                || MARKUP.stream().anyMatch(text::contains)) {
            return false;
        }
        String small = text.toLowerCase(Locale.ROOT);
        int at = -1;
        int end = -1;
        boolean everyday = false;
        for (String word : errno.texts()) {
            int found = small.indexOf(word.toLowerCase(Locale.ROOT));
            if (found >= 0 && at < 0) {
                at = found;
                end = found + word.length();
                everyday = !word.equals(errno.text());
            }
        }
        if (at < 0) {
            at = text.indexOf(errno.name());
            end = at + errno.name().length();
        }
        if (at < 0) {
            return true;
        }
        String before = text.substring(0, at);
        boolean sentence = !everyday && end >= text.stripTrailing().length() && before.endsWith(". ");
        return behind(text, end) && !goesOn(text, end) && (sentence || ahead(before, everyday));
    }

    /** Without the backslashes that stand before quotation marks: a message in a message in a message. */
    private static String unescaped(String line) {
        return line.indexOf('\\') < 0 ? line : ESCAPES.matcher(line).replaceAll("$1");
    }

    private static boolean comment(String text) {
        String line = text.stripLeading();
        return COMMENTS.stream().anyMatch(line::startsWith);
    }

    /** A statement of a program in C and its like, in which a message stands as a literal. */
    private static boolean literal(String text) {
        String line = text.strip();
        return line.endsWith(";") && line.indexOf('"') > 0 && line.indexOf('(') > 0 && line.contains(")");
    }

    private static boolean behind(String text, int end) {
        return end >= text.length()
                || ",.;:)]}('\"\\|!>".indexOf(text.charAt(end)) >= 0
                || (text.charAt(end) == ' '
                        && end + 1 < text.length()
                        && "([{-/@\\|".indexOf(text.charAt(end + 1)) >= 0)
                || text.substring(end).isBlank();
    }

    /** @param everyday whether the words are such as people use, too: "out of memory" */
    private static boolean ahead(String text, boolean everyday) {
        String before = text.stripTrailing();
        if (before.isEmpty()) {
            return !everyday;
        }
        char last = before.charAt(before.length() - 1);
        if (QUOTES.indexOf(last) >= 0) {
            return quoted(before.substring(0, before.length() - 1));
        }
        String small = before.toLowerCase(Locale.ROOT);
        boolean marked = ":=([>|".indexOf(last) >= 0 || last == ']' || last == ')' || small.endsWith("failed");
        if (everyday) {
            return marked && before.length() > 3;
        }
        return marked
                || RAISING.stream().anyMatch(small::endsWith)
                || "-,".indexOf(last) >= 0
                || small.endsWith("error")
                || before.endsWith("with")
                || (Character.isDigit(last) && small.contains("err"));
    }

    /** What stands before a quotation mark: a field, an exception, a number of an error. */
    private static boolean quoted(String before) {
        String text = before.stripTrailing();
        if (text.isEmpty()) {
            return false;
        }
        char last = text.charAt(text.length() - 1);
        boolean field = last == ':' || (last == '=' && text.length() == before.length());
        boolean numbered = last == ',' && text.length() > 1 && Character.isDigit(text.charAt(text.length() - 2));
        String small = text.toLowerCase(Locale.ROOT);
        return field
                || numbered
                || RAISED.matcher(text).matches()
                || FIELDS.stream().anyMatch(small::endsWith)
                || small.endsWith("with")
                || small.endsWith("error")
                || small.endsWith("failed")
                || small.endsWith("caused");
    }

    /** Whether a sentence goes on behind words that it quotes. */
    private static boolean goesOn(String text, int end) {
        boolean quoted = end + 2 < text.length()
                && "'\"\u201d\u2019`".indexOf(text.charAt(end)) >= 0
                && text.charAt(end + 1) == ' ';
        return quoted && Character.isLetter(text.charAt(end + 2));
    }
}
