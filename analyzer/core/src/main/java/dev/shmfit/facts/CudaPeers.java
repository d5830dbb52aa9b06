package dev.shmfit.facts;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which GPUs can access each other's memory, in CUDA's own words (cudaDeviceCanAccessPeer).
 *
 * @param pairs the answer for each ordered pair that was asked about
 */
public record CudaPeers(Map<Pair, Reading.Known<Boolean>> pairs) {
    private static final int NAMED = 10;

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

    /** The answers of all of them; where two differ on a pair, the one that is believed first. */
    public static Optional<CudaPeers> together(Readings<CudaPeers> readings) {
        Map<Pair, Reading.Known<Boolean>> all = new LinkedHashMap<>();
        readings.all().stream()
                .flatMap(r -> r.asOptional().stream())
                .forEach(p -> p.pairs().forEach(all::putIfAbsent));
        return all.isEmpty() ? Optional.empty() : Optional.of(new CudaPeers(all));
    }

    /** {@code no 0-1, 0-2; yes 1-2}: an arrow where only one direction was asked about or the two differ. */
    public String words() {
        return Stream.of(false, true)
                .filter(access -> !that(access).isEmpty())
                .map(access -> (access ? "yes " : "no ") + words(access))
                .collect(Collectors.joining("; "));
    }

    private String words(boolean access) {
        List<String> named = that(access).stream()
                .map(Map.Entry::getKey)
                .filter(p -> p.from() < p.to() || !both(p, access))
                .sorted(Comparator.comparingInt(Pair::from).thenComparingInt(Pair::to))
                .map(p -> p.from() + (both(p, access) ? "-" : "→") + p.to())
                .toList();
        return named.size() <= NAMED
                ? String.join(", ", named)
                : String.join(", ", named.subList(0, NAMED)) + ", … (" + named.size() + ")";
    }

    private boolean both(Pair pair, boolean access) {
        return access(pair.to(), pair.from()).filter(a -> a == access).isPresent();
    }
}
