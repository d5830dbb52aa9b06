package dev.shmfit.reports.text;

import java.util.ArrayList;
import java.util.List;

/**
 * How many columns of a terminal a text takes (Unicode Standard Annex 11: wide and fullwidth characters take two), and where a
 * line of Chinese may end.
 */
final class Columns {
    /** What never begins a line. */
    private static final String CLOSING = "，。：；、）》」』！？%";

    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    /** How many characters from the beginning take at most {@code columns}; at least one, so that lines end. */
    static int fitting(String text, int columns) {
        int end = 0;
        int taken = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            taken += isWide(c) ? 2 : 1;
            if (taken > columns && end > 0) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    /**
     * The pieces of a word between which a line may end: Chinese has no blanks, a line ends behind any character unless
     * closing punctuation follows. Korean ends lines at blanks, as English does.
     */
    static List<String> pieces(String word) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int[] all = word.codePoints().toArray();
        for (int i = 0; i < all.length; i++) {
            piece.appendCodePoint(all[i]);
            boolean ends = i + 1 < all.length
                    && (endsLine(all[i]) || Character.isIdeographic(all[i + 1]))
                    && all[i] != '（'
                    && all[i] != '('
                    && CLOSING.indexOf(all[i + 1]) < 0;
            if (ends) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static boolean endsLine(int c) {
        return Character.isIdeographic(c) || (c != '（' && isFullwidth(c));
    }

    private static boolean isFullwidth(int c) {
        return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60);
    }

    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }
}
