package dev.shmfit.nccl.tuning;

/** The ways in which NCCL runs a collective, in the order in which its tuner compares them (an earlier one wins a tie). */
public enum Algorithm {
    TREE("Tree"),
    RING("Ring"),
    COLLNET_DIRECT("CollNetDirect"),
    COLLNET_CHAIN("CollNetChain"),
    NVLS("NVLS"),
    NVLS_TREE("NVLSTree"),
    PAT("PAT");

    private final String word;

    Algorithm(String word) {
        this.word = word;
    }

    /** NCCL's spelling, as accepted in NCCL_ALGO from 2.14 on. */
    public String word() {
        return word;
    }

    /** Whether it runs with the Simple protocol only. */
    boolean simpleOnly() {
        return this != TREE && this != RING;
    }
}
