package dev.shmfit.nccl.simulate;

import java.util.Arrays;

/**
 * Numbers from 0 on, each once. A job over 128 nodes asks for hundreds of thousands of connections, and {@code HashSet} of
 * {@code Long} puts those of one rank into the same few places.
 */
final class LongSet {
    private static final long FREE = -1;

    /** By Fibonacci: spreads numbers that differ in few bits. */
    static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] places = free(64);
    private int size;

    private static long[] free(int length) {
        long[] all = new long[length];
        Arrays.fill(all, FREE);
        return all;
    }

    /** Whether the number was missing, and is there now. */
    boolean add(long number) {
        if (number < 0) {
            throw new IllegalArgumentException(number + " is below 0");
        }
        if (2 * size >= places.length) {
            long[] before = places;
            places = free(2 * before.length);
            for (long known : before) {
                if (known != FREE) {
                    places[placeOf(known)] = known;
                }
            }
        }
        int place = placeOf(number);
        if (places[place] == number) {
            return false;
        }
        places[place] = number;
        size++;
        return true;
    }

    /** Where the number is, or else would be. */
    private int placeOf(long number) {
        int place = (int) ((number * SPREAD) >>> 32) & (places.length - 1);
        while (places[place] != FREE && places[place] != number) {
            place = (place + 1) & (places.length - 1);
        }
        return place;
    }
}
