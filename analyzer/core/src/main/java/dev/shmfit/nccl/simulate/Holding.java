package dev.shmfit.nccl.simulate;

import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.units.ByteCount;
import java.util.function.Predicate;

/**
 * A piece of memory that lives until no communicator needs it any more.
 *
 * @param node of the rank that made it
 * @param gpu of that rank, in whose container it is
 * @param kind what it is for
 * @param bytes its size: of the file with what NCCL appends, or of the driver's allocation
 * @param cuMemHost whether it is host memory from the driver instead of a file in /dev/shm
 * @param neededBy which living communicators keep it
 */
record Holding(
        int node, int gpu, SegmentKind kind, ByteCount bytes, boolean cuMemHost, Predicate<Communicator> neededBy) {}
