package dev.shmfit.nccl.tuning;

/** The operations that NCCL's cost model covers; send/recv is not among them. */
public enum Collective {
    BROADCAST("Broadcast"),
    REDUCE("Reduce"),
    ALL_GATHER("AllGather"),
    REDUCE_SCATTER("ReduceScatter"),
    ALL_REDUCE("AllReduce");

    private final String word;

    Collective(String word) {
        this.word = word;
    }

    /** NCCL's spelling, as accepted before the colon in NCCL_ALGO and NCCL_PROTO. */
    public String word() {
        return word;
    }

    public boolean gathersOrScatters() {
        return this == ALL_GATHER || this == REDUCE_SCATTER;
    }

    /** Broadcast and reduce: data runs down a chain once. */
    boolean hasRoot() {
        return this == BROADCAST || this == REDUCE;
    }

    /** Steps of a ring of so many ranks (graph/tuning.cc ncclTopoTuneModel, all versions from 2.12.7). */
    int ringSteps(int ranks) {
        return switch (this) {
            case ALL_REDUCE -> 2 * (ranks - 1);
            case ALL_GATHER, REDUCE_SCATTER -> ranks - 1;
            case BROADCAST, REDUCE -> ranks;
        };
    }
}
