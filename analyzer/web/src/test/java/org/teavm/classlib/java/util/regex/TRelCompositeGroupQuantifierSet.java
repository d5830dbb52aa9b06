package org.teavm.classlib.java.util.regex;

/** TeaVM's node as {@code LibraryPlugin} makes it, for tests on a JVM. */
class TRelCompositeGroupQuantifierSet extends TCompositeGroupQuantifierSet {
    TRelCompositeGroupQuantifierSet(
            TQuantifier quantifier, TAbstractSet inner, TAbstractSet next, int type, int counter) {
        super(quantifier, inner, next, type, counter);
    }

    @Override
    public int matches(int at, CharSequence text, TMatchResultImpl state) {
        return TMended.reluctant(this, at, text, state);
    }
}
