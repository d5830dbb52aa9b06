package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One PyTorch DataLoader of one rank, as far as /dev/shm is concerned.
 *
 * @param name what the report calls it
 * @param workers {@code num_workers}
 * @param prefetch {@code prefetch_factor}: batches that each worker prepares ahead
 * @param batch {@code batch_size}
 * @param sample the leaves of one sample, at their largest
 * @param held batches that the consumer still refers to when it asks for the next one; 1 in {@code for b in loader}
 * @param pin {@code pin_memory}, with an accelerator that makes it effective
 * @param persistent {@code persistent_workers}
 * @param epochs how often the loader is run through
 * @param batchesPerEpoch empty where not stated: then taken as more than can be alive at once
 * @param dataset bytes of tensors that the dataset object itself holds
 * @param extras what else the program keeps in shared memory on account of this loader
 * @param stated the keys that the user wrote; all others are defaults
 * @param times how long a sample and a step take; empty where not stated
 */
public record LoaderSpec(
        String name,
        int workers,
        int prefetch,
        int batch,
        List<SampleLeaf> sample,
        Collate collate,
        int held,
        boolean pin,
        boolean persistent,
        Sharing sharing,
        StartMethod start,
        int epochs,
        OptionalLong batchesPerEpoch,
        ByteCount dataset,
        List<SharedExtra> extras,
        List<String> stated,
        Optional<StepTimes> times) {
    public LoaderSpec {
        sample = List.copyOf(sample);
        extras = List.copyOf(extras);
        stated = List.copyOf(stated);
        if (workers < 0 || prefetch < 1 || batch < 1 || held < 0 || epochs < 1) {
            throw new IllegalArgumentException("a loader cannot have workers=" + workers + ",prefetch=" + prefetch
                    + ",batch=" + batch + ",held=" + held + ",epochs=" + epochs);
        }
    }

    /** A loader of which no times are stated. */
    public LoaderSpec(
            String name,
            int workers,
            int prefetch,
            int batch,
            List<SampleLeaf> sample,
            Collate collate,
            int held,
            boolean pin,
            boolean persistent,
            Sharing sharing,
            StartMethod start,
            int epochs,
            OptionalLong batchesPerEpoch,
            ByteCount dataset,
            List<SharedExtra> extras,
            List<String> stated) {
        this(
                name,
                workers,
                prefetch,
                batch,
                sample,
                collate,
                held,
                pin,
                persistent,
                sharing,
                start,
                epochs,
                batchesPerEpoch,
                dataset,
                extras,
                stated,
                Optional.empty());
    }

    /** The defaults of PyTorch on Linux before Python 3.14, for a loader with the given shape. */
    public static LoaderSpec of(String name, int workers, int prefetch, int batch, List<SampleLeaf> sample) {
        return new LoaderSpec(
                name,
                workers,
                prefetch,
                batch,
                sample,
                Collate.DEFAULT,
                1,
                false,
                false,
                Sharing.FILE_DESCRIPTOR,
                StartMethod.FORK,
                1,
                OptionalLong.empty(),
                ByteCount.ZERO,
                List.of(),
                List.of("workers", "prefetch", "batch", "sample"));
    }

    /** Where the value of a key came from. */
    public Provenance provenance(String key) {
        return stated.contains(key) ? Provenance.STATED : Provenance.DEFAULT;
    }

    /** Whether new workers inherit the shared tensors that the parent has at that moment, and keep them. */
    public boolean inherits() {
        return start == StartMethod.FORK;
    }

    /** Whether new worker processes start at the start of a further epoch. */
    public boolean restarts() {
        return epochs > 1 && !persistent;
    }

    /** The same loader with other sizes: for the search of what fits. */
    public LoaderSpec sized(int newWorkers, int newPrefetch, int newBatch) {
        return new LoaderSpec(
                name,
                newWorkers,
                newPrefetch,
                newBatch,
                sample,
                collate,
                held,
                pin,
                persistent,
                sharing,
                start,
                epochs,
                batchesPerEpoch,
                dataset,
                extras,
                stated,
                times);
    }
}
