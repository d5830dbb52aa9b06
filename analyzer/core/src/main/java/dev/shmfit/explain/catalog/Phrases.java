package dev.shmfit.explain.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a wording is written: as the program prints it, with {@code {name}} where something varies and {@code [a|b]} where
 * one of several words stands.
 *
 * <pre>{@code failed to extend {file} to {size} bytes, error: [No space left on device|Disk quota exceeded]}</pre>
 *
 * <p>{@code size pid count free line code} are numbers, {@code file} is a path, every other name a piece of text, as short as can be.
 * White space and the case of letters mean nothing, so that a wording is found in a text that was wrapped, anywhere.
 */
public final class Phrases {
    private static final Pattern VARYING = Pattern.compile("\\{(\\w+)}|\\[([^\\[\\]|]+(?:\\|[^\\[\\]|]+)+)]");
    private static final List<String> NUMBERS = List.of("size", "pid", "count", "free", "line", "code");
    private static final int LONGEST_PIECE = 300;
    private static final int LONGEST_NUMBER = 20;
    /** What stands around names of files in messages does not stand in them. */
    private static final String FILE = "[^,;<>\"'()]";

    private Phrases() {}

    /**
     * A wording, ready to be looked for in a text without white space.
     *
     * @param anchor its longest unvarying part, in lower case and without white space
     * @param pattern the whole
     * @param names of its varying parts
     * @param head its first part, which does not vary, in lower case and without white space
     * @param before how many characters there can be before the anchor
     */
    public record Phrase(String anchor, Pattern pattern, List<String> names, String head, int before) {
        public Phrase {
            names = List.copyOf(names);
        }
    }

    /** Reads a wording. */
    public static Phrase phrase(String wording) {
        StringBuilder regex = new StringBuilder();
        List<String> names = new ArrayList<>();
        String anchor = "";
        int at = 0;
        String head = "";
        int length = 0;
        int before = 0;
        Matcher varying = VARYING.matcher(wording);
        while (at <= wording.length()) {
            boolean more = varying.find();
            String literal = squeezed(wording.substring(at, more ? varying.start() : wording.length()));
            if (literal.length() > anchor.length()) {
                anchor = literal;
                before = length;
            }
            if (regex.isEmpty()) {
                head = literal;
            }
            regex.append(literal.isEmpty() ? "" : Pattern.quote(literal));
            if (!more) {
                break;
            }
            String name = varying.group(1);
            length += literal.length() + longest(varying);
            regex.append(name == null ? alternatives(varying.group(2)) : piece(name, names));
            at = varying.end();
        }
        if (anchor.length() < 5 || head.isEmpty()) {
            throw new IllegalArgumentException("too little to look for in: " + wording);
        }
        return new Phrase(
                anchor.toLowerCase(Locale.ROOT),
                Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE),
                names,
                head.toLowerCase(Locale.ROOT),
                before);
    }

    private static int longest(Matcher varying) {
        String name = varying.group(1);
        if (name == null) {
            return varying.group(2).length();
        }
        return NUMBERS.contains(name) ? LONGEST_NUMBER : LONGEST_PIECE;
    }

    private static String alternatives(String words) {
        List<String> quoted = new ArrayList<>();
        for (String word : words.split("\\|", -1)) {
            quoted.add(Pattern.quote(squeezed(word)));
        }
        return "(?:" + String.join("|", quoted) + ")";
    }

    private static String piece(String name, List<String> names) {
        String text = NUMBERS.contains(name)
                ? "\\d{1," + LONGEST_NUMBER + "}"
                : (name.equals("file") ? FILE : ".") + "{1," + LONGEST_PIECE + "}?";
        if (name.equals("any") || names.contains(name)) {
            return "(?:" + (NUMBERS.contains(name) ? text : ".{0," + LONGEST_PIECE + "}?") + ")";
        }
        names.add(name);
        return "(?<" + name + ">" + text + ")";
    }

    /** The text without white space. */
    public static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder();
        text.chars().filter(c -> !isSpace((char) c)).forEach(c -> squeezed.append((char) c));
        return squeezed.toString();
    }

    /** What means nothing between the letters of a wording: white space, and the marks of Markdown for code. */
    public static boolean isSpace(char c) {
        return c <= ' ' || c == '`' || c == '\u00a0' || c == '\u200b' || c == '\ufeff';
    }
}
