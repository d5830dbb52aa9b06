package dev.shmfit.nccl.graph;

import java.util.Arrays;

/** A row of numbers that grows. */
final class IntRow {
    private int[] all = new int[256];
    private int size;

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

    int[] toArray() {
        return Arrays.copyOf(all, size);
    }
}
