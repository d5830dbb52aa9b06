package dev.shmfit.shm;

import java.util.List;

/**
 * What one batch consists of.
 *
 * @param batch {@code batch_size}: samples in the largest batch
 * @param sample the leaves of one sample, at their largest
 * @param collate how samples become a batch
 * @param sizes samples of each batch of an epoch, in the order in which they are handed out, where a batch sampler makes
 *     them differ; empty where all are alike
 */
public record BatchShape(int batch, List<SampleLeaf> sample, Collate collate, List<Integer> sizes) {
    public BatchShape {
        sample = List.copyOf(sample);
        sizes = List.copyOf(sizes);
        if (batch < 1) {
            throw new IllegalArgumentException("a batch cannot have " + batch + " samples");
        }
    }

    /** Batches that are all alike. */
    static BatchShape of(int batch, List<SampleLeaf> sample, Collate collate) {
        return new BatchShape(batch, sample, collate, List.of());
    }

    /** Of another size, all alike: what is known of single batches holds for the stated size only. */
    BatchShape sized(int newBatch) {
        return newBatch == batch ? this : of(newBatch, sample, collate);
    }
}
