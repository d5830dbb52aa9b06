package dev.shmfit.shm;

import java.util.List;

/**
 * The communicators of NCCL that vLLM makes on GPUs, by version. For each group of several workers it makes one itself
 * (pynccl.py: ncclCommInitRank, and an all-reduce of one element); where it hands an operation to PyTorch, PyTorch makes
 * another over the same workers.
 *
 * @param from the first release
 * @param experts for which models there is a group over the tensor and data parallel workers
 * @param torchGathers whether the tensor parallel all-gather is PyTorch's
 * @param source where it was read
 */
public record VllmCommunicators(VllmRelease from, Experts experts, boolean torchGathers, String source) {
    private static final String GROUPS = "vllm/distributed/parallel_state.py";
    private static final String CUDA = "vllm/distributed/device_communicators/cuda_communicator.py";

    /** Newest first. */
    private static final List<VllmCommunicators> ALL = List.of(
            new VllmCommunicators(
                    new VllmRelease(0, 25, 0), Experts.MIXTURES, false, CUDA + "@v0.25.0 CudaCommunicator.all_gather"),
            new VllmCommunicators(
                    new VllmRelease(0, 14, 0), Experts.MIXTURES, true, GROUPS + "@v0.14.0 initialize_model_parallel"),
            new VllmCommunicators(
                    new VllmRelease(0, 9, 0), Experts.ALL, true, GROUPS + "@v0.9.0 initialize_model_parallel"),
            new VllmCommunicators(
                    new VllmRelease(0, 0, 0), Experts.NONE, true, GROUPS + "@v0.7.3 initialize_model_parallel"));

    /** Models with a group for experts. */
    public enum Experts {
        NONE,
        /** Every model, dense ones too. */
        ALL,
        /** Mixtures of experts. */
        MIXTURES
    }

    /** Those of the newest release that is known. */
    public static VllmCommunicators newest() {
        return ALL.get(0);
    }

    /** Those of a release. */
    public static VllmCommunicators of(VllmRelease release) {
        return ALL.stream().filter(c -> !release.before(c.from)).findFirst().orElseThrow();
    }
}
