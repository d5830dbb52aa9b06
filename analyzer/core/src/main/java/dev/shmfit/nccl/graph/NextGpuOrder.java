package dev.shmfit.nccl.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which order a search tries the next GPU (src/graph/search.cc ncclTopoSearchNextGpuSort). */
final class NextGpuOrder {
    private static final Comparator<Score> BEST_FIRST = Comparator.comparingInt((Score s) -> -s.interBw)
            .thenComparingInt(s -> -s.interPciBw)
            .thenComparingInt(Score::interHops)
            .thenComparingInt(s -> -s.intraBw)
            .thenComparingInt(Score::intraHops)
            .thenComparingInt(Score::startIndex);

    private record Score(
            int gpu, int startIndex, int intraHops, int intraBw, int interHops, int interPciBw, int interBw) {}

    private final TopoSystem system;
    private final SearchRules rules;

    NextGpuOrder(TopoSystem system, SearchRules rules) {
        this.system = system;
        this.rules = rules;
    }

    /**
     * @param net where the channel must come back to next; null where it need not
     * @param reverseTies whether equal candidates are tried backwards, since the way back to the NIC comes later
     */
    int[] candidates(ChannelGraph graph, TopoNode gpu, @Nullable TopoNode net, boolean reverseTies) {
        long flag = 1L << graph.channels;
        int n = system.gpuCount();
        TopoPath[] paths = gpu.pathsTo(NodeType.GPU);
        List<Score> scores = new ArrayList<>(n);
        for (int i = 1; i < n; i++) {
            int g = (gpu.index + i) % n;
            TopoNode candidate = system.gpu(g);
            if (paths[g].count == 0 || (candidate.used & flag) != 0) {
                continue;
            }
            if (net == null) {
                scores.add(new Score(g, i, paths[g].count, (int) paths[g].bw, 0, 0, 0));
            } else {
                TopoPath fromNet = net.path(candidate);
                scores.add(new Score(
                        g, i, paths[g].count, (int) paths[g].bw, fromNet.count, pciBw(candidate), (int) fromNet.bw));
            }
        }
        scores.sort(BEST_FIRST);
        List<Integer> next = new ArrayList<>(scores.size());
        boolean backwards = reverseTies && allEqual(scores);
        for (int i = 0; i < scores.size(); i++) {
            next.add(scores.get(backwards ? scores.size() - 1 - i : i).gpu);
        }
        if (rules.nvSwitchNeighbours() && system.hasNvSwitch()) {
            next = neighboursFirst(graph.pattern, gpu.index, n, next);
        }
        return next.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean allEqual(List<Score> scores) {
        for (Score s : scores) {
            if (s.intraBw != scores.get(0).intraBw || s.intraHops != scores.get(0).intraHops) {
                return false;
            }
        }
        return true;
    }

    private List<Integer> neighboursFirst(Pattern pattern, int index, int n, List<Integer> sorted) {
        int prev = (index - 1 + n) % n;
        int next = (index + 1) % n;
        List<Integer> first = new ArrayList<>();
        if (pattern == Pattern.RING) {
            first.add(next);
            first.add(prev);
        } else if (pattern == Pattern.SPLIT_TREE || pattern == Pattern.BALANCED_TREE) {
            first.add(prev);
            first.add(next);
        } else {
            first.add(next);
        }
        if (rules.onlyNeighbours() && next == prev && first.size() == 2) {
            first.remove(1);
        }
        List<Integer> result = new ArrayList<>(sorted);
        int found = 0;
        for (int g : first) {
            if (result.remove((Integer) g)) {
                result.add(0, g);
                found++;
            }
        }
        return rules.onlyNeighbours() ? result.subList(0, found) : result;
    }

    /** What is left of the GPU's own PCIe link, in whole GB/s; -1 where it has none. */
    static int pciBw(TopoNode gpu) {
        TopoNode device = gpu.parent != null ? gpu.parent : gpu;
        for (TopoLink up : device.links) {
            if (up.type != LinkType.PCI) {
                continue;
            }
            for (TopoLink down : up.remote.links) {
                if (down.remote == device) {
                    return (int) Math.min(up.bw, down.bw);
                }
            }
        }
        return -1;
    }
}
