package dev.shmfit.parse.paste;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of a command as a shell parts them: at blanks, but not within quotes. */
final class PastedWords {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']++|\"[^\"]*+\"|'[^']*+')++");

    private PastedWords() {}

    /** Finds one after the other, quotes and all. */
    static Matcher in(CharSequence command) {
        return WORD.matcher(command);
    }

    /** A word without its quotes. */
    static String bare(String word) {
        return word.replaceAll("[\"']", "");
    }
}
