package dev.shmfit.probes.live;

/** Takes one source, or a few that belong together, verbatim; what cannot be taken is named with the reason. */
@FunctionalInterface
interface Probe {
    void take(Machine machine, Deadline deadline, Taken taken);
}
