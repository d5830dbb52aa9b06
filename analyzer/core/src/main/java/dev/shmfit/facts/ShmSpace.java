package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;

/**
 * What statvfs says of /dev/shm at the time of the capture.
 *
 * @param type {@code tmpfs}, or the file system that is there instead
 * @param size of the whole file system
 * @param available bytes that a process without privileges may still take
 * @param inodes files that it takes in all; 0 where it counts none
 * @param freeInodes files that it still takes
 * @param directory in which they lie
 */
public record ShmSpace(
        Reading<String> type,
        Reading<ByteCount> size,
        Reading<ByteCount> available,
        Reading<Long> inodes,
        Reading<Long> freeInodes,
        ShmDirectory directory) {}
