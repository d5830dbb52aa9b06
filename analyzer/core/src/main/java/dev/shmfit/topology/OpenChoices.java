package dev.shmfit.topology;

/**
 * What a matrix leaves open about NVLinked GPUs, and which way to take it. Each combination is a possible node.
 *
 * @param hiddenPaths how GPUs are joined over PCIe where {@code NV#} hides it and nothing else tells
 * @param lonePair what {@code NV#} between two GPUs means that spend all their links on each other
 * @param denied what NVLinks are that are too many for wires, where most pairs show none
 */
public record OpenChoices(HiddenPaths hiddenPaths, LonePair lonePair, DeniedSwitch denied) {
    /** The fewest devices, and NVSwitch where the product is sold with it. */
    public static final OpenChoices SMALLEST =
            new OpenChoices(HiddenPaths.ROOT_PORTS, LonePair.BY_PRODUCT, DeniedSwitch.SWITCHES);

    OpenChoices with(HiddenPaths paths, LonePair pair) {
        return new OpenChoices(paths, pair, denied);
    }

    /** The same, with NVLinks that are too many for wires read as wires even so. */
    public OpenChoices deniedAsWires() {
        return new OpenChoices(hiddenPaths, lonePair, DeniedSwitch.WIRES);
    }

    /** Ways to join GPUs over PCIe behind their NVLinks, as far as the rest of the matrix allows each. */
    public enum HiddenPaths {
        /** Each on a root port of its own. */
        ROOT_PORTS,
        /** Neighbours by index share a switch, as on most boards with eight GPUs. */
        SWITCH_PER_PAIR,
        /** As near to each other as can be. */
        SHARED_SWITCH
    }

    /** Readings of all the NVLinks of two GPUs between just these two. */
    public enum LonePair {
        /** Links to NVSwitch where the product is sold on boards with it, a bridge otherwise. */
        BY_PRODUCT,
        /** A bridge. */
        WIRES,
        /** A partition of a board with NVSwitch. */
        SWITCHES
    }

    /** Readings of a matrix that neither wires nor NVSwitch explain: a GPU has too many links, and most pairs have none. */
    public enum DeniedSwitch {
        /** To NVSwitch; the cells without NVLinks are wrong. */
        SWITCHES,
        /** From GPU to GPU; the board has more links than any that is known. */
        WIRES
    }
}
