package dev.shmfit.nccl.tuning;

/** How data and flags travel between two GPUs, in the order in which NCCL's tuner compares them. */
public enum Protocol {
    LL("LL"),
    LL128("LL128"),
    SIMPLE("Simple");

    private final String word;

    Protocol(String word) {
        this.word = word;
    }

    /** NCCL's spelling, as accepted in NCCL_PROTO. */
    public String word() {
        return word;
    }
}
