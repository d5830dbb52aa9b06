package dev.shmfit.nccl.plan;

/** How NCCL connects an ordered pair of ranks. */
public enum Transport {
    /** GPU to GPU, over NVLink or PCIe. */
    P2P,
    /** Through host memory: a file in /dev/shm, or cuMem host memory. */
    SHM,
    /** Through the network plugin or sockets. */
    NET,
    /** NCCL fails at this pair. */
    ERROR,
    /** The facts at hand leave several answers. */
    UNKNOWN
}
