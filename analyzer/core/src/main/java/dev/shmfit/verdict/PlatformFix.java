package dev.shmfit.verdict;

/**
 * A change to copy, for one platform.
 *
 * @param snippet what to write or run; well-formed in the platform's own syntax, explanations as its comments
 * @param verify the command that shows that the change has taken effect, with what it must print
 */
public record PlatformFix(Platform platform, String snippet, String verify) {}
