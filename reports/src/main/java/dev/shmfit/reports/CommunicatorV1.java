package dev.shmfit.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What NCCL does for one communicator.
 *
 * @param group the process group's name
 * @param ranks the world ranks of the members
 * @param rings for each channel the ranks in ring order
 * @param trees for each channel the edges
 * @param pairs every ordered pair of the ranks
 * @param shm what it puts into /dev/shm
 * @param failure where NCCL gives up; null where it comes up
 * @param uncertain figures of which the facts leave a range
 * @param gpus the GPU indices of {@code ranks}, in the same order
 * @param overNodes how it goes over several nodes; null on one
 */
public record CommunicatorV1(
        String group,
        List<Integer> ranks,
        NcclV1.Channels channels,
        List<List<Integer>> rings,
        List<List<TreeEdge>> trees,
        List<Pair> pairs,
        Shm shm,
        @Nullable Failure failure,
        List<UncertainV1> uncertain,
        List<Integer> gpus,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OverNodesV1 overNodes) {
    public CommunicatorV1 {
        ranks = List.copyOf(ranks);
        rings = rings.stream().map(List::copyOf).toList();
        trees = trees.stream().map(List::copyOf).toList();
        pairs = List.copyOf(pairs);
        uncertain = List.copyOf(uncertain);
        gpus = List.copyOf(gpus);
        if (gpus.size() != ranks.size()) {
            throw new IllegalArgumentException(ranks.size() + " ranks, but " + gpus.size() + " GPUs");
        }
    }

    /** {@code parent} is {@code child}'s up. */
    public record TreeEdge(int parent, int child) {}

    /**
     * One ordered pair.
     *
     * @param from sending rank
     * @param to receiving rank
     * @param path the raw path type, NCCL's word
     * @param via as NCCL prints it; empty where there is none
     * @param candidates the transports that the facts leave, where {@code transport} is UNKNOWN
     * @param rule the id of the step that decided
     * @param trace the steps, in NCCL's order, as sentences
     */
    public record Pair(
            int from,
            int to,
            String path,
            NcclV1.Transport transport,
            String via,
            List<NcclV1.Transport> candidates,
            String rule,
            List<String> trace) {
        public Pair {
            candidates = List.copyOf(candidates);
            trace = List.copyOf(trace);
        }
    }

    /** Files in /dev/shm, phase by phase. */
    public record Shm(List<Phase> phases) {
        public Shm {
            phases = List.copyOf(phases);
        }
    }

    /**
     * A moment in the communicator's life.
     *
     * @param name {@code init}, {@code collectives}, {@code alltoall}, or an operation that was asked for
     * @param segments that this phase newly creates, on the node
     * @param totalBytes sum of file sizes alive after it
     * @param tmpfsBytes the same in whole pages
     * @param cuMemHostBytes host memory taken through the driver in place of /dev/shm
     */
    public record Phase(String name, List<Segments> segments, long totalBytes, long tmpfsBytes, long cuMemHostBytes) {
        public Phase {
            segments = List.copyOf(segments);
        }
    }

    /** {@code count} files of {@code bytes} each, on the node. */
    public record Segments(long bytes, long count, String kind) {}

    /** NCCL gives up: the rule's id, one sentence, and the phase. */
    public record Failure(String rule, String summary, String phase) {}
}
