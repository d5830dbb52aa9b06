package dev.shmfit.nccl.plan;

import dev.shmfit.units.ByteCount;

/**
 * Equal segments.
 *
 * @param bytes the size of each file, with what NCCL appends to it
 * @param count how many, on the node
 */
public record Segments(SegmentKind kind, ByteCount bytes, long count) {
    /** Sum of the file sizes. */
    public ByteCount total() {
        return bytes.times(count);
    }

    /** What a tmpfs charges for them. */
    public ByteCount inPagesOf(ByteCount pageSize) {
        return bytes.inPagesOf(pageSize).times(count);
    }
}
