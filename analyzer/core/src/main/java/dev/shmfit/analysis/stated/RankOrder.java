package dev.shmfit.analysis.stated;

import java.util.Locale;

/** How a launcher numbers the ranks of a job of several nodes. */
public enum RankOrder {
    /** All ranks of the first node come first, as torchrun and {@code srun -m block} have it. */
    BLOCK,
    /** The nodes take turns, as with {@code srun -m cyclic} and {@code mpirun --map-by node}; a process stays whole. */
    CYCLIC;

    /** The spelling in options and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
