package dev.shmfit.facts;

/**
 * What is the state of /dev/shm, apart from its size?
 *
 * @param missing whether there is none at all
 * @param type its file system
 * @param mode its permissions, such as 01777
 * @param owner the user to whom it belongs
 * @param mount what is mounted there, by the mount table
 * @param files in it
 */
public record ShmState(
        boolean missing,
        Reading<String> type,
        Reading<Integer> mode,
        Reading<Long> owner,
        Reading<ShmMount> mount,
        Reading<ShmFiles> files) {
    private static final String WHY = "not captured";

    /** Nothing is known. */
    public static final ShmState UNKNOWN = new ShmState(
            false,
            Reading.absent(WHY),
            Reading.absent(WHY),
            Reading.absent(WHY),
            Reading.absent(WHY),
            Reading.absent(WHY));
}
