package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;

/**
 * The memory limit of the container or job. Pages of a tmpfs are charged to the group whose process touched them first.
 *
 * @param limit the smallest limit of the group and the groups above it; {@code ByteCount.of(Long.MAX_VALUE)} where
 *     there is none
 * @param used charged at the time of the capture
 * @param shared of that, tmpfs pages
 * @param version 1 or 2: which cgroup hierarchy it was read from
 */
public record MemoryLimit(
        Reading<ByteCount> limit, Reading<ByteCount> used, Reading<ByteCount> shared, Reading<Integer> version) {
    /** A limit that is none. */
    public static final ByteCount UNLIMITED = ByteCount.of(Long.MAX_VALUE);
}
