package dev.shmfit.nccl.graph;

import dev.shmfit.topology.CpuIdentity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node of NCCL's system. Which fields mean something depends on the type. */
final class TopoNode {
    private static final TopoPath[] NONE = {};

    final NodeType type;
    final long id;
    final List<TopoLink> links = new ArrayList<>();

    /** Position among the nodes of its type. */
    int index;

    /** Paths by type (its slot) and index of the node they lead to; null for a type where not computed. */
    private final TopoPath[][] paths = new TopoPath[NodeType.KINDS][];

    /** GPU: one bit for each channel under construction that has it. */
    long used;

    /** GPU, DEV: NVML index. NET: NCCL's device number. */
    int dev;

    /** GPU: rank in the communicator. */
    int rank;

    /** GPU, DEV: compute capability times ten. */
    int sm;

    /** GPU, NET: GPUDirect RDMA. */
    boolean gdr;

    /** GPU, from 2.30.3: its DEV node. */
    @Nullable
    TopoNode parent;

    /** CPU. */
    CpuIdentity cpu = CpuIdentity.UNKNOWN;

    /** PCI: vendor, device and subsystem in one number. */
    long pciDevice;

    /** NET. */
    long asic;

    int port;

    /** NET: its rail and its plane, -1 for none. */
    int rail = -1;

    int plane = -1;
    float bw;
    float latency;
    boolean coll;
    int maxChannels;

    /** NET: index of the GPU that drives it; -1 for none. */
    int localGpu = -1;

    /** The host in a fused dump. */
    final int system;

    TopoNode(NodeType type, long id, int system) {
        this.type = type;
        this.id = id;
        this.system = system;
    }

    TopoPath path(TopoNode to) {
        TopoPath[] toType = paths[to.type.slot];
        if (toType == null) {
            throw new IllegalStateException("no path computed from " + type + " to " + to.type);
        }
        return toType[to.index];
    }

    /** The paths to all nodes of {@code to}; empty where none was computed. */
    TopoPath[] pathsTo(NodeType to) {
        TopoPath[] all = paths[to.slot];
        return all == null ? NONE : all;
    }

    /** GPU: its paths to the other GPUs. */
    Stream<TopoPath> pathsToOthers() {
        TopoPath own = path(this);
        return Arrays.stream(pathsTo(type)).filter(p -> p != own);
    }

    void setPathsTo(NodeType to, TopoPath[] all) {
        paths[to.slot] = all;
    }

    void clearPaths() {
        Arrays.fill(paths, null);
    }
}
