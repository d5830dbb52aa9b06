package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.connect.NodeGraphs;
import dev.shmfit.nccl.graph.TopoSystem;

/**
 * A part of the node whose ranks reach each other without the network; for NCCL a node of its own.
 *
 * @param system the system as its ranks see it
 * @param graphs what the search found in it
 */
public record Domain(TopoSystem system, NodeGraphs graphs) {
    boolean has(int rank) {
        return system.hasRank(rank);
    }
}
