package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Which devices are nearest to a device, and which NIC serves a GPU (src/graph/topo.cc ncclTopoGetLocal,
 * ncclTopoGetLocalNet, ncclTopoGetLocalGpu, from 2.18.5).
 */
final class LocalDevices {
    /**
     * The nearest nodes.
     *
     * @param indices positions among the nodes of that type
     * @param pathType the type of the path to them
     */
    record Local(List<Integer> indices, int pathType) {}

    private LocalDevices() {}

    /** The nodes of {@code resultType} with the highest bandwidth to {@code from}; of those, the closest type. */
    static Local local(TopoSystem system, TopoNode from, NodeType resultType) {
        int minType = system.order.dis;
        float maxBw = 0;
        List<Integer> found = new ArrayList<>();
        TopoPath[] paths = from.pathsTo(resultType);
        for (int i = 0; i < paths.length; i++) {
            TopoPath p = paths[i];
            if (p.bw > maxBw || (p.bw == maxBw && p.type < minType)) {
                maxBw = p.bw;
                minType = p.type;
                found.clear();
            }
            if (p.bw == maxBw && p.type == minType) {
                found.add(i);
            }
        }
        return new Local(found, minType);
    }

    /**
     * The NICs of a GPU.
     *
     * @param nets the nearest, by index
     * @param first the place among these from which it counts
     * @param perGpu how many it takes in turn
     */
    record Serving(List<Integer> nets, int first, int perGpu) {
        /** The index of the one for a channel. */
        int at(int channel) {
            return nets.get((first + channel % perGpu) % nets.size());
        }
    }

    /** The NET node that {@code gpu} uses for {@code channel}. */
    static TopoNode localNet(TopoSystem system, TopoNode gpu, int channel) {
        return system.nodes(NodeType.NET).get(serving(system, gpu).at(channel));
    }

    /** The NICs that {@code gpu} uses, whatever the channel. */
    static Serving serving(TopoSystem system, TopoNode gpu) {
        List<Integer> nets = local(system, gpu, NodeType.NET).indices();
        if (nets.isEmpty()) {
            throw new NcclInternalError("no NIC can be reached from GPU " + gpu.dev);
        }
        TopoNode first = system.nodes(NodeType.NET).get(nets.get(0));
        int sharing = local(system, first, NodeType.GPU).indices().size();
        if (sharing == 0) {
            throw new NcclInternalError("no GPU can be reached from NIC " + first.dev);
        }
        int perGpu = system.devices.perGpu(nets.size(), sharing);
        int net = GraphRules.NETS_BY_SHARING_GPUS.at(system.version) ? gpu.dev % sharing : gpu.dev;
        if (Integer.bitCount(nets.size()) == 1) {
            net = mirrorBits(net, nets.size());
        }
        return new Serving(nets, net, perGpu);
    }

    /** The GPU that drives {@code net}; -1 for none. */
    static int localGpu(TopoSystem system, TopoNode net) {
        List<Integer> gpus = GraphRules.LOCAL_GPU.at(system.version) == GraphRules.LocalGpu.BY_CHANNELS_OF_ANY
                ? system.gpus().stream().map(g -> g.index).toList()
                : local(system, net, NodeType.GPU).indices();
        Serving[] serving = new Serving[system.gpuCount()];
        int inTurn = 1;
        for (int c = 0; c < Math.min(inTurn, system.constants.maxChannels()); c++) {
            for (int g : gpus) {
                if (c == 0) {
                    serving[g] = serving(system, system.gpu(g));
                    inTurn = Math.max(inTurn, serving[g].perGpu());
                }
                if (serving[g].at(c) == net.index) {
                    return g;
                }
            }
        }
        return -1;
    }

    /** How many NICs it takes to fill the GPU's own link (getLocalNetCountByBw, 2.20.3 to 2.28). */
    static int netCountByBandwidth(TopoSystem system, TopoNode gpu) {
        float gpuBw = 0;
        for (TopoLink l : gpu.links) {
            if (l.remote.type == NodeType.CPU) {
                gpuBw = l.bw;
            }
        }
        float total = 0;
        int count = 0;
        for (int i : local(system, gpu, NodeType.NET).indices()) {
            if (!(total < gpuBw)) {
                break;
            }
            total += gpu.pathsTo(NodeType.NET)[i].bw;
            count++;
        }
        return count;
    }

    static int mirrorBits(int value, int pow2) {
        int mirror = 0;
        for (int b = 1, m = pow2 >> 1; b < pow2; b <<= 1, m >>= 1) {
            if ((value & b) != 0) {
                mirror |= m;
            }
        }
        return mirror;
    }
}
