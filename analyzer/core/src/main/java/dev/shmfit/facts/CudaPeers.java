package dev.shmfit.facts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which GPUs can access each other's memory, in CUDA's own words (cudaDeviceCanAccessPeer).
 *
 * @param pairs the answer for each ordered pair that was asked about
 */
public record CudaPeers(Map<Pair, Reading.Known<Boolean>> pairs) {
    /**
     * An ordered pair, by nvidia-smi's indices.
     *
     * @param from the GPU that accesses
     * @param to the GPU whose memory is accessed
     */
    public record Pair(int from, int to) {}

    public CudaPeers {
        pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
    }

    /** Whether one can access the other; empty where CUDA was not asked. */
    public Optional<Boolean> access(int from, int to) {
        return Optional.ofNullable(pairs.get(new Pair(from, to))).map(Reading.Known::value);
    }

    /** The pairs of which both answers are the given one, with where each was read. */
    public List<Map.Entry<Pair, Reading.Known<Boolean>>> that(boolean accessible) {
        return pairs.entrySet().stream()
                .filter(e -> e.getValue().value() == accessible)
                .toList();
    }
}
