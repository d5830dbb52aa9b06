package dev.shmfit.parse.table;

import dev.shmfit.parse.Lines;
import java.util.List;

/**
 * Cuts a blank-delimited word into the words of nvidia-smi that it was glued from: {@code SYSSYS}, {@code NIC7NIC8},
 * {@code SYS0-55}. Link names and statuses are a prefix code, so a glued run reads in one way only; the one exception,
 * {@code NV} followed by a number that may belong to two cells, is given as unreadable.
 */
final class SmiLexer {
    private static final String[] LINKS = {"NODE", "PIX", "PXB", "PHB", "SYS", "SOC"};
    private static final String[] STATUSES = {"CNS", "GNS", "TNS", "NS", "OK", "DR", "U"};

    private SmiLexer() {}

    /** Adds the atoms of {@code word}, whose place is that of {@code at}. */
    static void lex(String word, Atom at, List<Atom> out) {
        int before = out.size();
        int i = 0;
        while (i < word.length()) {
            int end = codeWordEnd(word, i);
            if (end < 0) {
                break;
            }
            out.add(piece(word, i, end, at));
            i = end;
        }
        if (i == word.length()) {
            return;
        }
        if (i > 0 && !endsWithStatus(out) && lists(word, i, at, out)) {
            // NV180-55: NV18 and 0-55, or NV1 and 80-55? codeWordEnd took all the digits.
            for (int k = before; k + 1 < out.size(); k++) {
                if (out.get(k).isNvLink() && out.get(k + 1).kind() == Atom.Kind.LIST) {
                    String both = out.get(k).text() + out.get(k + 1).text();
                    out.set(k, out.get(k).as(both, Atom.Kind.OTHER));
                    out.set(k + 1, out.get(k + 1).as(both, Atom.Kind.LIST));
                }
            }
            return;
        }
        while (out.size() > before) {
            out.remove(out.size() - 1);
        }
        if (!lists(word, 0, at, out)) {
            boolean dots = word.equals("...") || word.equals("…") || word.equals("[...]");
            out.add(at.as(word, dots ? Atom.Kind.ELLIPSIS : Atom.Kind.OTHER));
        }
    }

    /** No list stands behind a status: {@code U4} is the half of {@code GPU4}. */
    private static boolean endsWithStatus(List<Atom> out) {
        return out.get(out.size() - 1).kind() == Atom.Kind.STATUS;
    }

    private static Atom piece(String word, int from, int to, Atom at) {
        String text = word.substring(from, to);
        return new Atom(text, kind(text), at.line(), at.column() + from, at.visual() + from, at.field());
    }

    /** The kind of one code word. */
    private static Atom.Kind kind(String text) {
        if (text.equals("X")) {
            return Atom.Kind.SELF;
        }
        if (text.startsWith("GPU")) {
            return Atom.Kind.GPU;
        }
        if (text.startsWith("NIC")) {
            return Atom.Kind.NIC;
        }
        for (String s : STATUSES) {
            if (s.equals(text)) {
                return Atom.Kind.STATUS;
            }
        }
        return Atom.Kind.LINK;
    }

    /** The end of the code word that starts at {@code i}; -1 where none does. */
    private static int codeWordEnd(String w, int i) {
        if (w.startsWith("GPU", i) || w.startsWith("NIC", i)) {
            int end = digits(w, i + 3, 5);
            // nvidia-smi writes no leading zeros: GPU01 is not GPU1.
            return end > i + 4 && w.charAt(i + 3) == '0' ? -1 : end;
        }
        if (w.startsWith("NV", i)) {
            return digits(w, i + 2, 3);
        }
        for (String link : LINKS) {
            if (w.startsWith(link, i)) {
                return i + link.length();
            }
        }
        for (String status : STATUSES) {
            if (w.startsWith(status, i)) {
                return i + status.length();
            }
        }
        return w.charAt(i) == 'X' ? i + 1 : -1;
    }

    private static int digits(String w, int from, int most) {
        int i = from;
        while (i < w.length() && Lines.isDigit(w.charAt(i))) {
            i++;
        }
        return i == from || i - from > most ? -1 : i;
    }

    /** Adds {@code 0-55}, {@code N/A} or several of them glued ({@code 0N/A}), if the rest of the word is that. */
    private static boolean lists(String w, int from, Atom at, List<Atom> out) {
        int before = out.size();
        int i = from;
        while (i < w.length()) {
            int end = i;
            if (w.startsWith("N/A", i)) {
                end = i + 3;
            } else if (Lines.isDigit(w.charAt(i))) {
                while (end < w.length()
                        && (Lines.isDigit(w.charAt(end)) || w.charAt(end) == ',' || w.charAt(end) == '-')) {
                    end++;
                }
            }
            if (end == i) {
                while (out.size() > before) {
                    out.remove(out.size() - 1);
                }
                return false;
            }
            out.add(new Atom(
                    w.substring(i, end), Atom.Kind.LIST, at.line(), at.column() + i, at.visual() + i, at.field()));
            i = end;
        }
        return i > from;
    }
}
