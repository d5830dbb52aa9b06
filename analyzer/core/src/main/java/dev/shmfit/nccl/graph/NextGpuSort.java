package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which order a search tries the next GPU, as src/graph/search.cc ncclTopoSearchNextGpuSort has it. */
final class NextGpuSort {
    /** cmpScore. The sort is stable, so that equal ones keep the order of {@code startIndex}. */
    private static final Comparator<Score> CMP_SCORE = Comparator.comparingInt((Score s) -> -s.interBw)
            .thenComparingInt(s -> -s.interPciBw)
            .thenComparingInt(s -> s.interNhops)
            .thenComparingInt(s -> -s.intraBw)
            .thenComparingInt(s -> s.intraNhops);

    private final TopoSystem system;
    private final SearchRules rules;

    /** struct ncclGpuScore. */
    private record Score(int g, int intraNhops, int intraBw, int interNhops, int interPciBw, int interBw) {}

    NextGpuSort(TopoSystem system, SearchRules rules) {
        this.system = system;
        this.rules = rules;
    }

    /**
     * The GPUs that the channel does not have yet.
     *
     * @param net where the channel must come back to; null where to none
     * @param reverseTies {@code sortNet == -1}: with equal intra scores the order is turned round
     */
    int[] sort(ChannelGraph graph, TopoNode gpu, @Nullable TopoNode net, boolean reverseTies) {
        long flag = 1L << graph.channels;
        int gpus = system.gpuCount();
        TopoPath[] paths = gpu.pathsTo(NodeType.GPU);
        List<Score> scores = new ArrayList<>();
        for (int i = 1; i < gpus; i++) {
            int g = (gpu.index + i) % gpus;
            if (paths[g].count != 0 && (system.gpu(g).used & flag) == 0) {
                scores.add(score(system.gpu(g), paths[g], net));
            }
        }
        scores.sort(CMP_SCORE);
        int[] next = new int[scores.size()];
        boolean turned = net != null && reverseTies && sameIntraScores(scores);
        for (int i = 0; i < next.length; i++) {
            next[i] = scores.get(turned ? next.length - 1 - i : i).g;
        }
        return neighboursFirst(system, rules, graph.pattern, gpu.index, next);
    }

    private static Score score(TopoNode gpu, TopoPath path, @Nullable TopoNode net) {
        if (net == null) {
            return new Score(gpu.index, path.count, (int) path.bw, 0, 0, 0);
        }
        TopoPath fromNet = net.path(gpu);
        return new Score(gpu.index, path.count, (int) path.bw, fromNet.count, gpuPciBw(gpu), (int) fromNet.bw);
    }

    /** cmpIntraScores. */
    private static boolean sameIntraScores(List<Score> scores) {
        return scores.stream()
                .allMatch(s -> s.intraBw == scores.get(0).intraBw && s.intraNhops == scores.get(0).intraNhops);
    }

    /** With NVSwitch, next and previous GPU come first; in newer versions no other is tried. */
    static int[] neighboursFirst(TopoSystem system, SearchRules rules, Pattern pattern, int index, int[] order) {
        if (!rules.nvSwitchNeighbours() || !system.hasNvSwitch()) {
            return order;
        }
        int gpus = system.gpuCount();
        int prev = (index - 1 + gpus) % gpus;
        int next = (index + 1) % gpus;
        boolean tree = pattern == Pattern.SPLIT_TREE || pattern == Pattern.BALANCED_TREE;
        int found = moveToFront(order, tree ? prev : next);
        boolean both = tree || pattern == Pattern.RING;
        if (both && !(rules.onlyNeighbours() && next == prev)) {
            found += moveToFront(order, tree ? next : prev);
        }
        return rules.onlyNeighbours() ? Arrays.copyOf(order, found) : order;
    }

    /** Whether it was there, as a count. */
    private static int moveToFront(int[] order, int gpu) {
        for (int at = 0; at < order.length; at++) {
            if (order[at] == gpu) {
                System.arraycopy(order, 0, order, 1, at);
                order[0] = gpu;
                return 1;
            }
        }
        return 0;
    }

    /** gpuPciBw: what is left of the GPU's own PCIe link, in whole GB/s; -1 where it has none. */
    static int gpuPciBw(TopoNode gpu) {
        return GpuPciLink.of(gpu).left();
    }

    /** A GPU's own PCIe link, both directions; null where it has none. */
    record GpuPciLink(@Nullable TopoLink up, @Nullable TopoLink down) {
        static GpuPciLink of(TopoNode gpu) {
            TopoNode device = gpu.parent != null ? gpu.parent : gpu;
            for (TopoLink up : device.links) {
                if (up.type != LinkType.PCI) {
                    continue;
                }
                for (TopoLink down : up.remote.links) {
                    if (down.remote == device) {
                        return new GpuPciLink(up, down);
                    }
                }
            }
            return new GpuPciLink(null, null);
        }

        int left() {
            return up == null || down == null ? -1 : (int) Math.min(up.bw, down.bw);
        }
    }
}
