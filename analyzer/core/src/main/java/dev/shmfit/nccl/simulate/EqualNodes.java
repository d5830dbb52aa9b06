package dev.shmfit.nccl.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which nodes of a communicator are the same to NCCL, apart from the numbers of their ranks. What is decided about the
 * first of them holds for the others: the work of a forecast then does not grow with their count.
 */
final class EqualNodes {
    private final Map<Integer, List<Integer>> ranks = new LinkedHashMap<>();
    private final Map<Integer, Integer> first = new HashMap<>();

    /**
     * All that can differ between nodes of a communicator.
     *
     * @param hardware the first node that has the same
     * @param gpus of the ranks, in their order
     * @param processes of the ranks, counted from the first
     */
    private record Kind(int hardware, List<Integer> gpus, List<Integer> processes) {}

    EqualNodes(NcclNode job, CommunicatorSpec spec) {
        for (int r = 0; r < spec.size(); r++) {
            ranks.computeIfAbsent(spec.nodes().get(r), n -> new ArrayList<>()).add(r);
        }
        Map<Kind, Integer> kinds = new HashMap<>();
        ranks.forEach((node, own) -> first.put(node, kinds.merge(kind(job, spec, node, own), node, (a, b) -> a)));
    }

    private static Kind kind(NcclNode job, CommunicatorSpec spec, int node, List<Integer> own) {
        int hardware = 0;
        while (!job.hardwareOf(hardware).isSame(job.hardwareOf(node))) {
            hardware++;
        }
        int before = job.platform().processOf(spec.worldRanks().get(own.get(0)));
        return new Kind(
                hardware,
                own.stream().map(spec.gpus()::get).toList(),
                own.stream()
                        .map(r -> job.platform().processOf(spec.worldRanks().get(r)) - before)
                        .toList());
    }

    /** The nodes that have ranks, in the order of their first ranks. */
    List<Integer> nodes() {
        return List.copyOf(ranks.keySet());
    }

    /** The ranks of a node, ascending. */
    List<Integer> ranksOf(int node) {
        return ranks.getOrDefault(node, List.of());
    }

    /** The ranks of several nodes, ascending. */
    List<Integer> ranksOf(List<Integer> nodes) {
        return nodes.stream().flatMap(n -> ranksOf(n).stream()).sorted().toList();
    }

    /** The first node that is like this one; often itself. */
    int firstLike(int node) {
        return first.getOrDefault(node, node);
    }
}
