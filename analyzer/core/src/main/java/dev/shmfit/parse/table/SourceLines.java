package dev.shmfit.parse.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a pasted text line by line, each undressed by {@link LineCleaner} and cut into atoms. One pass, in time
 * linear in the text, and only one line is held at a time.
 */
final class SourceLines {
    private final String text;
    private final LineCleaner cleaner = new LineCleaner();
    private int pos;
    private int number;
    /** Where in the cleaned line the next logical line begins; -1 where a new verbatim line is due. */
    private int logical = -1;

    SourceLines(String text) {
        this.text = text;
    }

    /** The next logical line, or null at the end. */
    @Nullable
    SourceLine next() {
        if (logical < 0) {
            if (pos >= text.length()) {
                return null;
            }
            int end = text.indexOf('\n', pos);
            int stop = end < 0 ? text.length() : end;
            number++;
            int start = pos;
            pos = stop + 1;
            if (stop - start > LineCleaner.LONGEST) {
                return new SourceLine(number, List.of(), 0, true, true, true);
            }
            cleaner.clean(text, start, stop);
            logical = 0;
        }
        return cut();
    }

    private SourceLine cut() {
        char[] chars = cleaner.chars();
        int length = cleaner.length();
        List<Atom> atoms = new ArrayList<>();
        int visual = 0;
        int field = 0;
        int start = afterQuoteMarks(chars, logical, length);
        int i = logical;
        while (i < length && chars[i] != '\n') {
            char c = chars[i];
            if (c == '\t') {
                visual += 8 - visual % 8;
                i++;
            } else if (c == '|') {
                field++;
                visual++;
                i++;
            } else if (c == ' ' || i < start) {
                visual++;
                i++;
            } else {
                int from = i;
                while (i < length && !separates(chars[i])) {
                    i++;
                }
                String word = new String(chars, from, i - from);
                SmiLexer.lex(word, new Atom("", Atom.Kind.OTHER, number, cleaner.column(from), visual, field), atoms);
                visual += i - from;
            }
        }
        boolean startsWithBlank = start >= i || separates(chars[start]);
        boolean endsWithBlank = start >= i || separates(chars[i - 1]);
        logical = i < length ? i + 1 : -1;
        return new SourceLine(number, atoms, visual, startsWithBlank, endsWithBlank, false);
    }

    /** Behind the {@code > } of a quoted mail, so that a wrapped word is seen to begin right there. */
    private static int afterQuoteMarks(char[] chars, int from, int length) {
        int end = from;
        for (int i = from; i < length && (chars[i] == ' ' || chars[i] == '>'); i++) {
            end = chars[i] == '>' ? i + 1 : end;
        }
        return end > from && end < length && chars[end] == ' ' ? end + 1 : end;
    }

    private static boolean separates(char c) {
        return c == ' ' || c == '\t' || c == '|' || c == '\n';
    }
}
