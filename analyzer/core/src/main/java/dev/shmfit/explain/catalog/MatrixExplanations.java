package dev.shmfit.explain.catalog;

import dev.shmfit.text.Text;
import dev.shmfit.verdict.Owner;
import java.util.ArrayList;
import java.util.List;

/** Findings about tables of nvidia-smi that cannot be right as they stand. */
final class MatrixExplanations {
    private static final List<String> IDS = List.of(
            "cells-undetermined",
            "matrix-asymmetric",
            "p2p-asymmetric",
            "matrix-self-contradiction",
            "matrix-not-a-tree",
            "nvlinks-contradiction",
            "affinity-contradiction",
            "nvlinks-lost");

    private MatrixExplanations() {}

    static List<Explanation> all() {
        List<Explanation> all = new ArrayList<>();
        for (String id : IDS) {
            all.add(Explanation.other(id, Owner.NODE)
                    .because(Text.of("explanation/matrix"))
                    .fixedBy(Text.of("explanation/matrix.fix")));
        }
        all.add(Explanation.other("gpus-missing", Owner.NODE).because().fixedBy(Text.of("explanation/matrix.fix")));
        return all;
    }
}
