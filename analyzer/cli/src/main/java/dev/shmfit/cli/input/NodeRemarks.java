package dev.shmfit.cli.input;

import dev.shmfit.cli.nodes.CatalogueNode;
import dev.shmfit.verdict.Finding;
import dev.shmfit.verdict.Owner;
import dev.shmfit.verdict.Severity;
import java.util.ArrayList;
import java.util.List;

/** What a figure about a node of the catalogue rests on, where nobody read the topology from such a machine. */
public final class NodeRemarks {
    private NodeRemarks() {}

    /** One note for a node that was built; none for one that was captured, or comes from its vendor. */
    static List<Finding> of(CatalogueNode node) {
        if (!node.built()) {
            return List.of();
        }
        List<String> why = new ArrayList<>();
        if (!node.shown().isEmpty()) {
            why.add("It was drawn after: " + String.join("; ", node.shown()) + ".");
        }
        if (!node.unverified().isEmpty()) {
            why.add("No published source was found for: " + String.join("; ", node.unverified()) + ".");
        }
        return List.of(Finding.of(
                "catalogue-node-built",
                Severity.NOTE,
                Owner.NODE,
                "The catalogue's " + node.id() + " was " + node.basisInWords() + ", not read from such a machine.",
                String.join(" ", why),
                "Before hardware is bought or templates are fixed, compare with nvidia-smi topo -m of such a machine, or"
                        + " analyse a capture of it."));
    }
}
