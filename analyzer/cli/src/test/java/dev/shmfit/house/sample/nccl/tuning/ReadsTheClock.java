package dev.shmfit.house.sample.nccl.tuning;

import dev.shmfit.house.sample.nccl.search.SeesAGraphLibrary;
import java.time.Instant;

/** Gives another answer on every run. */
public final class ReadsTheClock {
    public long seconds() {
        return Instant.now().getEpochSecond() + new SeesAGraphLibrary().hashCode();
    }
}
