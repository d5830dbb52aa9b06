package dev.shmfit.nccl.simulate;

import java.util.List;

/**
 * A communicator to be made.
 *
 * @param name the process group's name
 * @param worldRanks the members, by rank: positions in the job's list of ranks
 * @param gpus the members' GPU indices, by rank
 */
public record CommunicatorSpec(String name, List<Integer> worldRanks, List<Integer> gpus) {
    public CommunicatorSpec {
        worldRanks = List.copyOf(worldRanks);
        gpus = List.copyOf(gpus);
        if (worldRanks.size() != gpus.size() || gpus.isEmpty()) {
            throw new IllegalArgumentException("a communicator needs one GPU for each rank, and at least one rank");
        }
    }

    public int size() {
        return gpus.size();
    }
}
