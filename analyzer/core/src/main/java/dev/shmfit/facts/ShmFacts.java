package dev.shmfit.facts;

import dev.shmfit.units.ByteCount;

/**
 * What was read about /dev/shm.
 *
 * @param mount its entry in the mount table
 * @param space what statvfs and stat say
 * @param files in it
 * @param defined the size that the container's definition gives it, as its runtime or cluster shows it
 */
public record ShmFacts(
        Readings<ShmMount> mount, Readings<ShmSpace> space, Readings<ShmFiles> files, Readings<ByteCount> defined) {
    /** What Docker, Podman and the runtimes of Kubernetes give a container that asks for nothing. */
    public static final ByteCount CONTAINER_DEFAULT = ByteCount.mebibytes(64);

    /** Whether who captured looked for /dev/shm and found none. */
    public boolean missing() {
        return space.isAbsent(Absence.NOT_THERE);
    }

    /** Whether a mount table was read, whatever it says. */
    public boolean mountTableSeen() {
        return mount.all().stream()
                .anyMatch(r -> r.isKnown() || (r instanceof Reading.Absent<?> a && a.reason() == Absence.NOT_SAID));
    }

    /** The directory, with nothing known of it where it was not captured. */
    public ShmDirectory directory() {
        return space.value().map(ShmSpace::directory).orElse(ShmDirectory.UNKNOWN);
    }
}
