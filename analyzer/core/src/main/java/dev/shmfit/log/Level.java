package dev.shmfit.log;

/** How NCCL marks a line. */
public enum Level {
    INFO,
    WARN,
    TRACE,
    CALL,
    /** A message without {@code NCCL INFO} before it: the line with the version, or an excerpt. */
    BARE
}
