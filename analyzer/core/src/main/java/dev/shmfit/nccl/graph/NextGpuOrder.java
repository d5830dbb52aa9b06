package dev.shmfit.nccl.graph;

import dev.shmfit.nccl.graph.NextGpuSort.GpuPciLink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The orders of {@link NextGpuSort}, sorted as far as they do not change. Where the channel need not come back to a NIC the
 * order depends on the paths alone and is worked out once; else what is left of the PCIe links has a say at every step.
 */
final class NextGpuOrder {
    private final TopoSystem system;
    private final SearchRules rules;
    private final int gpus;

    /** Orders where no NIC has to be reached, by pattern number and GPU; null where not yet asked for. */
    private final int[][][] withoutNet = new int[Pattern.values().length + 1][][];

    /** By NET node and GPU; null where not yet asked for. */
    private final Candidate[][][] candidates;

    private final GpuPciLink[] pciLinks;

    /** A next GPU, as the paths from the present GPU and from the NIC have it; zeros where there is no NIC. */
    private record Candidate(TopoNode gpu, int intraBw, int intraHops, int interBw, int interHops) {
        boolean comesBefore(Candidate o) {
            if (interBw != o.interBw) {
                return interBw > o.interBw;
            }
            if (interHops != o.interHops) {
                return interHops < o.interHops;
            }
            return intraBw != o.intraBw ? intraBw > o.intraBw : intraHops < o.intraHops;
        }

        boolean isAsNearAs(Candidate o) {
            return intraBw == o.intraBw && intraHops == o.intraHops;
        }
    }

    NextGpuOrder(TopoSystem system, SearchRules rules) {
        this.system = system;
        this.rules = rules;
        this.gpus = system.gpuCount();
        this.candidates = new Candidate[system.count(NodeType.NET)][gpus][];
        this.pciLinks = new GpuPciLink[gpus];
        for (TopoNode g : system.gpus()) {
            pciLinks[g.index] = GpuPciLink.of(g);
        }
    }

    /** The order where no NIC has to be reached; the caller leaves out the GPUs that the channel has already. */
    int[] from(TopoNode gpu, Pattern pattern) {
        return from(pattern)[gpu.index];
    }

    /** The same for each GPU. */
    int[][] from(Pattern pattern) {
        int[][] orders = withoutNet[pattern.number()];
        if (orders == null) {
            orders = new int[gpus][];
            for (TopoNode g : system.gpus()) {
                Candidate[] sorted = sorted(g, null);
                int[] order = new int[sorted.length];
                for (int i = 0; i < order.length; i++) {
                    order[i] = sorted[i].gpu.index;
                }
                orders[g.index] = NextGpuSort.neighboursFirst(system, rules, pattern, g.index, order);
            }
            withoutNet[pattern.number()] = orders;
        }
        return orders;
    }

    /**
     * The order of the GPUs that the channel does not have yet, where it must come back to a NIC.
     *
     * @param net where the channel must come back to
     * @param reverseTies whether equal candidates are tried backwards, since the way back to the NIC comes later
     */
    int[] towards(ChannelGraph graph, TopoNode gpu, TopoNode net, boolean reverseTies) {
        Candidate[] sorted = candidates[net.index][gpu.index];
        if (sorted == null) {
            sorted = sorted(gpu, net);
            candidates[net.index][gpu.index] = sorted;
        }
        long flag = 1L << graph.channels;
        Candidate[] free = new Candidate[sorted.length];
        int[] pciBw = new int[sorted.length];
        int size = 0;
        boolean tie = true;
        Candidate first = null;
        for (Candidate c : sorted) {
            if ((c.gpu.used & flag) != 0) {
                continue;
            }
            // What is left of the PCIe link counts before the hops, so it goes before all else that is sorted already.
            int bw = pciLinks[c.gpu.index].left();
            int at = size++;
            while (at > 0 && free[at - 1].interBw == c.interBw && pciBw[at - 1] < bw) {
                free[at] = free[at - 1];
                pciBw[at] = pciBw[at - 1];
                at--;
            }
            free[at] = c;
            pciBw[at] = bw;
            first = first == null ? c : first;
            tie &= c.isAsNearAs(first);
        }
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = free[reverseTies && tie ? size - 1 - i : i].gpu.index;
        }
        return NextGpuSort.neighboursFirst(system, rules, graph.pattern, gpu.index, order);
    }

    /** All GPUs that can be reached, best first; equal ones in the order of their index after the present GPU. */
    private Candidate[] sorted(TopoNode gpu, @Nullable TopoNode net) {
        TopoPath[] paths = gpu.pathsTo(NodeType.GPU);
        Candidate[] sorted = new Candidate[gpus];
        int size = 0;
        for (int i = 1; i < gpus; i++) {
            int g = (gpu.index + i) % gpus;
            if (paths[g].count == 0) {
                continue;
            }
            Candidate c = candidate(paths[g], net, system.gpu(g));
            int at = size++;
            while (at > 0 && c.comesBefore(sorted[at - 1])) {
                sorted[at] = sorted[at - 1];
                at--;
            }
            sorted[at] = c;
        }
        return Arrays.copyOf(sorted, size);
    }

    private static Candidate candidate(TopoPath path, @Nullable TopoNode net, TopoNode gpu) {
        if (net == null) {
            return new Candidate(gpu, (int) path.bw, path.count, 0, 0);
        }
        TopoPath fromNet = net.path(gpu);
        return new Candidate(gpu, (int) path.bw, path.count, (int) fromNet.bw, fromNet.count);
    }
}
