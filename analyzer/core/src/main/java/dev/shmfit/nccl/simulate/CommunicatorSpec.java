package dev.shmfit.nccl.simulate;

import java.util.Collections;
import java.util.List;

/**
 * A communicator to be made.
 *
 * @param name the process group's name
 * @param worldRanks the members, by rank: positions in the job's list of ranks
 * @param nodes the members' nodes, by rank
 * @param gpus the members' GPU indices on their nodes, by rank
 */
public record CommunicatorSpec(String name, List<Integer> worldRanks, List<Integer> nodes, List<Integer> gpus) {
    public CommunicatorSpec {
        worldRanks = List.copyOf(worldRanks);
        nodes = List.copyOf(nodes);
        gpus = List.copyOf(gpus);
        if (worldRanks.size() != gpus.size() || nodes.size() != gpus.size() || gpus.isEmpty()) {
            throw new IllegalArgumentException("a communicator needs one GPU for each rank, and at least one rank");
        }
    }

    /** A communicator on the job's only node. */
    public CommunicatorSpec(String name, List<Integer> worldRanks, List<Integer> gpus) {
        this(name, worldRanks, Collections.nCopies(gpus.size(), 0), gpus);
    }

    public int size() {
        return gpus.size();
    }
}
