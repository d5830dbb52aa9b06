package dev.shmfit.analysis.open;

import dev.shmfit.facts.Reading;
import dev.shmfit.facts.SmiHop;
import dev.shmfit.facts.SmiLink;
import dev.shmfit.facts.SmiTopoMatrix;
import dev.shmfit.facts.SourceRef;
import dev.shmfit.topology.UndeterminedPair;
import java.util.ArrayList;
import java.util.List;

/** Fills the cells that a matrix leaves open, to see what each filling would mean. Nothing of it is reported as read. */
final class OpenCells {
    private static final SourceRef NOWHERE = SourceRef.of("an open cell");

    private OpenCells() {}

    /** What to fill in. */
    enum Fill {
        /** The farthest hop that the rest of the matrix allows. */
        FARTHEST,
        /** The nearest. */
        NEAREST,
        /** NVLinks, as many as other pairs have, where NVLinks are possible. */
        NVLINK
    }

    static SmiTopoMatrix fill(SmiTopoMatrix matrix, List<UndeterminedPair> open, Fill fill) {
        List<List<Reading<SmiLink>>> cells = new ArrayList<>();
        matrix.cells().forEach(row -> cells.add(new ArrayList<>(row)));
        for (UndeterminedPair pair : open) {
            int a = matrix.devices().indexOf(pair.first());
            int b = matrix.devices().indexOf(pair.second());
            Reading<SmiLink> link = Reading.known(link(matrix, pair, fill), NOWHERE);
            cells.get(a).set(b, link);
            cells.get(b).set(a, link);
        }
        return new SmiTopoMatrix(matrix.devices(), cells, matrix.affinities(), matrix.nicNames());
    }

    private static SmiLink link(SmiTopoMatrix matrix, UndeterminedPair pair, Fill fill) {
        List<SmiHop> hops = pair.hops();
        if (hops.isEmpty() || (fill == Fill.NVLINK && pair.nvLinkPossible())) {
            return new SmiLink.NvLinks(usualNvLinks(matrix));
        }
        return new SmiLink.Pci(fill == Fill.NEAREST ? hops.get(0) : hops.get(hops.size() - 1));
    }

    private static int usualNvLinks(SmiTopoMatrix matrix) {
        return matrix.cells().stream()
                .flatMap(List::stream)
                .flatMap(c -> c.asOptional().stream())
                .filter(SmiLink.NvLinks.class::isInstance)
                .mapToInt(l -> ((SmiLink.NvLinks) l).count())
                .max()
                .orElse(1);
    }
}
