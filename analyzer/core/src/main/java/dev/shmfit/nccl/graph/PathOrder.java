package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.nccl.VersionRule;
import dev.shmfit.topology.PathType;
import java.util.List;

/**
 * The numbers that a version of NCCL gives to its path types (src/graph/topo.h, PATH_*). Smaller is closer; a level test
 * and the search compare these numbers, so types that a version lacks must leave no gap.
 */
public final class PathOrder {
    static final VersionRule<List<PathType>> ORDERS = VersionRule.of("path-types", "the path types and their order")
            .since(
                    6,
                    4,
                    List.of(
                            PathType.LOC,
                            PathType.NVL,
                            PathType.PIX,
                            PathType.PXB,
                            PathType.PHB,
                            PathType.SYS,
                            PathType.NET),
                    "src/graph/topo.h PATH_*@v2.6.4-1")
            .then(
                    8,
                    3,
                    List.of(
                            PathType.LOC,
                            PathType.NVL,
                            PathType.NVB,
                            PathType.PIX,
                            PathType.PXB,
                            PathType.PHB,
                            PathType.SYS),
                    "src/graph/topo.h PATH_*@v2.8.3-1")
            .then(
                    12,
                    7,
                    List.of(
                            PathType.LOC,
                            PathType.NVL,
                            PathType.NVB,
                            PathType.PIX,
                            PathType.PXB,
                            PathType.PXN,
                            PathType.PHB,
                            PathType.SYS),
                    "src/graph/topo.h PATH_*@v2.12.7-1")
            .then(
                    18,
                    1,
                    List.of(
                            PathType.LOC,
                            PathType.NVL,
                            PathType.NVB,
                            PathType.PIX,
                            PathType.PXB,
                            PathType.PXN,
                            PathType.PHB,
                            PathType.SYS,
                            PathType.NET,
                            PathType.DIS),
                    "src/graph/topo.h PATH_*@v2.18.1-1")
            .then(
                    26,
                    2,
                    List.of(
                            PathType.LOC,
                            PathType.NVL,
                            PathType.NVB,
                            PathType.C2C,
                            PathType.PIX,
                            PathType.PXB,
                            PathType.PXN,
                            PathType.PHB,
                            PathType.SYS,
                            PathType.NET,
                            PathType.DIS),
                    "src/graph/topo.h PATH_*@v2.26.2-1")
            .then(
                    27,
                    3,
                    List.of(
                            PathType.LOC,
                            PathType.NVL,
                            PathType.NVB,
                            PathType.C2C,
                            PathType.PIX,
                            PathType.PXB,
                            PathType.PXN,
                            PathType.P2C,
                            PathType.PHB,
                            PathType.SYS,
                            PathType.NET,
                            PathType.DIS),
                    "src/graph/topo.h PATH_*@v2.27.3-1")
            .then(
                    27,
                    5,
                    List.of(
                            PathType.LOC,
                            PathType.NVL,
                            PathType.NVB,
                            PathType.C2C,
                            PathType.PIX,
                            PathType.PXB,
                            PathType.P2C,
                            PathType.PXN,
                            PathType.PHB,
                            PathType.SYS,
                            PathType.NET,
                            PathType.DIS),
                    "src/graph/topo.h PATH_*@v2.27.5-1");

    final int loc;
    final int nvl;
    final int nvb;
    final int c2c;
    final int pix;
    final int pxb;
    final int p2c;
    final int pxn;
    final int phb;
    final int sys;
    final int net;
    final int dis;

    private final List<PathType> order;

    private PathOrder(List<PathType> order) {
        this.order = order;
        this.loc = order.indexOf(PathType.LOC);
        this.nvl = order.indexOf(PathType.NVL);
        this.nvb = order.indexOf(PathType.NVB);
        this.c2c = order.indexOf(PathType.C2C);
        this.pix = order.indexOf(PathType.PIX);
        this.pxb = order.indexOf(PathType.PXB);
        this.p2c = order.indexOf(PathType.P2C);
        this.pxn = order.indexOf(PathType.PXN);
        this.phb = order.indexOf(PathType.PHB);
        this.sys = order.indexOf(PathType.SYS);
        int netCode = order.indexOf(PathType.NET);
        this.net = netCode < 0 ? Integer.MAX_VALUE : netCode;
        // Up to 2.17 PATH_DIS has the number of PATH_SYS.
        int disCode = order.indexOf(PathType.DIS);
        this.dis = disCode < 0 ? this.sys : disCode;
    }

    public static PathOrder of(NcclVersion version) {
        return new PathOrder(ORDERS.at(version));
    }

    /** The number of {@code type}; -1 where the version does not know it. */
    public int code(PathType type) {
        return order.indexOf(type);
    }

    /** The type with number {@code code}. */
    public PathType type(int code) {
        return code >= 0 && code < order.size() ? order.get(code) : PathType.DIS;
    }

    /** Names that {@code NCCL_P2P_LEVEL} may have: up to SYS. */
    public List<PathType> levels() {
        return order.subList(0, sys + 1);
    }
}
