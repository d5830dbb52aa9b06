package dev.shmfit.nccl.graph;

import java.util.Arrays;

/** A row of numbers that grows. */
final class IntRow {
    private int[] all;
    private int size;

    /** With room for so many. */
    IntRow(int room) {
        all = new int[room];
    }

    void put(int number) {
        if (size == all.length) {
            all = Arrays.copyOf(all, 2 * size);
        }
        all[size++] = number;
    }

    void put(int[] numbers) {
        for (int n : numbers) {
            put(n);
        }
    }

    IntKey toKey() {
        return new IntKey(toArray());
    }

    int[] toArray() {
        return Arrays.copyOf(all, size);
    }
}
