package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the part of a system that a rank can reach without the network (src/graph/paths.cc ncclTopoTrimSystem). Ranks
 * in different parts are different "nodes" for NCCL, though they share a machine.
 */
public final class SystemTrimmer {
    private SystemTrimmer() {}

    /**
     * The domains of a system whose paths have been computed: each a list of ranks, in the order of the first GPU.
     * One domain when everyone reaches everyone.
     */
    public static List<List<Integer>> domains(TopoSystem system) {
        int[] domain = domainOfGpu(system);
        List<List<Integer>> found = new ArrayList<>();
        for (int d = 0; d < domain.length; d++) {
            List<Integer> ranks = new ArrayList<>();
            for (TopoNode g : system.gpus()) {
                if (domain[g.index] == d) {
                    ranks.add(system.rankOf(g));
                }
            }
            if (!ranks.isEmpty()) {
                found.add(List.copyOf(ranks));
            }
        }
        return found;
    }

    private static int[] domainOfGpu(TopoSystem system) {
        PathOrder order = system.order;
        int[] domain = new int[system.gpuCount()];
        for (TopoNode g : system.gpus()) {
            domain[g.index] = g.index;
            for (int p = 0; p < g.index; p++) {
                TopoPath path = g.path(system.gpu(p));
                boolean reachable = order.net == Integer.MAX_VALUE ? path.count > 0 : path.type < order.net;
                if (reachable) {
                    domain[g.index] = Math.min(domain[g.index], domain[p]);
                }
            }
        }
        return domain;
    }

    /**
     * Removes the GPUs outside {@code rank}'s domain; with all ranks inside, the NICs go as well, or from 2.28.7 are
     * merely not used.
     *
     * @return whether anything was removed: then the paths are to be found again
     */
    public static boolean trim(TopoSystem system, int rank, int ranksInCommunicator) {
        int[] domain = domainOfGpu(system);
        int own = domain[system.indexOfRank(rank)];
        List<TopoNode> gone = new ArrayList<>();
        for (TopoNode g : system.gpus()) {
            if (domain[g.index] != own) {
                gone.add(g);
            }
        }
        // From 2.30.3 the physical GPUs (DEV nodes) stay, and with them the routes through them.
        for (TopoNode g : gone) {
            system.remove(g);
        }
        boolean allInside = system.gpuCount() == ranksInCommunicator;
        system.inter = !allInside;
        if (allInside && !system.constants.interFlag()) {
            List<TopoNode> nets = List.copyOf(system.nodes(NodeType.NET));
            nets.forEach(system::remove);
            return !nets.isEmpty() || !gone.isEmpty();
        }
        return !gone.isEmpty();
    }
}
