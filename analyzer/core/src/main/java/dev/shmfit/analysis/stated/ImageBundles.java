package dev.shmfit.analysis.stated;

import dev.shmfit.nccl.NcclVersion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which PyTorch or NCCL an image brings along, by its name and tag. A row stands here only where a file of whoever builds
 * the image was read; docs/new-release.md tells how. Every other image, and every tag between and behind the rows, is
 * unknown.
 */
public final class ImageBundles {
    private static final String VLLM = "Requires-Dist of the wheel of vLLM ";
    private static final String NGC =
            "docker/common/install_tensorrt.sh of NVIDIA/TensorRT-LLM, which follows the release"
                    + " notes of nvcr.io/nvidia/pytorch ";
    private static final String TRT_LLM = "docs/source/release-notes.md of NVIDIA/TensorRT-LLM";

    /**
     * What an image has from one version on up to another.
     *
     * @param image the end of its path
     * @param first the first version that has it
     * @param last the last one for which this was read
     * @param torch the PyTorch that it has; empty where only NCCL was read
     * @param nccl the NCCL that it has; empty where PyTorch's wheel decides
     * @param source where it was read
     */
    public record Row(
            String image,
            String first,
            String last,
            Optional<NcclVersion> torch,
            Optional<NcclVersion> nccl,
            String source) {}

    /**
     * What a tag stands for.
     *
     * @param torch with the build that the tag names; empty where only NCCL is known
     * @param nccl empty where PyTorch's wheel decides
     * @param source where it was read
     */
    public record Answer(Optional<TorchRelease> torch, Optional<NcclVersion> nccl, String source) {}

    public static final List<Row> ALL = List.of(
            vllm("0.4.3", "0.5.1", 2, 3, 0),
            vllm("0.5.2", "0.5.3", 2, 3, 1),
            vllm("0.5.4", "0.6.3", 2, 4, 0),
            vllm("0.6.4", "0.7.3", 2, 5, 1),
            vllm("0.8.0", "0.8.5", 2, 6, 0),
            vllm("0.9.0", "0.9.2", 2, 7, 0),
            vllm("0.10.0", "0.10.1.1", 2, 7, 1),
            vllm("0.10.2", "0.11.0", 2, 8, 0),
            vllm("0.11.1", "0.13.0", 2, 9, 0),
            vllm("0.14.0", "0.16.0", 2, 9, 1),
            vllm("0.17.0", "0.19.1", 2, 10, 0),
            vllm("0.20.0", "0.26.0", 2, 11, 0),
            vllm("0.27.0", "0.32.0", 2, 13, 0),
            vllm("0.33.0", "0.33.0", 2, 14, 0),
            nccl(
                    "lmsysorg/sglang",
                    "0.5.5",
                    "0.5.5",
                    28,
                    3,
                    "docker/Dockerfile of sgl-project/sglang, SGL_VERSION=0.5.5"),
            nccl("nvidia/pytorch", "24.07", "24.07", 22, 3, NGC + "24.07"),
            nccl("nvidia/pytorch", "25.01", "25.01", 25, 1, NGC + "25.01"),
            nccl("nvidia/pytorch", "25.12", "25.12", 28, 9, NGC + "25.12"),
            nccl("nvidia/pytorch", "26.06", "26.06", 30, 4, NGC + "26.06"),
            nccl("nvidia/tensorrt-llm/release", "0.20.0", "0.20.0", 25, 1, TRT_LLM),
            nccl("nvidia/tensorrt-llm/release", "0.21.0", "0.21.0", 27, 5, TRT_LLM),
            nccl("nvidia/tensorrt-llm/release", "1.2.0", "1.2.1", 28, 9, TRT_LLM + ", and " + NGC + "25.12"));

    private static final String TORCH = "pytorch/pytorch";
    private static final Pattern CUDA = Pattern.compile(".*?(?:^|-)(?:cuda|cu)(\\d{2})\\.?(\\d)(?:\\D.*)?");
    private static final int MOST_PARTS = 6;

    private ImageBundles() {}

    private static Row vllm(String first, String last, int major, int minor, int patch) {
        NcclVersion torch = NcclVersion.of(major, minor, patch);
        return new Row(
                "vllm/vllm-openai",
                first,
                last,
                Optional.of(torch),
                Optional.empty(),
                VLLM + first + (first.equals(last) ? "" : " to " + last) + ": torch==" + torch);
    }

    private static Row nccl(String image, String first, String last, int minor, int patch, String source) {
        return new Row(image, first, last, Optional.empty(), Optional.of(NcclVersion.of(2, minor, patch)), source);
    }

    /**
     * What an image brings.
     *
     * @param path of the image, with its registry
     * @param tag of the image
     * @param version that the tag begins with
     */
    public static Optional<Answer> of(String path, String tag, String version) {
        String build = build(tag);
        if (ends(path, TORCH)) {
            return torch(version, build)
                    .map(t -> new Answer(
                            Optional.of(t), Optional.empty(), "the tags of pytorch/pytorch name its release"));
        }
        // The wheels of post-releases were read; files that name a release were read for no other.
        return ALL.stream()
                .filter(r -> ends(path, r.image()) && (r.torch().isPresent() || !tag.contains(".post")))
                .filter(r ->
                        ORDER.compare(r.first(), version) <= 0 && ORDER.compare(cut(version, r.last()), r.last()) <= 0)
                .findFirst()
                .map(r -> new Answer(r.torch().map(t -> new TorchRelease(t, build)), r.nccl(), r.source()));
    }

    /** The build that a tag names: {@code cu126} of {@code 2.7.0-cuda12.6-cudnn9-runtime}; empty where it names none. */
    private static String build(String tag) {
        Matcher m = CUDA.matcher(tag);
        return m.matches() ? "cu" + m.group(1) + m.group(2) : "";
    }

    private static Optional<TorchRelease> torch(String version, String build) {
        return TorchRelease.parse(version + (build.isEmpty() ? "" : "+" + build));
    }

    private static boolean ends(String path, String image) {
        return path.equals(image) || path.endsWith("/" + image);
    }

    /** A post-release counts as the release that it follows. */
    private static String cut(String version, String last) {
        int parts = last.split("\\.", -1).length;
        String[] all = version.split("\\.", -1);
        return String.join(".", Arrays.asList(all).subList(0, Math.min(parts, all.length)));
    }

    private static final Comparator<String> ORDER = (a, b) -> {
        String[] left = a.split("\\.", MOST_PARTS);
        String[] right = b.split("\\.", MOST_PARTS);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int difference = Integer.compare(part(left, i), part(right, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    };

    private static int part(String[] parts, int i) {
        return i < parts.length && parts[i].matches("\\d{1,6}") ? Integer.parseInt(parts[i], 10) : 0;
    }
}
