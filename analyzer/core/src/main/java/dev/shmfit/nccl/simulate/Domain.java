package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.connect.NodeGraphs;
import dev.shmfit.nccl.graph.TopoSystem;
import java.util.List;

/**
 * A part of the node whose ranks reach each other without the network; for NCCL a node of its own.
 *
 * @param system the system as its ranks see it
 * @param graphs what the search found in it
 */
public record Domain(TopoSystem system, NodeGraphs graphs) {
    /**
     * The domain of an equal node in the same place.
     *
     * @param ranks of this domain's whole node, ascending
     * @param others ranks of the other node, ascending
     */
    Domain of(List<Integer> ranks, List<Integer> others) {
        List<Integer> theirs = graphs.ranks().stream()
                .sorted()
                .map(r -> others.get(ranks.indexOf(r)))
                .toList();
        return new Domain(system.of(theirs), graphs.of(theirs));
    }

    boolean has(int rank) {
        return system.hasRank(rank);
    }
}
