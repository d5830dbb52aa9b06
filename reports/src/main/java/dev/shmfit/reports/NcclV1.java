package dev.shmfit.reports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What NCCL does.
 *
 * @param version that the forecast is for
 * @param env NCCL_* settings, by name
 * @param communicators the world, or the first group, comes first
 * @param versions the same job under other versions, oldest first; empty where not asked for
 */
public record NcclV1(
        String version, Map<String, String> env, List<CommunicatorV1> communicators, List<VersionRow> versions) {
    public NcclV1 {
        env = Collections.unmodifiableMap(new TreeMap<>(env));
        communicators = List.copyOf(communicators);
        versions = List.copyOf(versions);
    }

    /** How NCCL connects a pair; NCCL's own words. */
    public enum Transport {
        /** GPU to GPU. */
        P2P,
        /** Through host memory. */
        SHM,
        /** Through the network. */
        NET,
        /** NCCL fails here. */
        ERROR,
        /** The facts leave several answers. */
        UNKNOWN
    }

    /**
     * The first communicator under another version of NCCL.
     *
     * @param pairsByTransport ordered pairs
     * @param phases bytes in /dev/shm after each phase
     * @param requiredBytes of the whole job, other consumers unchanged; null where this version fails or is not known
     * @param changes against the row before
     * @param failure one sentence; null where NCCL comes up
     */
    public record VersionRow(
            String version,
            Channels channels,
            PairCounts pairsByTransport,
            List<PhaseBytes> phases,
            @Nullable Long requiredBytes,
            List<Change> changes,
            @Nullable String failure) {
        public VersionRow {
            phases = List.copyOf(phases);
            changes = List.copyOf(changes);
        }
    }

    /** Counts of NCCL's channels, as its log has them. */
    public record Channels(int collective, int nvls, int p2p, int p2pPerPeer) {}

    /** Ordered pairs by transport. */
    public record PairCounts(
            @JsonProperty("P2P") int p2p,
            @JsonProperty("SHM") int shm,
            @JsonProperty("NET") int net,
            @JsonProperty("ERROR") int error,
            @JsonProperty("UNKNOWN") int unknown) {
        /** Counts {@code pairs}. */
        public static PairCounts of(List<CommunicatorV1.Pair> pairs) {
            return new PairCounts(
                    count(pairs, Transport.P2P),
                    count(pairs, Transport.SHM),
                    count(pairs, Transport.NET),
                    count(pairs, Transport.ERROR),
                    count(pairs, Transport.UNKNOWN));
        }

        private static int count(List<CommunicatorV1.Pair> pairs, Transport transport) {
            return (int)
                    pairs.stream().filter(pair -> pair.transport() == transport).count();
        }

        /** The count of one transport. */
        public int of(Transport transport) {
            return switch (transport) {
                case P2P -> p2p;
                case SHM -> shm;
                case NET -> net;
                case ERROR -> error;
                case UNKNOWN -> unknown;
            };
        }
    }

    /** Bytes in /dev/shm alive after a phase: file sizes, and whole pages. */
    public record PhaseBytes(String name, long totalBytes, long tmpfsBytes) {}

    /** What a version does differently from the one before, as a sentence, and the id of the rule. */
    public record Change(String rule, String summary) {}
}
