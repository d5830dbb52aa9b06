package dev.shmfit.facts;

/**
 * Which processor is it, in the kernel's words?
 *
 * @param architecture such as {@code x86_64} or {@code aarch64}
 * @param vendor such as {@code GenuineIntel}; empty where it is not said
 * @param family as the kernel counts; -1 where it is not said
 * @param model as the kernel counts; -1 where it is not said
 * @param name of the product, such as {@code AMD EPYC 9654 96-Core Processor}; empty where it is not said
 */
public record CpuFacts(String architecture, String vendor, int family, int model, String name) {}
