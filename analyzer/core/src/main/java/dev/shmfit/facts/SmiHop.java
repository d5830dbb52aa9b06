package dev.shmfit.facts;

/** A hop as {@code nvidia-smi topo -m} names it. Not NCCL's path type: see {@code topology.PathType}. */
public enum SmiHop {
    /** At most one PCIe bridge. */
    PIX,
    /** Several PCIe bridges, no host bridge. */
    PXB,
    /** A PCIe host bridge. */
    PHB,
    /** Several host bridges of one NUMA node. */
    NODE,
    /** The link between NUMA nodes; drivers before 387 printed {@code SOC}. */
    SYS
}
