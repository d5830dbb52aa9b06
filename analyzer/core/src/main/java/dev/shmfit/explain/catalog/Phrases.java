package dev.shmfit.explain.catalog;

import dev.shmfit.explain.statement.Errno;
import dev.shmfit.explain.statement.Signal;
import java.util.ArrayList;
import java.util.Arrays;
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
 * <p>{@code size pid count free line code rank raw} are numbers, {@code status} is one that may be negative, {@code signal} a signal's
 * number, spelling or text, {@code named} its spelling or text, {@code errno} an error's text or name, {@code file} a path, every other name a piece of text, as short
 * as can be. {@code ^} in front: only at the beginning of a line; {@code $} behind: only at the end of one. White space and the case
 * of letters mean nothing, so that a wording is found in a text that was wrapped, anywhere.
 */
public final class Phrases {
    private static final Pattern VARYING = Pattern.compile("\\{(\\w+)}|\\[([^\\[\\]|]+(?:\\|[^\\[\\]|]+)++)]");
    private static final List<String> NUMBERS =
            List.of("size", "pid", "count", "free", "line", "code", "rank", "status", "raw");
    private static final List<String> WORDS = List.of("signal", "named", "errno");
    private static final List<String> SIGNALS = signals();
    private static final List<String> ERRORS = Errno.words();

    /** No varying part is longer. */
    public static final int LONGEST_PIECE = 300;

    /** No number is longer. */
    public static final int LONGEST_NUMBER = 20;

    /** No text of a signal or an error is longer. */
    private static final int LONGEST_WORD = 40;

    private static final int SIGNAL_NUMBERS = 64;

    private Phrases() {}

    /** Spellings, texts and numbers, those of two digits before those of one. */
    private static List<String> signals() {
        List<String> words = new ArrayList<>(Signal.words());
        for (int n = SIGNAL_NUMBERS; n > 0; n--) {
            words.add(String.valueOf(n));
        }
        return words;
    }

    /** One part of a wording. */
    public sealed interface Part {
        /** These letters: in lower case and without white space. */
        record Literal(String text) implements Part {}

        /** One of these, the first that fits; {@code name} is empty where it does not matter which. */
        record Choice(String name, List<String> words) implements Part {
            public Choice {
                words = List.copyOf(words);
            }
        }

        /** One to {@link #LONGEST_NUMBER} digits, as many as there are. */
        record Digits(String name, boolean signed) implements Part {}

        /**
         * Anything, as little as will do.
         *
         * @param least how many characters
         * @param file whether the characters that {@link #isInFile} excludes end it
         */
        record Gap(String name, int least, boolean file) implements Part {}
    }

    /**
     * A wording, ready to be looked for in a text without white space.
     *
     * @param anchor its longest unvarying part, in lower case and without white space
     * @param parts of the whole
     * @param names of its varying parts that are wanted; a part of another name is not
     * @param head its first part, which does not vary, in lower case and without white space
     * @param before how many characters there can be before the anchor
     * @param atStart whether it counts only at the beginning of a line
     * @param atEnd whether it counts only at the end of one
     */
    public record Phrase(
            String anchor,
            List<Part> parts,
            List<String> names,
            String head,
            int before,
            boolean atStart,
            boolean atEnd) {
        public Phrase {
            parts = List.copyOf(parts);
            names = List.copyOf(names);
        }
    }

    /** Reads a wording. */
    public static Phrase phrase(String written) {
        boolean atStart = written.startsWith("^");
        boolean atEnd = written.endsWith("$");
        String wording = written.substring(atStart ? 1 : 0, written.length() - (atEnd ? 1 : 0));
        List<Part> parts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        String anchor = "";
        int at = 0;
        String head = "";
        int length = 0;
        int before = 0;
        Matcher varying = VARYING.matcher(wording);
        while (at <= wording.length()) {
            boolean more = varying.find();
            String literal = lower(wording.substring(at, more ? varying.start() : wording.length()));
            if (literal.length() > anchor.length()) {
                anchor = literal;
                before = length;
            }
            if (parts.isEmpty()) {
                head = literal;
            }
            if (!literal.isEmpty()) {
                parts.add(new Part.Literal(literal));
            }
            if (!more) {
                break;
            }
            String name = varying.group(1);
            length += literal.length() + longest(varying);
            parts.add(name == null ? choice(varying.group(2)) : piece(name, names));
            at = varying.end();
        }
        if (anchor.length() < 5 || head.isEmpty()) {
            throw new IllegalArgumentException("too little to look for in: " + wording);
        }
        return new Phrase(anchor, parts, names, head, before, atStart, atEnd);
    }

    /**
     * In which part of a wording the anchor of another ends that is a piece of it, so that the other stands wherever this one
     * does: {@code terminated with signal {signal}} in {@code process {rank} terminated with signal {signal}}.
     *
     * @return -1 where it is no piece of it
     */
    public static int partWith(Phrase whole, Phrase piece) {
        int count = piece.parts().size();
        int anchor = piece.parts().indexOf(new Part.Literal(piece.anchor()));
        for (int from = 0; from + count <= whole.parts().size(); from++) {
            boolean same = true;
            for (int i = 0; i < count && same; i++) {
                same = alike(whole.parts().get(from + i), piece.parts().get(i), i == 0, i == count - 1 && i != anchor);
            }
            if (same) {
                return from + anchor;
            }
        }
        return -1;
    }

    /**
     * Whether two parts take the same text.
     *
     * @param tail whether the end of the whole's letters is enough
     * @param front whether their beginning is
     */
    private static boolean alike(Part whole, Part piece, boolean tail, boolean front) {
        if (whole instanceof Part.Literal w && piece instanceof Part.Literal p) {
            return w.equals(p)
                    || (tail && w.text().endsWith(p.text()))
                    || (front && w.text().startsWith(p.text()));
        }
        if (whole instanceof Part.Choice w && piece instanceof Part.Choice p) {
            return w.words().equals(p.words());
        }
        if (whole instanceof Part.Digits w && piece instanceof Part.Digits p) {
            return w.signed() == p.signed();
        }
        return whole instanceof Part.Gap w
                && piece instanceof Part.Gap p
                && w.least() == p.least()
                && w.file() == p.file();
    }

    private static int longest(Matcher varying) {
        String name = varying.group(1);
        if (name == null) {
            return varying.group(2).length();
        }
        if (WORDS.contains(name)) {
            return LONGEST_WORD;
        }
        return NUMBERS.contains(name) ? LONGEST_NUMBER : LONGEST_PIECE;
    }

    private static Part choice(String words) {
        return new Part.Choice(
                "", Arrays.stream(words.split("\\|", -1)).map(Phrases::lower).toList());
    }

    /** A part that is called {@code any}, or like one before, may be empty, and is not wanted. */
    private static Part piece(String name, List<String> names) {
        boolean wanted = !name.equals("any") && !names.contains(name);
        if (wanted) {
            names.add(name);
        }
        String as = wanted ? name : "";
        if (WORDS.contains(name)) {
            return new Part.Choice(as, name.equals("errno") ? ERRORS : name.equals("named") ? Signal.words() : SIGNALS);
        }
        return NUMBERS.contains(name)
                ? new Part.Digits(as, name.equals("status"))
                : new Part.Gap(as, wanted ? 1 : 0, wanted && name.equals("file"));
    }

    /** The text without white space, in lower case. */
    public static String lower(String text) {
        return squeezed(text).toLowerCase(Locale.ROOT);
    }

    private static final boolean[] NOT_IN_FILE = notInFile();

    private static boolean[] notInFile() {
        boolean[] not = new boolean[128];
        for (char c : ",;<>\"'()".toCharArray()) {
            not[c] = true;
        }
        return not;
    }

    /** What stands around names of files in messages does not stand in them. */
    public static boolean isInFile(char c) {
        return c >= NOT_IN_FILE.length || !NOT_IN_FILE[c];
    }

    /** The text without white space. */
    public static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isSpace(c)) {
                squeezed.append(c);
            }
        }
        return squeezed.toString();
    }

    /** What means nothing between the letters of a wording: white space, and the marks of Markdown for code. */
    public static boolean isSpace(char c) {
        return c <= ' ' || c == '`' || c == '\u00a0' || c == '\u200b' || c == '\ufeff';
    }
}
