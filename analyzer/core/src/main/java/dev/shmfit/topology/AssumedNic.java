package dev.shmfit.topology;

import dev.shmfit.facts.SmiHop;
import java.util.List;

/**
 * A network adapter that the user states: completes one that the matrix lists under this name, or adds one.
 *
 * @param name as in the matrix's rows or its NIC legend ({@code mlx5_0})
 * @param megabitsPerSecond 0 where not stated; negative for one of the matrix that NCCL does not use
 * @param hop how far it is from {@code gpus}
 * @param gpus indices of the GPUs at that distance; empty where only the speed is stated
 */
public record AssumedNic(String name, int megabitsPerSecond, SmiHop hop, List<Integer> gpus) {
    public AssumedNic {
        gpus = List.copyOf(gpus);
    }

    /** The same adapter at a speed. */
    public AssumedNic at(int speed) {
        return new AssumedNic(name, speed, hop, gpus);
    }
}
