package dev.shmfit.shm;

import dev.shmfit.facts.Provenance;
import dev.shmfit.units.ByteCount;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One PyTorch DataLoader of one rank, or another producer of batches, as far as /dev/shm is concerned.
 *
 * @param name what the report calls it
 * @param pool its processes
 * @param shape its batches
 * @param loop what happens to them
 * @param dataset bytes of tensors that the dataset object itself holds
 * @param extras what else the program keeps in shared memory on account of this loader
 * @param statement what was said of it, and what that leaves open
 * @param times how long a sample and a step take; empty where not stated
 */
public record LoaderSpec(
        String name,
        WorkerPool pool,
        BatchShape shape,
        LoaderLoop loop,
        ByteCount dataset,
        List<SharedExtra> extras,
        Statement statement,
        Optional<StepTimes> times) {
    public LoaderSpec {
        extras = List.copyOf(extras);
    }

    /**
     * What was said of a loader.
     *
     * @param keys that the user wrote; all others are defaults
     * @param notCovered what whoever described the loader could not see, as sentences without a full stop
     */
    public record Statement(List<String> keys, List<String> notCovered) {
        public Statement {
            keys = List.copyOf(keys);
            notCovered = List.copyOf(notCovered);
        }

        /** These keys, and nothing left open. */
        static Statement of(List<String> keys) {
            return new Statement(keys, List.of());
        }
    }

    /** The defaults of PyTorch on Linux before Python 3.14, for a loader with the given shape. */
    public static LoaderSpec of(String name, int workers, int prefetch, int batch, List<SampleLeaf> sample) {
        return new LoaderSpec(
                name,
                WorkerPool.of(workers, prefetch),
                BatchShape.of(batch, sample, Collate.DEFAULT),
                LoaderLoop.ONCE,
                ByteCount.ZERO,
                List.of(),
                Statement.of(List.of("workers", "prefetch", "batch", "sample")),
                Optional.empty());
    }

    /** The keys that the user wrote. */
    public List<String> stated() {
        return statement.keys();
    }

    /** The same, where its description leaves something open. */
    public LoaderSpec notCovering(List<String> open) {
        return new LoaderSpec(name, pool, shape, loop, dataset, extras, new Statement(statement.keys(), open), times);
    }

    /** The same loader, run through several times where nobody said how often. */
    public LoaderSpec forSeveralEpochs() {
        return stated().contains("epochs")
                ? this
                : new LoaderSpec(name, pool, shape, loop.again(), dataset, extras, statement, times);
    }

    /** {@code num_workers}. */
    public int workers() {
        return pool.workers();
    }

    /** {@code prefetch_factor}. */
    public int prefetch() {
        return pool.prefetch();
    }

    /** {@code persistent_workers}. */
    public boolean persistent() {
        return pool.persistent();
    }

    /** The workers' sharing strategy. */
    public Sharing sharing() {
        return pool.sharing();
    }

    /** How workers come into being. */
    public StartMethod start() {
        return pool.start();
    }

    /** {@code batch_size}. */
    public int batch() {
        return shape.batch();
    }

    /** The leaves of one sample, at their largest. */
    public List<SampleLeaf> sample() {
        return shape.sample();
    }

    /** How samples become a batch. */
    public Collate collate() {
        return shape.collate();
    }

    /** Batches that the consumer still refers to when it asks for the next one. */
    public int held() {
        return loop.held();
    }

    /** {@code pin_memory}, where it takes effect. */
    public boolean pin() {
        return loop.pin();
    }

    /** How often the loader is run through. */
    public int epochs() {
        return loop.epochs();
    }

    /** Batches of an epoch; empty where not stated. */
    public OptionalLong batchesPerEpoch() {
        return loop.batchesPerEpoch();
    }

    /** Where the value of a key came from. */
    public Provenance provenance(String key) {
        return stated().contains(key) ? Provenance.STATED : Provenance.DEFAULT;
    }

    /** Batches that are out ahead of the consumer, at the most: W of the model. */
    public long ahead() {
        return workers() == 0 ? 0 : pool.producer().ahead(workers(), prefetch(), pin());
    }

    /** Whether new workers inherit the shared tensors that the parent has at that moment, and keep them. */
    public boolean inherits() {
        return start() == StartMethod.FORK;
    }

    /** Whether new worker processes start at the start of a further epoch. */
    public boolean restarts() {
        return epochs() > 1 && !persistent();
    }

    /** The same loader with other sizes: for the search of what fits. */
    public LoaderSpec sized(int newWorkers, int newPrefetch, int newBatch) {
        return new LoaderSpec(
                name,
                pool.sized(newWorkers, newPrefetch),
                shape.sized(newBatch),
                newBatch == batch() ? loop : loop.uniform(),
                dataset,
                extras,
                statement,
                times);
    }

    /**
     * The same loader with batches that are all full and stay whole, for figures that are lines over the size of a batch.
     * Where pinning passes over a part, all is taken as passed over.
     */
    LoaderSpec uniform() {
        boolean whole = sample().stream().allMatch(SampleLeaf::pins);
        List<SampleLeaf> leaves = sample().stream()
                .map(l -> whole || !pin() ? l : (SampleLeaf) new SampleLeaf.NotPinned(l))
                .toList();
        return new LoaderSpec(
                name,
                pool,
                BatchShape.of(batch(), leaves, collate()),
                loop.uniform(),
                dataset,
                extras,
                statement,
                times);
    }
}
