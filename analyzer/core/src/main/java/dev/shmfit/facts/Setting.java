package dev.shmfit.facts;

/**
 * One setting as it stands in the environment or in a configuration file.
 *
 * @param name such as {@code NCCL_P2P_LEVEL}
 * @param value verbatim; empty where nothing follows the {@code =}
 * @param source where it was read
 */
public record Setting(String name, String value, SourceRef source) {}
