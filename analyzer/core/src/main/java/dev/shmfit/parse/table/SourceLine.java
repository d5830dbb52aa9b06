package dev.shmfit.parse.table;

import java.util.List;

/**
 * One logical line: what a terminal would have shown, cut into atoms.
 *
 * @param number the line of the text, counted from 1; several logical lines may share it ({@code <br>})
 * @param atoms the words, left to right
 * @param width columns that the line takes on a terminal
 * @param startsWithBlank something separates the first atom from the line before
 * @param endsWithBlank something separates the last atom from the line after
 * @param tooLong the line was longer than any table's and was not read
 */
record SourceLine(
        int number, List<Atom> atoms, int width, boolean startsWithBlank, boolean endsWithBlank, boolean tooLong) {
    boolean isBlank() {
        return atoms.isEmpty();
    }

    boolean hasBars() {
        return !atoms.isEmpty() && atoms.get(atoms.size() - 1).field() > 0;
    }

    /** This line without the prefix that a log puts before each line, if it begins with it. */
    SourceLine without(List<Atom> prefix) {
        if (prefix.isEmpty() || prefix.size() > atoms.size()) {
            return this;
        }
        for (int i = 0; i < prefix.size(); i++) {
            if (!prefix.get(i).text().equals(atoms.get(i).text())) {
                return this;
            }
        }
        return new SourceLine(
                number, List.copyOf(atoms.subList(prefix.size(), atoms.size())), width, true, endsWithBlank, tooLong);
    }

    /** The atoms as one text with single blanks, cut after 120 characters. */
    String text() {
        StringBuilder s = new StringBuilder();
        for (Atom a : atoms) {
            if (s.length() > 0) {
                s.append(' ');
            }
            s.append(a.text());
            if (s.length() > 120) {
                return s.substring(0, 120) + "…";
            }
        }
        return s.toString();
    }
}
