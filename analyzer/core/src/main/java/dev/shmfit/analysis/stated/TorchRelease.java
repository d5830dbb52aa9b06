package dev.shmfit.analysis.stated;

import dev.shmfit.nccl.NcclVersion;
import dev.shmfit.units.MalformedText;
import dev.shmfit.units.UserInput;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of PyTorch as {@code torch.__version__} and pip print it.
 *
 * @param number the release; a pre-release counts as the release that it precedes
 * @param build what follows the plus sign, such as {@code cu126}; empty where nothing does
 */
public record TorchRelease(NcclVersion number, String build) {
    private static final Pattern TEXT = Pattern.compile(
            "v?(\\d{1,3}\\.\\d{1,3}(?:\\.\\d{1,3})?)(?:(?:a|b|rc|\\.dev|\\.post)\\d{1,8}){0,8}(?:\\+([\\w.-]{1,80}))?");
    private static final Pattern CUDA = Pattern.compile("cu(\\d{1,2})\\d");

    /** Reads {@code 2.6.0}, {@code 2.11.0+cu126}, {@code 2.5.0a0+e000cf0ad9.nv24.10}; empty where it is no version. */
    public static Optional<TorchRelease> parse(String text) {
        Matcher m = TEXT.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        String build = m.group(2);
        return NcclVersion.parse(m.group(1)).map(n -> new TorchRelease(n, build == null ? "" : build));
    }

    static TorchRelease stated(String text) {
        TorchRelease release =
                parse(text).orElseThrow(() -> new MalformedText("expected a version, such as 2.6.0 or 2.11.0+cu126"));
        if (release.isWithoutNccl()) {
            throw new MalformedText("the build +" + release.build + " brings no NCCL; state the build that the job runs"
                    + " with, or NCCL's version with " + UserInput.NCCL_VERSION);
        }
        return release;
    }

    /** Whether it is a build for CPUs, AMD's or Intel's GPUs. */
    public boolean isWithoutNccl() {
        return build.equals("cpu") || build.startsWith("rocm") || build.startsWith("xpu");
    }

    /** The major version of CUDA that the build names. */
    OptionalInt cuda() {
        Matcher m = CUDA.matcher(build);
        return m.matches() ? OptionalInt.of(Integer.parseInt(m.group(1), 10)) : OptionalInt.empty();
    }

    /** Whether it was built by someone else than PyTorch, who may have taken another NCCL. */
    public boolean isForeign() {
        return !build.isEmpty() && cuda().isEmpty();
    }

    @Override
    public String toString() {
        return number + (build.isEmpty() ? "" : "+" + build);
    }
}
