package dev.shmfit.reports;

/**
 * What one DataLoader puts into /dev/shm, in one rank.
 *
 * @param batchBytes the tensors of one batch
 * @param steadyBytes with every worker idle and everything prefetched
 * @param peakBytes the bound that no moment exceeds
 * @param segments files at the peak
 * @param fileDescriptors that the parent process needs for them
 * @param formula how {@code peakBytes} comes about, as a sentence
 * @param count how many ranks of the node have it
 */
public record LoaderV1(
        String name,
        long batchBytes,
        long steadyBytes,
        long peakBytes,
        long segments,
        long fileDescriptors,
        String formula,
        int count) {}
