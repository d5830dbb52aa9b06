package dev.shmfit.house.sample.probes;

import dev.shmfit.house.sample.shm.SeesText;

/** Judges while it should only write down. */
public final class GivesAMeaning {
    public SeesText meaning() {
        return new SeesText();
    }
}
