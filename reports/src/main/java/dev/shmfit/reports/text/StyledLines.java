package dev.shmfit.reports.text;

import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes lines in a style: breaks them at blanks, paints them, and spells them in ASCII where that is asked. */
final class StyledLines {
    private static final int NARROWEST = 8;

    private final Appendable out;
    private final TextStyle style;
    private final Language language;

    StyledLines(Appendable out, TextStyle style) {
        this(out, style, Language.ENGLISH);
    }

    StyledLines(Appendable out, TextStyle style, Language language) {
        this.out = out;
        this.style = style;
        this.language = language;
    }

    /** The language of what is written. */
    Language language() {
        return language;
    }

    /** In the language of what is written. */
    String said(Text text) {
        return text.in(language);
    }

    int width() {
        return style.width();
    }

    void blank() throws IOException {
        out.append('\n');
    }

    /** A heading of a part. */
    void heading(String text) throws IOException {
        blank();
        line(paint(Paint.STRONG, text));
    }

    /** The same in the language of what is written. */
    void heading(Text text) throws IOException {
        heading(said(text));
    }

    /** One line, unbroken; what is to be painted has been. */
    void line(String text) throws IOException {
        out.append(spelt(text).stripTrailing()).append('\n');
    }

    /** {@code first}, then {@code text} broken at blanks; the lines after the first begin below {@code text}'s first. */
    void wrapped(String first, Paint paint, String text) throws IOException {
        String hang = " ".repeat(length(first));
        String lead = spelt(first);
        for (String part : broken(spelt(text), style.width() - length(spelt(first)))) {
            line(lead + painted(paint, part));
            lead = hang;
        }
    }

    /** The same in the language of what is written. */
    void wrapped(String first, Paint paint, Text text) throws IOException {
        wrapped(first, paint, said(text));
    }

    /** Text in the style's letters and colour. */
    String paint(Paint paint, String text) {
        return painted(paint, spelt(text));
    }

    /** {@code text} cut or filled to {@code columns}. */
    String left(String text, int columns) {
        String spelt = spelt(text);
        int length = length(spelt);
        if (length <= columns) {
            return spelt + " ".repeat(columns - length);
        }
        String cut = spelt.substring(0, Columns.fitting(spelt, Math.max(0, columns - 1)));
        return cut + (style.ascii() ? "~" : "…") + " ".repeat(Math.max(0, columns - 1 - length(cut)));
    }

    /** {@code text} moved to the right end of {@code columns}. */
    String right(String text, int columns) {
        String spelt = spelt(text);
        return " ".repeat(Math.max(0, columns - length(spelt))) + spelt;
    }

    private String painted(Paint paint, String spelt) {
        return style.colour() ? paint.on(spelt) : spelt;
    }

    /** The same in ASCII, if that is the style. */
    String spelt(String text) {
        if (!style.ascii() || text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        StringBuilder spelt = new StringBuilder();
        text.codePoints().forEach(c -> spelt.append(c < 0x80 ? Character.toString(c) : ascii(c)));
        return spelt.toString();
    }

    private static String ascii(int c) {
        return switch (c) {
            case '█' -> "#";
            case '░', '·' -> ".";
            case '…' -> "...";
            case '→' -> "->";
            case '×', '✕' -> "x";
            case '–', '—', '─' -> "-";
            case '├', '└' -> "+";
            case '│' -> "|";
            case '✓' -> "+";
            case '▲' -> "!";
            case '○' -> "o";
            case '●' -> "*";
            default -> "?";
        };
    }

    /** Columns of a terminal: Hangul, Han and their punctuation take two. */
    static int length(String text) {
        return Columns.of(text);
    }

    private static List<String> broken(String text, int width) {
        int room = Math.max(NARROWEST, width);
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            String gap = part.length() > 0 ? " " : "";
            for (String piece : Columns.pieces(word)) {
                String rest = piece;
                if (part.length() > 0 && length(part.toString()) + gap.length() + length(rest) > room) {
                    parts.add(part.toString());
                    part.setLength(0);
                    gap = "";
                }
                while (length(rest) > room) {
                    int end = Columns.fitting(rest, room);
                    parts.add(rest.substring(0, end));
                    rest = rest.substring(end);
                }
                part.append(gap).append(rest);
                gap = "";
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
