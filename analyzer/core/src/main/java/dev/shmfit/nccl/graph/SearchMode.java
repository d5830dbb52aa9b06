package dev.shmfit.nccl.graph;

/** How a search is carried out; what it finds is the same. */
enum SearchMode {
    /** Step by step, as NCCL's source has it. */
    AS_WRITTEN,
    /** Without the steps whose outcome is known. */
    FAST
}
