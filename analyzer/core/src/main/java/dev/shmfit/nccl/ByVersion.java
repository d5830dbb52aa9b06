package dev.shmfit.nccl;

import java.util.ArrayList;
import java.util.List;

/**
 * A value that changed between NCCL versions, as data: each value holds from its version on, until the next entry.
 *
 * @param <T> the type of the value
 */
public final class ByVersion<T> {
    private final List<Entry<T>> entries;

    /**
     * A value and where it was read.
     *
     * @param from the first version that has it
     * @param source file and function in NCCL's source at that tag
     */
    public record Entry<T>(NcclVersion from, T value, String source) {}

    private ByVersion(List<Entry<T>> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Starts a table with the value of the oldest known version. */
    public static <T> ByVersion<T> since(int minor, int patch, T value, String source) {
        return new ByVersion<>(List.of(new Entry<>(NcclVersion.of(2, minor, patch), value, source)));
    }

    /** The table with one more change; entries must ascend. */
    public ByVersion<T> then(int minor, int patch, T value, String source) {
        NcclVersion from = NcclVersion.of(2, minor, patch);
        if (entries.get(entries.size() - 1).from().compareTo(from) >= 0) {
            throw new IllegalArgumentException("versions must ascend: " + from);
        }
        List<Entry<T>> more = new ArrayList<>(entries);
        more.add(new Entry<>(from, value, source));
        return new ByVersion<>(more);
    }

    /** The entry in force at {@code version}; for a version older than the table, the oldest. */
    public Entry<T> entryAt(NcclVersion version) {
        Entry<T> at = entries.get(0);
        for (Entry<T> e : entries) {
            if (e.from().compareTo(version) <= 0) {
                at = e;
            }
        }
        return at;
    }

    /** The value in force at {@code version}. */
    public T at(NcclVersion version) {
        return entryAt(version).value();
    }

    /** All entries, oldest first: the versions at which something changes. */
    public List<Entry<T>> entries() {
        return entries;
    }
}
