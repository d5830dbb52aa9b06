package dev.shmfit.shm;

import java.util.Optional;

/**
 * A program of the job that keeps files of its own in /dev/shm.
 *
 * @param engine as people call it
 * @param serves whether it answers requests, and so has no DataLoader
 * @param rest what of its files no formula counts; empty where all are counted
 */
public record EngineUse(String engine, boolean serves, Optional<Rest> rest) {
    /**
     * Files that no formula counts.
     *
     * @param name under which {@code --other NAME=SIZE} states them
     * @param what they are, as the subject of a sentence
     * @param reason why no formula counts them
     */
    public record Rest(String name, String what, String reason) {
        /** The consumer's name in a demand. */
        public String consumer() {
            return "other:" + name;
        }
    }

    /** Whether some of its files are neither counted by a formula nor stated. */
    public boolean open(ShmDemand demand) {
        return rest.isPresent() && demand.item(rest.get().consumer()).isEmpty();
    }
}
