package dev.shmfit.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The /dev/shm budget of the node.
 *
 * @param requiredBytes in whole pages, at the worst moment, for all that is stated
 * @param recommendedBytes what to ask for
 * @param sizeBytes the mount's size; null where not known
 * @param availableBytes what is free of it; null where not known
 * @param consumers the parts of {@code requiredBytes}, in the order of the sum
 * @param uncertain figures of which the facts leave a range
 * @param moments the course of it
 * @param provenance where {@code sizeBytes} came from; null with it
 */
public record ShmV1(
        long requiredBytes,
        long recommendedBytes,
        @Nullable Long sizeBytes,
        @Nullable Long availableBytes,
        List<Consumer> consumers,
        List<UncertainV1> uncertain,
        List<Moment> moments,
        @Nullable String provenance) {
    public ShmV1 {
        consumers = List.copyOf(consumers);
        uncertain = List.copyOf(uncertain);
        moments = List.copyOf(moments);
    }

    /** What a demand is compared with: what is free if known, else the size; null where neither is known. */
    public @Nullable Long capacityBytes() {
        return availableBytes != null ? availableBytes : sizeBytes;
    }

    /**
     * A part of the sum.
     *
     * @param name {@code nccl}, {@code loader:NAME} or {@code other:NAME}
     * @param provenance one of the analyzer's words
     * @param formula how the bytes come about, as a sentence
     */
    public record Consumer(String name, long bytes, String provenance, String formula) {}

    /** A moment of the job: {@code init}, {@code first step}, {@code steady}, {@code epoch turn}. */
    public record Moment(String name, List<Share> consumers, long totalBytes) {
        public Moment {
            consumers = List.copyOf(consumers);
        }
    }

    /** What a consumer holds at a moment. */
    public record Share(String name, long bytes) {}
}
