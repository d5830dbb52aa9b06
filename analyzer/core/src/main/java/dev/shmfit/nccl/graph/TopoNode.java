package dev.shmfit.nccl.graph;

import dev.shmfit.topology.CpuIdentity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of NCCL's system. Which fields mean something depends on the type. */
final class TopoNode {
    final NodeType type;
    final long id;
    final List<TopoLink> links = new ArrayList<>();

    /** Position among the nodes of its type. */
    int index;

    /** Paths to every node of a type, by type and index; none where not computed. */
    final Map<NodeType, TopoPath[]> paths = new EnumMap<>(NodeType.class);

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
        TopoPath[] toType = paths.get(to.type);
        if (toType == null) {
            throw new NcclInternalError("no path computed from " + type + " to " + to.type);
        }
        return toType[to.index];
    }

    /** The paths to all nodes of {@code to}; empty where none was computed. */
    TopoPath[] pathsTo(NodeType to) {
        TopoPath[] all = paths.get(to);
        return all == null ? new TopoPath[0] : all;
    }
}
