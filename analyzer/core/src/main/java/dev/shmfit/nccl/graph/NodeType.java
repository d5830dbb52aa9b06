package dev.shmfit.nccl.graph;

/** The kinds of node in NCCL's system (src/graph/topo.h). DEV, the physical GPU, exists from 2.30.3. */
enum NodeType {
    GPU,
    PCI,
    NVS,
    CPU,
    NIC,
    NET,
    DEV
}
