package dev.shmfit.analysis.stated;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.text.Text;
import dev.shmfit.units.UserInput;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which NCCL a PyTorch wheel brings along. From 2.0 on the wheel on the package index requires it by its metadata
 * ({@code Requires-Dist: nvidia-nccl-cuNN==VERSION}); before, it was built in. docs/new-release.md tells how a row is
 * read. Distributions, vendors' images and builds for another CUDA bring their own.
 */
public final class TorchBundles {
    /**
     * Releases and what their default wheel bundles.
     *
     * @param torch the first release with this NCCL and CUDA
     * @param cuda major version of CUDA that the wheel is built for
     * @param source where it was read
     */
    public record Bundle(NcclVersion torch, int cuda, NcclVersion nccl, String source) {}

    /**
     * What a release brings.
     *
     * @param why a sentence: how it is known, and whether it is
     * @param isKnown whether a wheel's metadata says so, rather than that of a neighbour
     */
    public record Answer(NcclVersion nccl, Text why, boolean isKnown) {}

    /** The newest release whose metadata was read. */
    public static final NcclVersion NEWEST = NcclVersion.of(2, 15, 0);

    public static final List<Bundle> ALL = List.of(
            builtIn(7, 10, NcclVersion.of(2, 7, 8)),
            builtIn(10, 10, NcclVersion.of(2, 10, 3)),
            builtIn(13, 11, NcclVersion.of(2, 14, 3)),
            wheel(0, 0, 11, 14, 3),
            wheel(1, 0, 12, 18, 1),
            wheel(2, 0, 12, 19, 3),
            wheel(3, 0, 12, 20, 5),
            wheel(5, 0, 12, 21, 5),
            wheel(7, 0, 12, 26, 2),
            wheel(8, 0, 12, 27, 3),
            wheel(9, 0, 12, 27, 5),
            wheel(11, 0, 13, 28, 9),
            wheel(12, 0, 13, 29, 7),
            wheel(14, 0, 13, 30, 7));

    /**
     * A build for another CUDA than the default wheel's, from PyTorch's own index, and what it requires.
     *
     * @param cuda the build, as it names itself: {@code cu126}
     * @param first the first release for which this was read
     * @param last the last minor release for which it was read
     */
    public record OtherBuild(String cuda, NcclVersion first, NcclVersion last, NcclVersion nccl, String source) {
        private boolean isOf(TorchRelease torch) {
            NcclVersion minor =
                    NcclVersion.of(torch.number().major(), torch.number().minor(), 0);
            return cuda.equals(torch.build()) && first.compareTo(torch.number()) <= 0 && last.compareTo(minor) >= 0;
        }
    }

    private static final String MATRIX = "Release Compatibility Matrix, RELEASE.md of pytorch/pytorch";
    private static final String SCRIPT =
            ".github/scripts/generate_binary_build_matrix.py of the release's branch of pytorch/pytorch";

    /** Builds that differ from the default wheel, or are for another major version of CUDA. */
    public static final List<OtherBuild> OTHERS = List.of(
            other("cu118", 1, 1, 18, 5, "issue 112285 of pytorch/pytorch: NCCL is built into it"),
            other("cu118", 3, 4, 20, 5, SCRIPT),
            other("cu118", 5, 7, 21, 5, SCRIPT),
            other("cu130", 9, 9, 27, 7, SCRIPT),
            other("cu130", 10, 10, 28, 9, MATRIX),
            other("cu126", 11, 11, 28, 9, MATRIX),
            other("cu128", 11, 11, 28, 9, MATRIX),
            other("cu126", 12, 14, 29, 3, MATRIX));

    private TorchBundles() {}

    private static OtherBuild other(String cuda, int from, int to, int ncclMinor, int ncclPatch, String source) {
        return new OtherBuild(
                cuda,
                NcclVersion.of(2, from, 0),
                NcclVersion.of(2, to, 0),
                NcclVersion.of(2, ncclMinor, ncclPatch),
                source);
    }

    private static Bundle builtIn(int minor, int cuda, NcclVersion nccl) {
        return new Bundle(
                NcclVersion.of(1, minor, 0),
                cuda,
                nccl,
                "submodule third_party/nccl of the release tag, built into the wheel");
    }

    private static Bundle wheel(int minor, int patch, int cuda, int ncclMinor, int ncclPatch) {
        NcclVersion nccl = NcclVersion.of(2, ncclMinor, ncclPatch);
        String source = "Requires-Dist of the wheel: nvidia-nccl-cu" + cuda + "==" + nccl;
        return new Bundle(NcclVersion.of(2, minor, patch), cuda, nccl, source);
    }

    /** What a release of PyTorch brings, as far as is known; empty where it is older than all that are listed. */
    public static Optional<Answer> of(TorchRelease torch) {
        return ALL.stream()
                .filter(b -> b.torch().compareTo(torch.number()) <= 0)
                .max(Comparator.comparing(Bundle::torch))
                .map(b -> answer(torch, b));
    }

    private static Answer answer(TorchRelease torch, Bundle b) {
        Optional<OtherBuild> other = OTHERS.stream().filter(o -> o.isOf(torch)).findFirst();
        if (other.isPresent()) {
            return new Answer(
                    other.get().nccl(),
                    Text.of(
                            "fact/torch-build",
                            "build",
                            torch.build(),
                            "torch",
                            torch.number().toString(),
                            "source",
                            other.get().source()),
                    true);
        }
        if (torch.number().compareTo(NEWEST) > 0) {
            return new Answer(
                    b.nccl(),
                    Text.of(
                            "fact/torch-newer",
                            "torch",
                            torch.toString(),
                            "newest",
                            NEWEST.toString(),
                            "option",
                            UserInput.NCCL_VERSION),
                    false);
        }
        if (torch.isForeign()) {
            return new Answer(b.nccl(), otherThanWheel("fact/torch-foreign", torch, b), false);
        }
        if (torch.cuda().isPresent() && torch.cuda().getAsInt() != b.cuda()) {
            return OTHERS.stream()
                    .filter(o -> o.cuda().equals(torch.build()) && o.first().compareTo(torch.number()) <= 0)
                    .max(Comparator.comparing(OtherBuild::first))
                    .map(before -> new Answer(before.nccl(), unread(torch, before), false))
                    .orElseGet(() -> new Answer(b.nccl(), otherThanWheel("fact/torch-other-cuda", torch, b), false));
        }
        Text wheel = Text.of(
                "fact/torch-wheel",
                "torch",
                torch.number().toString(),
                "cuda",
                Integer.toString(b.cuda()),
                "source",
                b.source());
        return new Answer(b.nccl(), wheel, true);
    }

    private static Text unread(TorchRelease torch, OtherBuild before) {
        return Text.of(
                "fact/torch-build-unread",
                "build",
                torch.build(),
                "torch",
                torch.number().toString(),
                "before",
                before.last().toString(),
                "source",
                before.source(),
                "option",
                UserInput.NCCL_VERSION);
    }

    private static Text otherThanWheel(String id, TorchRelease torch, Bundle b) {
        String build = torch.isForeign()
                ? torch.build()
                : Integer.toString(torch.cuda().orElse(0));
        return Text.of(
                id,
                "build",
                build,
                "torch",
                torch.number().toString(),
                "cuda",
                Integer.toString(b.cuda()),
                "source",
                b.source(),
                "option",
                UserInput.NCCL_VERSION);
    }
}
