package dev.shmfit.topology;

/**
 * A path as NCCL types it (src/graph/topo.h, topoPathTypeStr), in the order of preference of NCCL 2.27.5 and later.
 * Which of them a version knows, and how it orders them, is in {@code nccl}. Not nvidia-smi's vocabulary: see
 * {@link dev.shmfit.facts.SmiHop}.
 */
public enum PathType {
    /** The same device. */
    LOC,
    /** NVLink, direct or through NVSwitch. */
    NVL,
    /** Two NVLink hops through another GPU. */
    NVB,
    /** NVLink-C2C. */
    C2C,
    /** One PCIe switch. */
    PIX,
    /** Several PCIe switches, no CPU. */
    PXB,
    /** GPU to NIC over C2C and the CPU's PCIe. */
    P2C,
    /** GPU to NIC through a GPU nearer to it. */
    PXN,
    /** Through a CPU (PCIe host bridge). */
    PHB,
    /** Between NUMA nodes. */
    SYS,
    /** Over the network. */
    NET,
    /** No path. */
    DIS
}
