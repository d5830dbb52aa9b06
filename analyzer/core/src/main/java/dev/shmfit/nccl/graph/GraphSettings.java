package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclSettings;
import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.topology.PathType;

/**
 * The NCCL_* settings that {@code src/graph} itself reads.
 *
 * @param nvbDisabled NCCL_NVB_DISABLE
 * @param pxnDisabled NCCL_PXN_DISABLE
 * @param pxnC2c NCCL_PXN_C2C
 * @param p2pPxnLevel NCCL_P2P_PXN_LEVEL
 * @param crossNic NCCL_CROSS_NIC: 0, 1, or 2 for "as it comes"
 * @param netGdrLevel NCCL_NET_GDR_LEVEL as a path number; -1 where not set
 * @param netGdrRead NCCL_NET_GDR_READ; -2 where not set
 * @param netGdrC2c NCCL_NET_GDR_C2C
 */
public record GraphSettings(
        boolean nvbDisabled,
        boolean pxnDisabled,
        boolean pxnC2c,
        int p2pPxnLevel,
        int crossNic,
        int netGdrLevel,
        int netGdrRead,
        boolean netGdrC2c) {
    /** What {@code s} means to {@code version}. */
    public static GraphSettings of(NcclVersion version, NcclSettings s) {
        return new GraphSettings(
                GraphRules.NVB_SETTING.at(version) && s.number("NVB_DISABLE", 0) != 0,
                s.number("PXN_DISABLE", 0) == 1,
                s.number("PXN_C2C", GraphRules.PXN_C2C.at(version) ? 1 : 0) != 0,
                (int) s.number("P2P_PXN_LEVEL", 2),
                (int) s.number("CROSS_NIC", 2),
                netGdrLevel(version, s),
                (int) s.number("NET_GDR_READ", -2),
                s.number("NET_GDR_C2C", c2cByDefault(version) ? 1 : 0) != 0);
    }

    private static boolean c2cByDefault(NcclVersion version) {
        return switch (GraphRules.GDR_C2C.at(version)) {
            case NEVER, BRIDGE_ON_REQUEST -> false;
            case P2C_AS_C2C, LEVEL_P2C -> true;
        };
    }

    private static int netGdrLevel(NcclVersion version, NcclSettings s) {
        PathOrder order = PathOrder.of(version);
        String text = s.text("NET_GDR_LEVEL").orElse("");
        for (PathType t : order.levels()) {
            if (t.name().equals(text)) {
                return order.code(t);
            }
        }
        if (text.isEmpty() || text.charAt(0) < '0' || text.charAt(0) > '9') {
            return -1;
        }
        PathType[] old = {PathType.LOC, PathType.PIX, PathType.PXB, PathType.PHB, PathType.SYS, PathType.SYS};
        return order.code(old[(int) Math.min(s.number("NET_GDR_LEVEL", 0), old.length - 1L)]);
    }
}
