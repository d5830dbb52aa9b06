package dev.shmfit.nccl.graph;

/** How a search is carried out. */
enum SearchMode {
    /** Step by step, as NCCL's source has it. */
    AS_WRITTEN,
    /** Without the steps whose outcome is known; what it finds is the same. */
    FAST,
    /** Not at all: one channel of the GPUs as they come. What does not depend on channels is the same. */
    NOT_AT_ALL
}
