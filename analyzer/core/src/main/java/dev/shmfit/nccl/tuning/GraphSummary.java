package dev.shmfit.nccl.tuning;

import dev.shmfit.topology.PathType;
import java.util.function.ToIntFunction;

/**
 * What the tuner uses of a graph that the channel search found, after all ranks have agreed on it. The numbers are
 * those of NCCL's line {@code Pattern p, crossNic x, nChannels k, bw a/b, type T/U, sameChannels s}.
 *
 * @param pattern NCCL's number: 1 balanced tree, 2 split tree, 3 tree, 4 ring, 5 NVLS
 * @param channels those of the search, not those of the communicator (which are mostly twice as many)
 * @param bwIntra GB/s per channel inside a node
 * @param bwInter GB/s per channel between nodes
 * @param typeIntra the worst path inside a node
 * @param typeInter the worst path to a NIC; for one node what the search was left with
 * @param sameChannels whether all channels use the same order
 * @param latencyInter latency of the network in microseconds; 0 for one node
 */
public record GraphSummary(
        int pattern,
        int channels,
        float bwIntra,
        float bwInter,
        PathType typeIntra,
        PathType typeInter,
        boolean sameChannels,
        float latencyInter) {
    /** NCCL_TOPO_PATTERN_TREE. */
    static final int PATTERN_TREE = 3;

    public GraphSummary {
        if (channels < 0) {
            throw new IllegalArgumentException("a graph cannot have " + channels + " channels");
        }
    }

    /** A graph of one node. */
    public static GraphSummary ofOneNode(
            int pattern,
            int channels,
            float bwIntra,
            float bwInter,
            PathType typeIntra,
            PathType typeInter,
            boolean sameChannels) {
        return new GraphSummary(pattern, channels, bwIntra, bwInter, typeIntra, typeInter, sameChannels, 0f);
    }

    /**
     * What two domains of ranks settle on: each takes the least of what both found (src/init.cc initTransportsRank, after
     * the last all-gather).
     *
     * @param distance orders paths, the farthest highest
     */
    public GraphSummary agreeingWith(GraphSummary other, ToIntFunction<PathType> distance) {
        return new GraphSummary(
                Math.max(pattern, other.pattern),
                Math.min(channels, other.channels),
                Math.min(bwIntra, other.bwIntra),
                Math.min(bwInter, other.bwInter),
                farther(typeIntra, other.typeIntra, distance),
                farther(typeInter, other.typeInter, distance),
                sameChannels && other.sameChannels,
                latencyInter);
    }

    private static PathType farther(PathType a, PathType b, ToIntFunction<PathType> distance) {
        return distance.applyAsInt(a) >= distance.applyAsInt(b) ? a : b;
    }

    GraphSummary withChannels(int count) {
        return new GraphSummary(pattern, count, bwIntra, bwInter, typeIntra, typeInter, sameChannels, latencyInter);
    }
}
