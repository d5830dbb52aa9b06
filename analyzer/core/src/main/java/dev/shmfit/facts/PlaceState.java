package dev.shmfit.facts;

import java.util.List;

/**
 * What is the state of the place, apart from sizes: what may have been left behind, set wrong, or hang?
 *
 * @param shm of /dev/shm
 * @param user who asks
 * @param removesIpc whether logind removes a user's shared memory when the last session ends
 * @param redirecting bridges above GPUs whose access control sends peer-to-peer traffic up to the CPU, each with where
 *     it was read
 * @param iommu the kernel's option that switches an IOMMU on without passing devices through
 * @param silent what did not answer, one sentence each
 */
public record PlaceState(
        ShmState shm,
        Reading<Long> user,
        Reading<Boolean> removesIpc,
        List<Reading.Known<String>> redirecting,
        Reading<String> iommu,
        List<Reading.Known<String>> silent) {
    private static final String WHY = "not captured";

    /** Nothing is known. */
    public static final PlaceState UNKNOWN = new PlaceState(
            ShmState.UNKNOWN, Reading.absent(WHY), Reading.absent(WHY), List.of(), Reading.absent(WHY), List.of());

    public PlaceState {
        redirecting = List.copyOf(redirecting);
        silent = List.copyOf(silent);
    }
}
