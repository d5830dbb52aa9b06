package dev.shmfit.verdict;

import dev.shmfit.facts.MachineState;
import dev.shmfit.facts.PlaceState;
import dev.shmfit.facts.Reading;

/**
 * What is known of the place in which the job runs.
 *
 * @param place how containers are started and called, and whether the size is out of the user's hands
 * @param hostIpc whether the container shares the host's /dev/shm
 * @param sysNice whether the process has CAP_SYS_NICE
 * @param virtualMachine whether a hypervisor runs below
 * @param nodes nodes of the job; this one is assessed
 * @param state of the place, apart from sizes
 * @param machine the state of the machine's parts
 */
public record Surroundings(
        Place place,
        Reading<Boolean> hostIpc,
        Reading<Boolean> sysNice,
        Reading<Boolean> virtualMachine,
        int nodes,
        PlaceState state,
        MachineState machine) {
    /** With nothing known of the state of the place. */
    public Surroundings(
            Platform platform,
            boolean shmFixed,
            Reading<Boolean> hostIpc,
            Reading<Boolean> sysNice,
            Reading<Boolean> virtualMachine,
            int nodes) {
        this(
                new Place(platform, shmFixed),
                hostIpc,
                sysNice,
                virtualMachine,
                nodes,
                PlaceState.UNKNOWN,
                MachineState.UNKNOWN);
    }

    /** One node of which nothing is known. */
    public static Surroundings unknown() {
        String why = "not captured";
        return new Surroundings(
                Platform.UNKNOWN, false, Reading.absent(why), Reading.absent(why), Reading.absent(why), 1);
    }

    /** How /dev/shm is made. */
    public Platform platform() {
        return place.platform();
    }

    /** Whether the size of /dev/shm is out of the user's hands, as on managed notebooks. */
    public boolean shmFixed() {
        return place.fixesShm();
    }

    /** The same on another platform. */
    public Surroundings on(Platform other) {
        return at(new Place(other, place.fixesShm(), place.names()));
    }

    /** The same where the user says that the job runs; names that nobody states are those that the capture tells. */
    public Surroundings at(Place stated) {
        PlaceNames names = stated.names().or(place.names());
        return new Surroundings(
                new Place(stated.platform(), stated.fixesShm(), names),
                hostIpc,
                sysNice,
                virtualMachine,
                nodes,
                state,
                machine);
    }
}
