package dev.shmfit.nccl.plan;

import dev.shmfit.units.ByteCount;
import java.util.List;

/**
 * A moment in a communicator's life, and what it adds to /dev/shm on the node.
 *
 * @param name {@code init}, {@code collectives}, {@code alltoall}, or an operation that was asked for
 * @param segments those that this phase newly creates in /dev/shm
 * @param totalBytes file sizes of all segments of this communicator alive after the phase
 * @param tmpfsBytes the same in whole pages
 * @param cuMemHostBytes host memory that NCCL allocated through the driver in place of /dev/shm, alive after the phase
 */
public record PhaseForecast(
        String name, List<Segments> segments, ByteCount totalBytes, ByteCount tmpfsBytes, ByteCount cuMemHostBytes) {
    public PhaseForecast {
        segments = List.copyOf(segments);
    }
}
