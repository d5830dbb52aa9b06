package dev.shmfit.nccl.plan;

import dev.shmfit.text.Text;

/**
 * One step of a decision.
 *
 * @param rule stable id in kebab-case, such as {@code p2p-level-exceeded}
 * @param detail the facts used and what they gave, as a sentence
 * @param source file, function and tag of NCCL where the rule was read
 */
public record Trace(String rule, Text detail, String source) {}
