package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.facts.Reading;
import dev.shmfit.facts.UsualReasons;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;

/**
 * What does the node or container offer? Every fact is a reading of its own: one that is missing says why.
 *
 * @param size of the tmpfs at /dev/shm
 * @param available free bytes of it at the time of the capture
 * @param freeInodes files that it still takes
 * @param pageSize of the system
 * @param granule what the tmpfs charges at least for a file: the page, or 2 MiB where mounted {@code huge=always}
 * @param systemMemory RAM of the machine
 * @param limits of the container and its processes
 * @param gpuMemory of each GPU: no part of the comparison, but often taken for it
 */
public record ShmSupply(
        Reading<ByteCount> size,
        Reading<ByteCount> available,
        Reading<Long> freeInodes,
        ByteCount pageSize,
        ByteCount granule,
        Reading<ByteCount> systemMemory,
        Limits limits,
        Reading<List<ByteCount>> gpuMemory) {
    /** A limit that is none. */
    public static final ByteCount UNLIMITED = ByteCount.of(Long.MAX_VALUE);

    /**
     * What a container and its processes may have.
     *
     * @param memory of the container or job; tmpfs pages are charged to it
     * @param lockedMemory {@code ulimit -l}, in bytes; {@link #UNLIMITED} where there is no limit
     * @param openFiles {@code ulimit -n}; {@code Long.MAX_VALUE} where there is no limit
     */
    public record Limits(Reading<ByteCount> memory, Reading<ByteCount> lockedMemory, Reading<Long> openFiles) {}

    /** The memory limit of the container or job. */
    public Reading<ByteCount> memoryLimit() {
        return limits.memory();
    }

    /** {@code ulimit -l}. */
    public Reading<ByteCount> lockedMemory() {
        return limits.lockedMemory();
    }

    /** {@code ulimit -n}. */
    public Reading<Long> openFiles() {
        return limits.openFiles();
    }

    /** Nothing known but the page size. */
    public static ShmSupply unknown(ByteCount pageSize, String why) {
        return new ShmSupply(
                Reading.absent(why),
                Reading.absent(why),
                Reading.absent(why),
                pageSize,
                pageSize,
                Reading.absent(why),
                new Limits(Reading.absent(why), Reading.absent(why), Reading.absent(why)),
                Reading.absent("not captured"));
    }

    /** The same with the size of the tmpfs replaced; what was free before says nothing about the new size. */
    public ShmSupply withSize(Reading<ByteCount> newSize) {
        return new ShmSupply(
                newSize,
                Reading.absent(UsualReasons.NOT_FOR_STATED_SIZE),
                Reading.absent(UsualReasons.NOT_FOR_STATED_SIZE),
                pageSize,
                granule,
                systemMemory,
                limits,
                gpuMemory);
    }

    /** The same with the memory limit replaced. */
    public ShmSupply withMemoryLimit(Reading<ByteCount> newLimit) {
        return new ShmSupply(
                size,
                available,
                freeInodes,
                pageSize,
                granule,
                systemMemory,
                new Limits(newLimit, limits.lockedMemory(), limits.openFiles()),
                gpuMemory);
    }

    /** What a job that starts now can use: the free bytes where known, else the size. */
    public Reading<ByteCount> usable() {
        return available.isKnown() ? available : size;
    }

    /** The memory limit, unless there is none or it is not known. */
    public Optional<ByteCount> finiteMemoryLimit() {
        return memoryLimit().asOptional().filter(l -> l.bytes() < UNLIMITED.bytes());
    }

    /** How far a known reading can be trusted: what the user stated is told from what was read. */
    public static Provenance provenance(Reading<?> reading) {
        return reading.match(
                known -> known.source().stated() ? Provenance.STATED : Provenance.MEASURED,
                absent -> Provenance.ASSUMED,
                unreadable -> Provenance.ASSUMED);
    }
}
