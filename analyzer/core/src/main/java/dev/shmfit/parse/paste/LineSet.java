package dev.shmfit.parse.paste;

import java.util.BitSet;
import java.util.List;

/** Numbers of lines of one text. A long text has many of them, so each takes a bit. */
final class LineSet {
    private final BitSet numbers = new BitSet();

    /** The lines of some sections. */
    static LineSet of(List<PastedSection> sections) {
        LineSet set = new LineSet();
        sections.forEach(s -> s.lines().forEach(l -> set.add(l.number())));
        return set;
    }

    void add(int number) {
        numbers.set(number);
    }

    void addAll(LineSet others) {
        numbers.or(others.numbers);
    }

    void removeAll(LineSet others) {
        numbers.andNot(others.numbers);
    }

    boolean contains(int number) {
        return numbers.get(number);
    }

    /** Whether it has a line of those from the first to the last, both included. */
    boolean containsAny(int first, int last) {
        int next = numbers.nextSetBit(Math.max(0, first));
        return next >= 0 && next <= last;
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }
}
