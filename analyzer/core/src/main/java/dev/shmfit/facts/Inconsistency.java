package dev.shmfit.facts;

import java.util.List;

/**
 * Readable facts that cannot all be true. Nothing is repaired: what they concern is left undetermined, or the message
 * says which fact was followed.
 *
 * @param kind what sort of contradiction
 * @param message what was seen, and what became of it
 * @param sources the places that contradict each other
 */
public record Inconsistency(Kind kind, String message, List<SourceRef> sources) {
    /** The sorts of contradiction. */
    public enum Kind {
        /** The cell of A and B differs from that of B and A. */
        ASYMMETRIC,
        /** A device is {@code X} to another, or not {@code X} to itself, or is listed twice. */
        SELF,
        /** Three or more devices cannot hang off one PCIe tree in this way. */
        NOT_A_TREE,
        /** NVLinks that no wiring gives: more than the GPU has, or a pair left out by the switches. */
        NVLINK,
        /** The NUMA or CPU affinity denies the links. */
        AFFINITY
    }

    public Inconsistency {
        sources = List.copyOf(sources);
    }
}
