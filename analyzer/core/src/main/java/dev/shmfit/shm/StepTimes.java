package dev.shmfit.shm;

import dev.shmfit.units.Exact;

/**
 * How fast would training be? An estimate from two stated times, not a forecast of any bytes: batches are made by the
 * workers side by side while the GPU computes, or, without workers, by the training process itself between steps.
 *
 * <p>Left out: the time to receive a batch, processors that do not suffice for all workers, and overlap without workers
 * where the training loop never waits for the GPU. The first two make workers look better than they are, the last makes
 * {@code workers=0} look worse.
 *
 * @param sampleNanos that one worker takes for one sample, collating included
 * @param stepNanos that one training step takes when its batch is there
 */
public record StepTimes(long sampleNanos, long stepNanos) {
    public StepTimes {
        if (sampleNanos < 1 || stepNanos < 1) {
            throw new IllegalArgumentException("a step cannot take " + sampleNanos + " + " + stepNanos + " ns");
        }
    }

    /** The time to make one batch, by one process. */
    public long batchNanos(int batch) {
        return Exact.times(sampleNanos, (long) batch);
    }

    /** From one step to the next: the slower of the GPU and of the workers together; without workers one after the other. */
    public long cycleNanos(int workers, int batch) {
        long data = batchNanos(batch);
        return workers == 0 ? Exact.plus(data, stepNanos) : Math.max(stepNanos, ceil(data, workers));
    }

    /** Of that time the GPU works, in per cent, rounded down. */
    public int busyPercent(int workers, int batch) {
        return (int) (Exact.times(stepNanos, 100L) / cycleNanos(workers, batch));
    }

    /** How much longer training takes than with {@code than} workers, in per cent, rounded to the nearest. */
    public long slowerPercent(int workers, int than, int batch) {
        long reference = cycleNanos(than, batch);
        return Math.round(100.0 * (cycleNanos(workers, batch) - reference) / reference);
    }

    /** How many fewer samples pass in a second than with {@code than} workers, in per cent, rounded to the nearest. */
    public long lostPercent(int workers, int than, int batch) {
        return Math.round(100.0 - 100.0 * cycleNanos(than, batch) / cycleNanos(workers, batch));
    }

    /** The fewest workers that keep the GPU busy all the time. */
    public long enoughWorkers(int batch) {
        return ceil(batchNanos(batch), stepNanos);
    }

    private static long ceil(long a, long b) {
        return Math.floorDiv(a + b - 1, b);
    }
}
