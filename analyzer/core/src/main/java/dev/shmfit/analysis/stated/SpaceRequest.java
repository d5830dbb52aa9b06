package dev.shmfit.analysis.stated;

import dev.shmfit.facts.Reading;
import dev.shmfit.units.ByteCount;
import dev.shmfit.verdict.Place;
import java.util.Optional;

/**
 * What the container has, and what the job takes of it without /dev/shm, as stated.
 *
 * @param shmSize of /dev/shm, with where it is stated
 * @param memoryLimit of the container, with where it is stated
 * @param residentPerRank memory of one rank's processes, loader workers included, without /dev/shm
 * @param platform where the job runs, in place of what the capture tells
 */
public record SpaceRequest(
        Optional<Reading.Known<ByteCount>> shmSize,
        Optional<Reading.Known<ByteCount>> memoryLimit,
        Optional<ByteCount> residentPerRank,
        Optional<Place> platform) {
    /** Nothing stated. */
    public static final SpaceRequest NONE =
            new SpaceRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
