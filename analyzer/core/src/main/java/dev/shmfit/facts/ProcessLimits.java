package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;

/**
 * Limits of a process, the soft ones, which count.
 *
 * @param openFiles {@code ulimit -n}; {@code Long.MAX_VALUE} where there is no limit
 * @param lockedMemory {@code ulimit -l}, in bytes; {@link MemoryLimit#UNLIMITED} where there is no limit
 */
public record ProcessLimits(Reading<Long> openFiles, Reading<ByteCount> lockedMemory) {}
