package dev.shmfit.facts;

/** A cell of {@code nvidia-smi topo -p2p}: NVML's answer for one ordered pair of GPUs. */
public enum P2pStatus {
    OK,
    /** Chipset not supported. */
    CNS,
    /** GPU not supported. */
    GNS,
    /** Topology not supported. */
    TNS,
    /** Not supported. */
    NS,
    /** Disabled by a registry key of the driver. */
    DR,
    /** Unknown to NVML. */
    U;

    public boolean isOk() {
        return this == OK;
    }
}
