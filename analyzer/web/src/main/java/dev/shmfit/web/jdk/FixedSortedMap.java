package dev.shmfit.web.jdk;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A view of a sorted map that cannot be changed. */
@SuppressWarnings("JdkObsolete") // it is what Collections gives
final class FixedSortedMap<K, V> extends AbstractMap<K, V> implements SortedMap<K, V> {
    private final SortedMap<K, ? extends V> map;

    FixedSortedMap(SortedMap<K, ? extends V> map) {
        this.map = map;
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return Collections.<K, V>unmodifiableMap(map).entrySet();
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public boolean containsKey(Object key) {
        return map.containsKey(key);
    }

    @Override
    public @Nullable V get(Object key) {
        return map.get(key);
    }

    @Override
    public @Nullable Comparator<? super K> comparator() {
        return map.comparator();
    }

    @Override
    public SortedMap<K, V> subMap(K from, K to) {
        return new FixedSortedMap<>(map.subMap(from, to));
    }

    @Override
    public SortedMap<K, V> headMap(K to) {
        return new FixedSortedMap<>(map.headMap(to));
    }

    @Override
    public SortedMap<K, V> tailMap(K from) {
        return new FixedSortedMap<>(map.tailMap(from));
    }

    @Override
    public K firstKey() {
        return map.firstKey();
    }

    @Override
    public K lastKey() {
        return map.lastKey();
    }
}
