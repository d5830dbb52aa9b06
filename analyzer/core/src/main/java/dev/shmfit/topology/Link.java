package dev.shmfit.topology;

/**
 * A directed link between two devices; every link has its twin in the other direction, except a one-sided NVLink entry
 * of a damaged dump.
 *
 * @param kind what it is made of
 * @param count bonded links (NVLink, C2C), lanes (PCIe); 1 otherwise
 * @param gigabytesPerSecond nominal rate in one direction; 0 where unknown. NCCL's own constants are in {@code nccl}
 */
public record Link(DeviceId from, DeviceId to, Kind kind, int count, double gigabytesPerSecond) {
    /** What a link is made of. */
    public enum Kind {
        PCI,
        /** A switch-to-switch PCIe link that is not parent and child (XML {@code pcilink}). */
        PCI_PEER,
        NVLINK,
        C2C,
        /** Between NUMA nodes: UPI, xGMI. */
        SMP
    }
}
