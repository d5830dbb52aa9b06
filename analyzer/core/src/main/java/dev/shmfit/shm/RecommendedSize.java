package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;

/**
 * Which size should one ask for? The bound plus headroom, rounded up to a size that people write.
 *
 * <p>Headroom: a tenth of the bound, at least 16 MiB, for what no forecast knows: files left behind by a killed run, a
 * library's own segment. Sizes that people write: 64, 128, 256, 512 MiB; whole GiB up to 16; then multiples of 4 GiB up
 * to 128, of 16 GiB up to 1024, of 64 GiB beyond. A job that needs nothing gets nothing recommended.
 */
public final class RecommendedSize {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long LEAST_HEADROOM = 16 * MIB;

    private RecommendedSize() {}

    /** What is added to the bound before rounding. */
    public static ByteCount headroom(ByteCount required) {
        if (required.bytes() == 0) {
            return ByteCount.ZERO;
        }
        return ByteCount.of(Math.max(LEAST_HEADROOM, required.bytes() / 10));
    }

    /** The size to ask for. */
    public static ByteCount of(ByteCount required) {
        if (required.bytes() == 0) {
            return ByteCount.ZERO;
        }
        return written(required.plus(headroom(required)));
    }

    /** The smallest size that people write which is not less than {@code bytes}. */
    static ByteCount written(ByteCount bytes) {
        long wanted = bytes.bytes();
        for (long size = 64 * MIB; size < GIB; size *= 2) {
            if (wanted <= size) {
                return ByteCount.of(size);
            }
        }
        long step =
                wanted <= 16 * GIB ? GIB : wanted <= 128 * GIB ? 4 * GIB : wanted <= 1024 * GIB ? 16 * GIB : 64 * GIB;
        return bytes.inPagesOf(ByteCount.of(step));
    }

    /** The largest size that people write which is not more than {@code bytes}; zero below 64 MiB. */
    public static ByteCount atMost(ByteCount bytes) {
        long limit = bytes.bytes();
        if (limit < 64 * MIB) {
            return ByteCount.ZERO;
        }
        if (limit < GIB) {
            return ByteCount.of(Long.highestOneBit(limit));
        }
        long step = limit < 16 * GIB ? GIB : limit < 128 * GIB ? 4 * GIB : limit < 1024 * GIB ? 16 * GIB : 64 * GIB;
        return ByteCount.of(limit / step * step);
    }
}
