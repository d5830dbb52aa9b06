package dev.shmfit.nccl.connect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The trees by which the heads of NVLS in different domains reduce together (src/graph/connect.cc connectNvls): for each
 * head a double tree over the domains, whose two halves take turns from channel to channel.
 */
public final class NvlsTrees {
    /** Two ranks next to each other in a tree. */
    public record Edge(int parent, int child) {}

    private final List<List<Integer>> heads;
    private final int count;

    /** The trees over these domains. */
    public NvlsTrees(List<NodeGraphs> nodes) {
        this.heads = nodes.stream().map(NvlsTrees::heads).toList();
        this.count = heads.stream().mapToInt(List::size).min().orElse(0);
    }

    /** The edges on one channel; none where there is one domain, or no head. */
    public List<Edge> edges(int channel) {
        List<Edge> edges = new ArrayList<>();
        for (int n = 0; n < heads.size(); n++) {
            DoubleTree tree = channel % 2 == 0 ? DoubleTree.first(heads.size(), n) : DoubleTree.second(heads.size(), n);
            for (int h = 0; h < count && tree.up() >= 0; h++) {
                edges.add(new Edge(heads.get(tree.up()).get(h), heads.get(n).get(h)));
            }
        }
        return edges;
    }

    /** The first rank of each channel that the search found, each once. */
    private static List<Integer> heads(NodeGraphs node) {
        LinkedHashSet<Integer> heads = new LinkedHashSet<>();
        for (int c = 0; c < node.nvls().channels(); c++) {
            heads.add(node.nvls().order(c).get(0));
        }
        return List.copyOf(heads);
    }
}
