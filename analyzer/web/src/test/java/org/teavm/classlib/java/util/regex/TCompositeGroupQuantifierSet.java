package org.teavm.classlib.java.util.regex;

/** TeaVM's node as {@code LibraryPlugin} makes it, for tests on a JVM. */
class TCompositeGroupQuantifierSet extends TGroupQuantifierSet {
    protected TQuantifier quantifier;
    int setCounter;

    TCompositeGroupQuantifierSet(TQuantifier quantifier, TAbstractSet inner, TAbstractSet next, int type, int counter) {
        super(inner, next, type);
        this.quantifier = quantifier;
        setCounter = counter;
    }

    @Override
    public int matches(int at, CharSequence text, TMatchResultImpl state) {
        return TMended.counted(this, at, text, state);
    }
}
