package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;

/**
 * What is mounted at /dev/shm, by the mount table.
 *
 * @param mountPoint the path; not {@code /dev/shm} where that is an ordinary directory of a larger file system
 * @param type {@code tmpfs} where all is well
 * @param size the option {@code size=}; a tmpfs without it takes half of the machine's RAM
 * @param inodes the option {@code nr_inodes=}; 0 means no limit
 * @param huge the option {@code huge=}: {@code never}, {@code always}, {@code within_size}, {@code advise}
 * @param readOnly mounted {@code ro}
 */
public record ShmMount(
        String mountPoint,
        String type,
        Reading<ByteCount> size,
        Reading<Long> inodes,
        Reading<String> huge,
        boolean readOnly,
        SourceRef source) {
    /** Whether /dev/shm is a tmpfs of its own. */
    public boolean isOwnTmpfs() {
        return type.equals("tmpfs") && (mountPoint.equals("/dev/shm") || mountPoint.equals("/run/shm"));
    }
}
