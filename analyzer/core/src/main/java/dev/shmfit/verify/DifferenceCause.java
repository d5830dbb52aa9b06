package dev.shmfit.verify;

import dev.shmfit.text.Text;

/**
 * What would explain differences: with it, the forecast is as the log.
 *
 * @param kind {@code setting}, {@code nccl-version}, {@code communicator}, {@code hidden-devices}, {@code process},
 *     {@code driver}, {@code p2p}
 * @param sentence the explanation
 * @param option how to say so to shmfit; empty where no option does
 * @param shown whether the log itself shows the fact; otherwise it is a guess that fits
 * @param explained how many differences vanish
 * @param remaining how many differences are left with it
 */
public record DifferenceCause(
        String kind, Text sentence, String option, boolean shown, long explained, long remaining) {}
