package dev.shmfit.web.jdk;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A view of a sorted set that cannot be changed. */
@SuppressWarnings("JdkObsolete") // it is what Collections gives
final class FixedSortedSet<T> extends AbstractSet<T> implements SortedSet<T> {
    private final SortedSet<T> set;

    FixedSortedSet(SortedSet<T> set) {
        this.set = set;
    }

    @Override
    public Iterator<T> iterator() {
        return Collections.unmodifiableCollection(set).iterator();
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public boolean contains(Object item) {
        return set.contains(item);
    }

    @Override
    public @Nullable Comparator<? super T> comparator() {
        return set.comparator();
    }

    @Override
    public SortedSet<T> subSet(T from, T to) {
        return new FixedSortedSet<>(set.subSet(from, to));
    }

    @Override
    public SortedSet<T> headSet(T to) {
        return new FixedSortedSet<>(set.headSet(to));
    }

    @Override
    public SortedSet<T> tailSet(T from) {
        return new FixedSortedSet<>(set.tailSet(from));
    }

    @Override
    public T first() {
        return set.first();
    }

    @Override
    public T last() {
        return set.last();
    }
}
