package dev.shmfit.parse.table;

import dev.shmfit.facts.SourceRef;
import dev.shmfit.parse.NoteList;

/**
 * A word of a line, with its place.
 *
 * @param text the word
 * @param kind what the word alone can be
 * @param line the line of the text, counted from 1
 * @param column the column in the verbatim line, counted from 1
 * @param visual the terminal column, counted from 0, tabs expanded
 * @param field how many bars ({@code |}) stand before it
 */
record Atom(String text, Kind kind, int line, int column, int visual, int field) {
    /** What a word can be, seen alone. */
    enum Kind {
        /** {@code X}. */
        SELF,
        /** A link of {@code topo -m}. */
        LINK,
        /** A status of {@code topo -p2p}. */
        STATUS,
        /** {@code GPU0}. */
        GPU,
        /** {@code NIC0}. */
        NIC,
        /** A list of numbers or {@code N/A}: an affinity column. */
        LIST,
        /** {@code ...}: the author left something out. */
        ELLIPSIS,
        /** Anything else. */
        OTHER
    }

    boolean isCell() {
        return kind == Kind.SELF || kind == Kind.LINK || kind == Kind.STATUS;
    }

    boolean isSelf() {
        return kind == Kind.SELF;
    }

    /** A cell {@code NV#}, whose number may go on where the text is cut. */
    boolean isNvLink() {
        return kind == Kind.LINK && text.startsWith("NV");
    }

    /** Where the word stands. */
    SourceRef source(NoteList notes) {
        return notes.at(line, column);
    }

    Atom as(String newText, Kind newKind) {
        return new Atom(newText, newKind, line, column, visual, field);
    }
}
