package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regions of serving engines whose number or size only the model tells: Triton's Python models and TensorRT-LLM's experts. */
public final class EngineRegions {
    private static final Pattern RELEASE = Pattern.compile("(\\d{2})\\.(\\d{2})(?:\\.\\d+)?");
    private static final int SMALLER_FROM = 2309;
    private static final int READ_FROM = 2104;
    private static final long ALIGNED = 256;

    private EngineRegions() {}

    /** What an instance of a Python model reserves at first, and adds at the least, in the newest release of Triton. */
    public static ByteCount triton() {
        return ByteCount.mebibytes(1);
    }

    /**
     * The same by the release: 64 MiB before 23.09 (python_backend/src/python_be.cc@r23.08), 1 MiB from it on
     * (@r23.09 to r26.07).
     *
     * @param release such as 24.05; empty result where it is none, or older than 21.04
     */
    public static Optional<ByteCount> triton(String release) {
        Matcher m = RELEASE.matcher(release);
        if (!m.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(m.group(1), 10) * 100 + Integer.parseInt(m.group(2), 10);
        return number < READ_FROM
                ? Optional.empty()
                : Optional.of(number < SMALLER_FROM ? ByteCount.mebibytes(64) : triton());
    }

    /**
     * What a region grows by for a tensor that finds no room in it: by whole steps, and one more than fit into it
     * (python_backend/src/shm_manager.cc@r26.07, GrowIfNeeded).
     */
    public static ByteCount tritonGrowth(ByteCount tensor, ByteCount step) {
        return tensor.bytes() == 0 ? ByteCount.ZERO : step.times(Exact.plus(tensor.bytes() / step.bytes(), 1));
    }

    /** A weight of an expert as TensorRT-LLM's load balancer lays it out, in multiples of 256 bytes. */
    public static ByteCount expertWeight(ByteCount bytes) {
        return ByteCount.of(Exact.times(ALIGNED, Exact.plus(bytes.bytes(), ALIGNED - 1) / ALIGNED));
    }

    /**
     * The host's copy of all experts: for each layer a file of each rank of the node, which has its part of the experts,
     * in whole pages (tensorrt_llm/_torch/modules/fused_moe/moe_load_balancer.py, HostMoeTensorSharer).
     *
     * @param layers with experts
     * @param experts of a layer
     * @param expert all weights of one, each as {@link #expertWeight}
     * @param ranks on the node
     */
    public static ByteCount experts(long layers, long experts, ByteCount expert, long ranks, ByteCount page) {
        // Parts differ by one expert at the most, so that two sizes of file are all there are.
        long fewer = experts / ranks;
        long larger = experts % ranks;
        ByteCount layer = expert.times(fewer)
                .inPagesOf(page)
                .times(ranks - larger)
                .plus(expert.times(fewer + 1).inPagesOf(page).times(larger));
        return layer.times(layers);
    }
}
