package dev.shmfit.lint;

import dev.shmfit.units.ByteCount;
import java.util.Optional;

/**
 * The size to write into a manifest.
 *
 * @param bytes a whole number of GiB, or of 256 MiB below one
 * @param computed whether a node was known; else it is a rule of thumb on top of what the engine is known to need
 */
public record ProposedSize(ByteCount bytes, boolean computed) {
    private static final ByteCount STEP = ByteCount.mebibytes(256);
    private static final ByteCount GIB = ByteCount.gibibytes(1);
    /** What NCCL takes on nodes with eight GPUs and no P2P lies below; measured figures are in docs/nccl. */
    private static final ByteCount THUMB = ByteCount.gibibytes(4);

    /**
     * The size for a need.
     *
     * @param need computed for a node; empty where none is known
     * @param told by the manifest alone
     */
    public static ProposedSize of(Optional<NodeNeed> need, ShmNeed told) {
        ByteCount least = told.least();
        if (need.isPresent()) {
            return new ProposedSize(rounded(need.get().recommended().max(least)), true);
        }
        return new ProposedSize(rounded(THUMB.plus(least)), false);
    }

    private static ByteCount rounded(ByteCount size) {
        return size.compareTo(GIB) <= 0 ? size.max(ByteCount.of(1)).inPagesOf(STEP) : size.inPagesOf(GIB);
    }
}
