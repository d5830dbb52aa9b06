package dev.shmfit.analysis;

import dev.shmfit.analysis.open.CandidateNode;
import dev.shmfit.analysis.stated.RankOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a job goes over nodes.
 *
 * @param nodes by number; ranks on a node take its GPUs in order
 * @param nodeOf by rank: its node
 * @param gpuOf by rank: its GPU, by index on the node
 */
record RankPlacement(List<Node> nodes, List<Integer> nodeOf, List<Integer> gpuOf) {
    /**
     * A node of the job.
     *
     * @param gpus that take part
     * @param other what it is made of; empty: it is of the kind that the question is about
     */
    record Node(List<Integer> gpus, Optional<CandidateNode> other) {
        boolean isOwnKind() {
            return other.isEmpty();
        }
    }

    /**
     * Numbers the ranks.
     *
     * @param together consecutive ranks that share a process, and so a node
     */
    static RankPlacement of(List<Node> nodes, RankOrder order, int together) {
        List<Integer> nodeOf = new ArrayList<>();
        List<Integer> gpuOf = new ArrayList<>();
        int longest = nodes.stream().mapToInt(n -> n.gpus.size()).max().orElse(0);
        int turn = order == RankOrder.BLOCK ? Math.max(1, longest) : together;
        for (int from = 0; from < longest; from += turn) {
            for (int n = 0; n < nodes.size(); n++) {
                List<Integer> gpus = nodes.get(n).gpus;
                for (int place = from; place < Math.min(from + turn, gpus.size()); place++) {
                    nodeOf.add(n);
                    gpuOf.add(gpus.get(place));
                }
            }
        }
        return new RankPlacement(nodes, List.copyOf(nodeOf), List.copyOf(gpuOf));
    }

    /** Equal nodes. */
    static RankPlacement of(List<Integer> gpus, int nodes, RankOrder order, int together) {
        return of(Collections.nCopies(nodes, new Node(gpus, Optional.empty())), order, together);
    }

    /** Ranks of the job. */
    int ranks() {
        return nodeOf.size();
    }

    /** The nodes of the kind that the question is about. */
    List<Integer> own() {
        return IntStream.range(0, nodes.size())
                .filter(n -> nodes.get(n).isOwnKind())
                .boxed()
                .toList();
    }
}
