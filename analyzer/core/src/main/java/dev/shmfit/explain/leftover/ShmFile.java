package dev.shmfit.explain.leftover;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A file in /dev/shm, as it was found.
 *
 * @param name below /dev/shm
 * @param inode its number in the file system
 * @param bytes that it takes of the file system
 * @param deleted whether its name is gone, and only processes keep it
 * @param age in seconds since it was written; negative where that is not known
 * @param holders processes that map it or have it open
 */
public record ShmFile(String name, long inode, long bytes, boolean deleted, long age, SortedSet<Long> holders) {
    public ShmFile {
        holders = Collections.unmodifiableSortedSet(new TreeSet<>(holders));
    }
}
