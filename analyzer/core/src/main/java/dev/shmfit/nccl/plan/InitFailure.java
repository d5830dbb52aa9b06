package dev.shmfit.nccl.plan;

import dev.shmfit.text.Text;

/**
 * NCCL gives up.
 *
 * @param rule stable id, such as {@code nvlink-p2p-disabled}
 * @param phase the phase in which it happens
 * @param summary one sentence
 */
public record InitFailure(String rule, String phase, Text summary) {}
