package dev.shmfit.topology;

import dev.shmfit.facts.SmiDevice;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SourceRef;
import java.util.List;

/**
 * A pair of devices, at least one of them a GPU, whose link the matrix does not tell.
 *
 * @param hops the PCIe hops that the rest of the matrix leaves open and those that the pair's own cells claim, nearest
 *     first; empty where other cells show that both reach the same NVSwitches, which leaves only NVLink
 * @param nvLinkPossible whether NVLinks are possible too
 * @param why a sentence part such as {@code "its two cells differ"}
 * @param sources the cells concerned, where there are any
 */
public record UndeterminedPair(
        SmiDevice first,
        SmiDevice second,
        List<SmiHop> hops,
        boolean nvLinkPossible,
        String why,
        List<SourceRef> sources) {
    public UndeterminedPair {
        hops = List.copyOf(hops);
        sources = List.copyOf(sources);
    }
}
