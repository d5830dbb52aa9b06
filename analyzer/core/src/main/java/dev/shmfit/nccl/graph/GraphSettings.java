package dev.shmfit.nccl.graph;

/**
 * The NCCL_* settings that {@code src/graph} itself reads.
 *
 * @param nvbDisabled NCCL_NVB_DISABLE
 * @param pxnDisabled NCCL_PXN_DISABLE
 * @param pxnC2c NCCL_PXN_C2C; from 2.27.3
 * @param crossNic NCCL_CROSS_NIC: 0, 1, or 2 for "as it comes"
 * @param netGdrLevel NCCL_NET_GDR_LEVEL as a path number; -1 where not set
 * @param netGdrRead NCCL_NET_GDR_READ; -2 where not set
 * @param netGdrC2c NCCL_NET_GDR_C2C
 */
public record GraphSettings(
        boolean nvbDisabled,
        boolean pxnDisabled,
        boolean pxnC2c,
        int crossNic,
        int netGdrLevel,
        int netGdrRead,
        boolean netGdrC2c) {}
