package dev.shmfit.house.sample.units;

import dev.shmfit.house.sample.probes.GivesAMeaning;

/** Core that sees the module which acquires. */
public final class KnowsAModuleAround {
    public GivesAMeaning acquire() {
        return new GivesAMeaning();
    }
}
