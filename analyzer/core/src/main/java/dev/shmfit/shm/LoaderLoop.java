package dev.shmfit.shm;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The loop that a loader's batches go to.
 *
 * @param held batches that the consumer still refers to when it asks for the next one; 1 in {@code for b in loader}
 * @param pin {@code pin_memory}, with an accelerator that makes it effective
 * @param epochs how often the loader is run through
 * @param batchesPerEpoch empty where not stated: then taken as more than can be alive at once
 * @param lastBatch samples in an epoch's last batch where it is smaller; empty where it is full or not known
 * @param complete whether every epoch is known to run to its end: what is held at an epoch's turn then includes the last
 *     batch, however small
 * @param order when it runs beside the other loaders of the job
 */
public record LoaderLoop(
        int held,
        boolean pin,
        int epochs,
        OptionalLong batchesPerEpoch,
        OptionalInt lastBatch,
        boolean complete,
        LoaderOrder order) {
    /** {@code for b in loader}, once. */
    static final LoaderLoop ONCE =
            new LoaderLoop(1, false, 1, OptionalLong.empty(), OptionalInt.empty(), false, LoaderOrder.INSIDE);

    public LoaderLoop {
        if (held < 0 || epochs < 1) {
            throw new IllegalArgumentException("a loop cannot have held=" + held + ",epochs=" + epochs);
        }
    }

    /** The same for a further epoch: any number above one needs as much. */
    LoaderLoop again() {
        return new LoaderLoop(held, pin, Math.max(2, epochs), batchesPerEpoch, lastBatch, complete, order);
    }

    /** The same with full batches only. */
    LoaderLoop uniform() {
        return new LoaderLoop(held, pin, epochs, batchesPerEpoch, OptionalInt.empty(), complete, order);
    }
}
