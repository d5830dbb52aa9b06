package dev.shmfit.nccl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A decision that depends on NCCL's version, as data: each value holds from its version on, until the next entry. Every rule
 * is listed in its package's list and with it in the register, which sweeps, findings and documentation ask.
 *
 * @param <T> the type of the value: a number, a flag, or a procedure by name
 */
public final class VersionRule<T> {
    private final String id;
    private final String decides;
    private final List<Entry<T>> entries;
    private final Map<NcclVersion, Unseen> unseen;

    /**
     * Why no forecast shows a change.
     *
     * @param from why not in the first version that has it; empty where one shows it there
     * @param before why not in the last version without it: what would be there if the change had come earlier; empty where
     *     one shows it there
     */
    public record Unseen(Optional<String> from, Optional<String> before) {
        private static final Unseen SHOWN = new Unseen(Optional.empty(), Optional.empty());

        /** Why no forecast shows the change on either side; empty where one does. */
        public Optional<String> everywhere() {
            return before.isPresent() ? from : Optional.empty();
        }
    }

    /**
     * A value and where it was read.
     *
     * @param from the first version that has it
     * @param source file and function in NCCL's source at that tag
     */
    public record Entry<T>(NcclVersion from, T value, String source) {}

    /**
     * A rule without values yet.
     *
     * @param id stable, kebab-case, after NCCL's own condition
     * @param decides what it decides, as part of a sentence
     */
    public record Named(String id, String decides) {
        /** With the value of the oldest known version. */
        public <T> VersionRule<T> since(int minor, int patch, T value, String source) {
            NcclVersion from = NcclVersion.of(2, minor, patch);
            return new VersionRule<>(id, decides, List.of(new Entry<>(from, value, source)), Map.of());
        }
    }

    private VersionRule(String id, String decides, List<Entry<T>> entries, Map<NcclVersion, Unseen> unseen) {
        this.id = id;
        this.decides = decides;
        this.entries = List.copyOf(entries);
        // In order, not hashed: a table that is built as Java starts hashes nothing.
        this.unseen = Collections.unmodifiableMap(new TreeMap<>(unseen));
    }

    /** Begins a rule. */
    public static Named of(String id, String decides) {
        return new Named(id, decides);
    }

    /** A rule that does not hold before a version of NCCL 2, and holds from it on. */
    public static VersionRule<Boolean> from(String id, String decides, int minor, int patch, String source) {
        return of(id, decides)
                .since(5, 6, false, source.substring(0, source.indexOf('@')) + ", before")
                .then(minor, patch, true, source);
    }

    /** The rule with one more change; entries must ascend, and each must change the value. */
    public VersionRule<T> then(int minor, int patch, T value, String source) {
        NcclVersion from = NcclVersion.of(2, minor, patch);
        Entry<T> last = entries.get(entries.size() - 1);
        if (last.from().compareTo(from) >= 0) {
            throw new IllegalArgumentException(id + ": versions must ascend: " + from);
        }
        List<Entry<T>> more = new ArrayList<>(entries);
        more.add(new Entry<>(from, value, source));
        return new VersionRule<>(id, decides, more, unseen);
    }

    /** The same rule, whose last change so far no forecast can show, for this reason. */
    public VersionRule<T> unseenBecause(String reason) {
        return unseen(new Unseen(Optional.of(reason), Optional.of(reason)));
    }

    /** The same rule, whose last change so far would show in no forecast for the version before, for this reason. */
    public VersionRule<T> unseenBefore(String reason) {
        return unseen(new Unseen(unseenOf(latest()).from(), Optional.of(reason)));
    }

    /** The same rule, whose last change so far shows in no forecast for its own version, for this reason. */
    public VersionRule<T> unseenFrom(String reason) {
        return unseen(new Unseen(Optional.of(reason), unseenOf(latest()).before()));
    }

    private VersionRule<T> unseen(Unseen reasons) {
        Map<NcclVersion, Unseen> more = new TreeMap<>(unseen);
        more.put(latest(), reasons);
        return new VersionRule<>(id, decides, entries, more);
    }

    /** The place in {@link #entries} of the entry in force at {@code version}; for a version older than the table, 0. */
    public int indexAt(NcclVersion version) {
        int at = entries.size() - 1;
        while (at > 0 && entries.get(at).from().compareTo(version) > 0) {
            at--;
        }
        return at;
    }

    /** The entry in force at {@code version}; for a version older than the table, the oldest. */
    public Entry<T> entryAt(NcclVersion version) {
        return entries.get(indexAt(version));
    }

    /** The value in force at {@code version}. */
    public T at(NcclVersion version) {
        return entryAt(version).value();
    }

    /** The version of the last change: since when things are as they are. */
    public NcclVersion latest() {
        return entries.get(entries.size() - 1).from();
    }

    /** Stable, kebab-case. */
    public String id() {
        return id;
    }

    /** What the rule decides. */
    public String decides() {
        return decides;
    }

    /** All entries, oldest first. */
    public List<Entry<T>> entries() {
        return entries;
    }

    /** The versions at which something changes: all entries but the oldest. */
    public List<NcclVersion> changes() {
        return entries.stream().skip(1).map(Entry::from).toList();
    }

    /** Why no forecast can show the rule's change at {@code change}, on each side of it. */
    public Unseen unseenOf(NcclVersion change) {
        return unseen.getOrDefault(change, Unseen.SHOWN);
    }

    @Override
    public String toString() {
        return id;
    }
}
