package dev.shmfit.topology;

/**
 * Through which PCIe host bridge a device below a NUMA node is reached. NCCL sees no difference from 2.6 on, but
 * nvidia-smi does: devices behind one bridge are {@code PHB}, behind two of one island {@code NODE}, in two islands
 * {@code SYS}.
 *
 * @param island devices of one NUMA node that nvidia-smi nevertheless shows as {@code SYS} lie in different islands
 *     (virtual machines, where the kernel knows one NUMA node or none)
 * @param number tells the bridges of a NUMA node apart
 */
public record HostBridge(int island, int number) {}
