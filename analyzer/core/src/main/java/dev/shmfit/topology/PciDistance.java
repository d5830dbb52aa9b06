package dev.shmfit.topology;

/**
 * How NCCL 2.3 to 2.5 named the distance over PCIe (include/topo.h@v2.3.7-1, include/graph.h@v2.5.7-1), in the order
 * of preference. Later versions type paths instead: see {@link PathType}.
 */
public enum PciDistance {
    PIX,
    PXB,
    PHB,
    /** Host bridges of one NUMA node; 2.4 and 2.5 only. */
    NODE,
    /** Between NUMA nodes; 2.4 and 2.5 only. */
    SYS,
    /** Anything beyond one host bridge; 2.3 only. */
    SOC
}
