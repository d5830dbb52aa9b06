package dev.shmfit.nccl.graph;

/** The kinds of link in NCCL's system (src/graph/topo.h LINK_*). */
enum LinkType {
    LOC,
    NVL,
    C2C,
    PCI,
    SYS,
    NET
}
