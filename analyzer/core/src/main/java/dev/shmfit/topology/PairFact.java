package dev.shmfit.topology;

import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SourceRef;
import java.util.List;

/** What the two cells of a pair say together. Exactly one of: a path over PCIe, NVLinks, nothing certain. */
sealed interface PairFact {
    /** A path over PCIe. */
    record Path(SmiHop hop, List<SourceRef> sources) implements PairFact {}

    /** NVLinks; what lies between the two over PCIe is hidden. */
    record Bonded(int count, List<SourceRef> sources) implements PairFact {}

    /**
     * No readable cell, or two that differ.
     *
     * @param claims what the cells said, where they said anything
     */
    record Unknown(String why, List<SmiLink> claims, List<SourceRef> sources) implements PairFact {}

    List<SourceRef> sources();
}
