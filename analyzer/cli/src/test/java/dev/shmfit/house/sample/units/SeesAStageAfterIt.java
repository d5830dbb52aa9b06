package dev.shmfit.house.sample.units;

import dev.shmfit.house.sample.parse.OpensAFile;

/** Breaks the direction of the street, and makes a cycle. */
public final class SeesAStageAfterIt {
    public OpensAFile after() {
        return new OpensAFile();
    }
}
