package dev.shmfit.parse.table;

import java.util.Optional;

/**
 * What a row has for one column.
 *
 * @param state whether the cell is sure to belong here
 * @param atom the cell; of an unsure one, a text that may belong here
 * @param why of a missing or unsure cell, the reason as a part of a sentence
 */
record Slot(State state, Optional<Atom> atom, String why) {
    /** How the cell came to its column. */
    enum State {
        SURE,
        UNSURE,
        MISSING
    }

    static Slot sure(Atom atom) {
        return new Slot(State.SURE, Optional.of(atom), "");
    }

    static Slot unsure(Atom atom, String why) {
        return new Slot(State.UNSURE, Optional.of(atom), why);
    }

    static Slot missing(String why) {
        return new Slot(State.MISSING, Optional.empty(), why);
    }
}
