package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * Which files are in /dev/shm, and does anyone use them?
 *
 * @param files by inode
 * @param allSeen whether the maps of every process could be read
 */
public record ShmFiles(List<ShmFile> files, boolean allSeen) {
    public ShmFiles {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param name below /dev/shm
     * @param taken bytes that it takes there
     * @param user to whom it belongs
     * @param holders processes that map it or have it open, as far as seen
     * @param unlinked whether its name is gone
     */
    public record ShmFile(
            String name, ByteCount taken, Reading<Long> user, long holders, boolean unlinked, SourceRef source) {
        /** Whether the next process to look for it will find it, and nobody is known to use it. */
        public boolean leftBehind() {
            return holders == 0 && !unlinked;
        }
    }
}
