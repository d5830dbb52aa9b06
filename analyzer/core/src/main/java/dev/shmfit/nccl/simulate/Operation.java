package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.tuning.Collective;

/** What a communicator is asked to do. Exactly one of: a collective of some size; point-to-point between ranks. */
public sealed interface Operation {
    /** A collective; {@code bytes} as NCCL counts the message. */
    record OfAll(Collective collective, long bytes) implements Operation {}

    /** Grouped send and receive between all ranks. */
    record AllToAll() implements Operation {}

    /** One send from a rank to another, and its receive. */
    record SendReceive(int from, int to) implements Operation {}
}
