package dev.shmfit.nccl.graph;

import java.util.Arrays;

/** A row of numbers by which something is kept. */
final class IntKey {
    private final int[] numbers;
    private final int hash;

    IntKey(int[] numbers) {
        this.numbers = numbers;
        this.hash = Arrays.hashCode(numbers);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof IntKey other && other.hash == hash && Arrays.equals(other.numbers, numbers);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
