package org.teavm.classlib.java.util.regex;

/**
 * What TeaVM's regular expressions do otherwise than Java's: they go on counting where a counted group is met again, forget the
 * count where a repetition fails, and forget where a repeated group began. {@code LibraryPlugin} puts these in the place of the
 * methods that do so. They stand in TeaVM's package because its nodes are open to that alone.
 */
public final class TMended {
    private TMended() {}

    /** A group that is repeated as often as can be. Who leaves it leaves no count behind, and finds it again on the way back. */
    static int counted(TCompositeGroupQuantifierSet node, int at, CharSequence text, TMatchResultImpl state) {
        int met = state.getEnterCounter(node.setCounter);
        boolean more = more(node, met, state);
        if (more) {
            int end = again(node, met, at, text, state);
            if (end >= 0 || met < node.quantifier.min()) {
                return end;
            }
        }
        return left(node, met, at, text, state);
    }

    /** A group that is repeated as seldom as can be. */
    static int reluctant(TCompositeGroupQuantifierSet node, int at, CharSequence text, TMatchResultImpl state) {
        int met = state.getEnterCounter(node.setCounter);
        boolean more = more(node, met, state);
        if (!more || met >= node.quantifier.min()) {
            int end = left(node, met, at, text, state);
            if (end >= 0 || !more) {
                return end;
            }
        }
        return again(node, met, at, text, state);
    }

    /** What the group consumed tells of its last repetition, which is of an earlier visit where nothing was met yet. */
    private static boolean more(TCompositeGroupQuantifierSet node, int met, TMatchResultImpl state) {
        return met < node.quantifier.max() && (met == 0 || node.innerSet.hasConsumed(state));
    }

    private static int again(
            TCompositeGroupQuantifierSet node, int met, int at, CharSequence text, TMatchResultImpl state) {
        state.setEnterCounter(node.setCounter, met + 1);
        int end = node.innerSet.matches(at, text, state);
        state.setEnterCounter(node.setCounter, end < 0 ? met : 0);
        return end;
    }

    private static int left(
            TCompositeGroupQuantifierSet node, int met, int at, CharSequence text, TMatchResultImpl state) {
        state.setEnterCounter(node.setCounter, 0);
        int end = node.next.matches(at, text, state);
        if (end < 0) {
            state.setEnterCounter(node.setCounter, met);
        }
        return end;
    }

    /** The end of a group that captures nothing: until here its place is where it began, from here on its length. */
    static int ended(TNonCapFSet node, int at, CharSequence text, TMatchResultImpl state) {
        int began = state.getConsumed(node.getGroupIndex());
        state.setConsumed(node.getGroupIndex(), at - began);
        int end = node.next.matches(at, text, state);
        if (end < 0) {
            state.setConsumed(node.getGroupIndex(), began);
        }
        return end;
    }
}
