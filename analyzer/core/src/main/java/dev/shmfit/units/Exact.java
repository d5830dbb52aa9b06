package dev.shmfit.units;

/** Sums and products of stated counts: exact, or {@link SizeOverflow}. */
public final class Exact {
    private Exact() {}

    /** The sum. */
    public static long plus(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw new SizeOverflow();
        }
        return sum;
    }

    /** The product. */
    public static long times(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high != low >> 63) {
            throw new SizeOverflow();
        }
        return low;
    }
}
