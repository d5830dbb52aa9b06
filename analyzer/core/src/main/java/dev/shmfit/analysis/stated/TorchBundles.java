package dev.shmfit.analysis.stated;

import dev.shmfit.nccl.NcclVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which NCCL a PyTorch wheel brings along: from 2.1 on the requirement {@code nvidia-nccl-cu12} in the metadata of the
 * wheel for CUDA 12, which .github/scripts/generate_binary_build_matrix.py pins at each release tag; before, the submodule
 * third_party/nccl. Distributions and vendors' images bring their own.
 */
public final class TorchBundles {
    /**
     * A release and what it bundles.
     *
     * @param torch first release with this NCCL
     */
    public record Bundle(NcclVersion torch, NcclVersion nccl, String source) {}

    private static final String METADATA = "Requires-Dist of the wheel for CUDA 12: nvidia-nccl-cu12";
    private static final String SUBMODULE = "submodule third_party/nccl of the release tag, built into the wheel";

    private TorchBundles() {}

    public static final List<Bundle> ALL = List.of(
            bundle(NcclVersion.of(1, 7, 0), NcclVersion.of(2, 7, 8), SUBMODULE),
            bundle(NcclVersion.of(1, 10, 0), NcclVersion.of(2, 10, 3), SUBMODULE),
            bundle(NcclVersion.of(1, 13, 0), NcclVersion.of(2, 14, 3), SUBMODULE),
            bundle(NcclVersion.of(2, 1, 0), NcclVersion.of(2, 18, 1), METADATA),
            bundle(NcclVersion.of(2, 2, 0), NcclVersion.of(2, 19, 3), METADATA),
            bundle(NcclVersion.of(2, 3, 0), NcclVersion.of(2, 20, 5), METADATA),
            bundle(NcclVersion.of(2, 5, 0), NcclVersion.of(2, 21, 5), METADATA),
            bundle(NcclVersion.of(2, 7, 0), NcclVersion.of(2, 26, 2), METADATA),
            bundle(NcclVersion.of(2, 8, 0), NcclVersion.of(2, 27, 3), METADATA),
            bundle(NcclVersion.of(2, 9, 0), NcclVersion.of(2, 27, 5), METADATA));

    private static Bundle bundle(NcclVersion torch, NcclVersion nccl, String source) {
        return new Bundle(torch, nccl, source);
    }

    /** The newest release line that is listed. */
    public static NcclVersion newest() {
        return NcclVersion.of(2, 9, 0);
    }

    /** What a release of PyTorch brings; empty where it is older than all that are listed, or newer. */
    public static Optional<Bundle> of(NcclVersion torch) {
        if (torch.compareTo(NcclVersion.of(newest().major(), newest().minor() + 1, 0)) >= 0) {
            return Optional.empty();
        }
        return ALL.stream().filter(b -> b.torch().compareTo(torch) <= 0).max(Comparator.comparing(Bundle::torch));
    }
}
