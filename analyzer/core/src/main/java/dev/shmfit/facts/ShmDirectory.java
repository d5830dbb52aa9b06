package dev.shmfit.facts;

/**
 * What is the directory /dev/shm itself?
 *
 * @param mode its permissions
 * @param owner the number of the user to whom it belongs
 * @param device of its file system, in the kernel's spelling
 */
public record ShmDirectory(Reading<Integer> mode, Reading<Long> owner, Reading<String> device) {
    private static final String WHY = "not captured";

    /** Nothing is known. */
    public static final ShmDirectory UNKNOWN =
            new ShmDirectory(Reading.absent(WHY), Reading.absent(WHY), Reading.absent(WHY));
}
