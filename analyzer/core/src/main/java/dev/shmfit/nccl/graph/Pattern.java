package dev.shmfit.nccl.graph;

/** What a search looks for (src/include/graph.h NCCL_TOPO_PATTERN_*). */
public enum Pattern {
    BALANCED_TREE(1),
    SPLIT_TREE(2),
    TREE(3),
    RING(4),
    NVLS(5);

    private final int number;

    Pattern(int number) {
        this.number = number;
    }

    /** NCCL's number, as it prints it. */
    public int number() {
        return number;
    }

    boolean isTree() {
        return this == BALANCED_TREE || this == SPLIT_TREE || this == TREE;
    }
}
