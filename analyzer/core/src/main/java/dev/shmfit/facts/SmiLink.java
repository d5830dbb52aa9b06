package dev.shmfit.facts;

/** One cell of {@code nvidia-smi topo -m}. Exactly one of: the device itself, bonded NVLinks, a PCIe path. */
public sealed interface SmiLink {
    /** The cell {@code X}. */
    record Self() implements SmiLink {}

    /** The cell {@code NV#}: {@code count} bonded NVLinks, to the peer or to the NVSwitches between. */
    record NvLinks(int count) implements SmiLink {}

    /** A path over PCIe. */
    record Pci(SmiHop hop) implements SmiLink {}

    /** The cell as nvidia-smi prints it. */
    default String text() {
        if (this instanceof NvLinks n) {
            return "NV" + n.count();
        }
        return this instanceof Pci p ? p.hop().name() : "X";
    }
}
