package dev.shmfit.probes.live;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A file in /dev/shm, or one that was unlinked there and is still in use.
 *
 * @param inode its number in the file system
 * @param name below /dev/shm; with {@code (deleted)} behind it where it was unlinked
 * @param bytes its size
 * @param allocated bytes that it takes; -1 where that is not known
 * @param owner user, group, mode and time as stat prints them; null where they are not known
 * @param holders processes that map it or have it open
 */
public record ShmEntry(
        long inode,
        String name,
        long bytes,
        long allocated,
        @Nullable String owner,
        Set<Long> holders) {
    public ShmEntry {
        holders = Collections.unmodifiableSet(new TreeSet<>(holders));
    }

    /** The line of {@code shm-files.txt}. */
    String line() {
        String who = owner == null ? "- - - -" : owner;
        return inode + " " + bytes + " " + (allocated < 0 ? "-" : String.valueOf(allocated)) + " " + who + " "
                + holders.size() + " " + name + "\n";
    }

    /** What it takes of the file system, as far as is known. */
    public long taken() {
        return allocated < 0 ? bytes : allocated;
    }
}
