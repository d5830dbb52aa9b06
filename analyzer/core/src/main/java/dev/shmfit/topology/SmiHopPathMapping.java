package dev.shmfit.topology;

import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;

/**
 * What NCCL makes of a hop that nvidia-smi names. The two vocabularies share letters and not meanings; this is the one
 * place where they meet.
 */
public final class SmiHopPathMapping {
    private SmiHopPathMapping() {}

    /**
     * The type that NCCL 2.6 and later give the path behind a cell. There is one CPU node per NUMA node, and all its
     * root complexes hang off it, hence {@code NODE} is {@code PHB} (graph/paths.cc ncclTopoSetPaths@v2.6.4-1). Where
     * the cell is a PCIe hop, a path by two NVLinks through a third GPU may still be better: see {@link StructuralPaths}.
     */
    public static PathType pathType(SmiLink link) {
        if (link instanceof SmiLink.Self) {
            return PathType.LOC;
        }
        return link instanceof SmiLink.Pci pci ? pathType(pci.hop()) : PathType.NVL;
    }

    /** As {@link #pathType(SmiLink)}, for a path over PCIe. */
    public static PathType pathType(SmiHop hop) {
        return switch (hop) {
            case PIX -> PathType.PIX;
            case PXB -> PathType.PXB;
            case PHB, NODE -> PathType.PHB;
            case SYS -> PathType.SYS;
        };
    }

    /**
     * The distance of NCCL 2.{@code minor} for {@code minor} below 6, where paths had no types. 2.4 and 2.5 hold
     * {@code NODE} apart (misc/topo.cc pciDistance@v2.4.8-1); 2.3 knows only {@code SOC} beyond a host bridge
     * (include/topo.h@v2.3.7-1).
     */
    public static PciDistance distanceBefore26(SmiHop hop, int minor) {
        if (minor >= 6) {
            throw new IllegalArgumentException("NCCL 2." + minor + " types paths and has no distances");
        }
        boolean nodeIsApart = minor >= 4;
        return switch (hop) {
            case PIX -> PciDistance.PIX;
            case PXB -> PciDistance.PXB;
            case PHB -> PciDistance.PHB;
            case NODE -> nodeIsApart ? PciDistance.NODE : PciDistance.SOC;
            case SYS -> nodeIsApart ? PciDistance.SYS : PciDistance.SOC;
        };
    }
}
