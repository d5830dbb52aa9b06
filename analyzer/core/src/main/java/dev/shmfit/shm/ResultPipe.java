package dev.shmfit.shm;

import java.util.Optional;

/**
 * Does the pipe through which workers announce their batches keep them from sharing everything they have prepared?
 * Tensors that move to shared memory when they are pickled cannot do so while the pipe is full. It lowers the settled
 * use only: a parent that waits for a late batch drains the pipe, and the bound holds.
 *
 * @param messageBytes one batch's announcement (measured with torch 1.13)
 * @param fewest batches shared ahead of the consumer, at least
 * @param most the same at most
 */
public record ResultPipe(long messageBytes, long fewest, long most) {
    private static final long PIPE_BYTES = 65536;

    static Optional<ResultPipe> of(LoaderSpec spec, BatchStorages storages) {
        long files = storages.files(spec.sharing());
        boolean loader = spec.pool().producer() == Producer.DATALOADER;
        if (!loader || spec.workers() == 0 || spec.pin() || files == 0 || !storages.allLate()) {
            return Optional.empty();
        }
        long message = spec.sharing() == Sharing.FILE_SYSTEM ? 200 + 130 * files : 280 + 76 * files;
        long inPipe = (PIPE_BYTES + message - 1) / message;
        long ahead = (long) spec.workers() * spec.prefetch();
        if (ahead <= inPipe + spec.workers()) {
            return Optional.empty();
        }
        return Optional.of(
                new ResultPipe(message, inPipe + spec.workers(), Math.min(ahead, inPipe + 2L * spec.workers())));
    }
}
