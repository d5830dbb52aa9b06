package dev.shmfit.nccl.graph;

/** The kinds of node in NCCL's system (src/graph/topo.h). DEV, the physical GPU, exists from 2.30.3. */
enum NodeType {
    GPU(0),
    PCI(1),
    NVS(2),
    CPU(3),
    NIC(4),
    NET(5),
    DEV(6);

    /** How many kinds there are. */
    static final int KINDS = 7;

    /** The place of this kind in tables by kind. */
    final int slot;

    NodeType(int slot) {
        this.slot = slot;
    }
}
