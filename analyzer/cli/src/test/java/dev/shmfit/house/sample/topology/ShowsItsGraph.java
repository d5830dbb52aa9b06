package dev.shmfit.house.sample.topology;

import java.util.List;
import org.jgrapht.Graph;

/** Lets the graph library out. */
public final class ShowsItsGraph {
    public List<Graph<String, String>> graphs() {
        return List.of();
    }
}
