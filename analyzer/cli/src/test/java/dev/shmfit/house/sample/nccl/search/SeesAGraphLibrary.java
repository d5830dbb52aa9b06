package dev.shmfit.house.sample.nccl.search;

import dev.shmfit.house.sample.nccl.tuning.ReadsTheClock;
import org.jgrapht.Graph;

/** Knows the graph library, and makes a cycle inside the simulator. */
public final class SeesAGraphLibrary {
    public int size(Graph<String, String> graph) {
        return graph.vertexSet().size() + new ReadsTheClock().hashCode();
    }
}
