package org.teavm.classlib.java.util.regex;

/** TeaVM's node as {@code LibraryPlugin} makes it, for tests on a JVM. */
class TNonCapFSet extends TFSet {
    TNonCapFSet(int groupIndex) {
        super(groupIndex);
    }

    @Override
    public int matches(int at, CharSequence text, TMatchResultImpl state) {
        return TMended.ended(this, at, text, state);
    }

    @Override
    public boolean hasConsumed(TMatchResultImpl state) {
        return false;
    }
}
