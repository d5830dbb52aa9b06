package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The GPU that drives a NIC, and the NIC of a GPU, where GPUs are told apart by the set of their NICs (src/graph/topo.cc getLocalNetMask, ncclTopoGetLocalGpu,
 * ncclTopoGetLocalNet): GPUs that have
 * the same NICs next to them take turns at these.
 */
final class NetMasks {
    private final TopoSystem system;

    /** The NICs nearest to a GPU, by number, and the type of the way. */
    private record Nearest(List<TopoNode> nets, int type) {}

    NetMasks(TopoSystem system) {
        this.system = system;
    }

    /**
     * The GPU's index; -1 for none.
     *
     * @throws NcclInternalError where two GPUs that are equally near to the NIC have different NICs
     */
    int localGpu(TopoNode net) {
        List<Integer> gpus = new ArrayList<>();
        List<TopoNode> nets = List.of();
        int minType = system.order.dis;
        for (TopoNode g : system.gpus()) {
            Nearest near = nearest(g);
            if (!near.nets.contains(net) || near.type > minType) {
                continue;
            }
            if (near.type < minType) {
                nets = near.nets;
                gpus.clear();
                minType = near.type;
            }
            if (!nets.isEmpty() && !nets.equals(near.nets)) {
                throw new NcclInternalError("GPUs equally near to NIC " + net.dev + " have different NICs");
            }
            gpus.add(g.index);
        }
        return nets.isEmpty() ? -1 : gpus.get(nets.indexOf(net) % gpus.size());
    }

    /** The NIC of a GPU's channel: the GPUs that have the same NICs take turns, channel after channel. */
    TopoNode localNet(TopoNode gpu, int channel) {
        List<TopoNode> nets = nearest(gpu).nets;
        if (nets.isEmpty()) {
            throw new NcclInternalError("no NIC can be reached from GPU " + gpu.dev);
        }
        int sharing = 0;
        int own = 0;
        for (TopoNode g : system.gpus()) {
            if (nearest(g).nets.equals(nets)) {
                own = g == gpu ? sharing : own;
                sharing++;
            }
        }
        return nets.get((channel * sharing + own) % nets.size());
    }

    private Nearest nearest(TopoNode gpu) {
        List<TopoNode> nets = new ArrayList<>();
        int minType = system.order.dis;
        float maxBw = 0;
        for (TopoNode n : system.nodes(NodeType.NET)) {
            TopoPath path = n.path(gpu);
            if (path.bw > maxBw || (path.bw == maxBw && path.type < minType)) {
                maxBw = path.bw;
                minType = path.type;
                nets.clear();
            }
            if (path.bw == maxBw && path.type == minType) {
                nets.add(n);
            }
        }
        nets.sort(Comparator.comparingLong(n -> n.id));
        return new Nearest(nets, minType);
    }
}
