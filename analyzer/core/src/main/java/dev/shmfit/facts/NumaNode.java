package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;

/**
 * What does one NUMA node of the machine have?
 *
 * @param id as the kernel numbers it
 * @param cpus as the kernel lists them, such as {@code 0-15,32-47}; empty text where it has none
 * @param memory that it has
 * @param source its first line
 */
public record NumaNode(int id, Reading<String> cpus, Reading<ByteCount> memory, SourceRef source) {}
