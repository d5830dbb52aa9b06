package dev.shmfit.probes.watch;

import java.util.List;

/**
 * Who holds /dev/shm at one moment.
 *
 * @param millis since the beginning
 * @param usedBytes of the file system
 * @param sizeBytes of the file system
 * @param owners who holds how much, most first; as of the last time that processes were looked through
 * @param rescanned whether that was for this sample
 */
public record ShmSample(long millis, long usedBytes, long sizeBytes, List<Owner> owners, boolean rescanned) {
    public ShmSample {
        owners = List.copyOf(owners);
    }

    /**
     * One process and what it holds. What several hold is counted for the one that has the lowest number: the one that
     * was there first.
     *
     * @param process its number; 0 where nobody holds the files
     * @param name of the program; empty where it is gone
     * @param bytes that its files take
     * @param files how many
     * @param unlinked how many of them have no name any more
     */
    public record Owner(long process, String name, long bytes, int files, int unlinked) {}
}
