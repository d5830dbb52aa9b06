package dev.shmfit.explain.catalog;

import dev.shmfit.verdict.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings about tables of nvidia-smi that cannot be right as they stand. */
final class MatrixExplanations {
    private static final String HEALTHY =
            "A matrix of a healthy machine is symmetric, and its PCIe links form a tree. The pairs concerned are left"
                    + " undetermined, or the message says which fact was followed.";

    private static final Map<String, String> TITLES = titles();

    private MatrixExplanations() {}

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("cells-undetermined", "Cells of the table could not be read");
        titles.put("matrix-asymmetric", "The table says different things of a pair in its two directions");
        titles.put("p2p-asymmetric", "The P2P table says different things of a pair in its two directions");
        titles.put("matrix-self-contradiction", "The table contradicts itself about a GPU and itself");
        titles.put("matrix-not-a-tree", "The links of the table form no tree");
        titles.put("nvlinks-contradiction", "The table's NVLinks contradict each other");
        titles.put("affinity-contradiction", "The table's affinities contradict its links");
        titles.put("nvlinks-lost", "A pair has fewer NVLinks than its like");
        titles.put("gpus-missing", "The table skips a GPU");
        return titles;
    }

    static List<Explanation> all() {
        List<Explanation> all = new ArrayList<>();
        TITLES.forEach((id, title) -> all.add(Explanation.other(id, Owner.NODE, title)
                .because(id.equals("gpus-missing") ? "A GPU fell off the bus, or the text was cut." : HEALTHY)
                .fix(
                        "Capture the node again (nvidia-smi topo -m, topo -p2p r, topo -p2p w); if the table stays so, report it"
                                + " to whoever runs the node.")));
        return all;
    }
}
