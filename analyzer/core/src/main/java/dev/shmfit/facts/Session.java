package dev.shmfit.facts;

/**
 * Whose session is it, and does it take shared memory away when it ends?
 *
 * @param user the number of who asks
 * @param removesIpc whether logind deletes this user's shared memory when the last session ends
 */
public record Session(Reading<Long> user, Reading<Boolean> removesIpc) {
    private static final String WHY = "not captured";

    /** Nothing is known. */
    public static final Session UNKNOWN = new Session(Reading.absent(WHY), Reading.absent(WHY));
}
