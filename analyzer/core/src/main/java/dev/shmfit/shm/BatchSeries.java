package dev.shmfit.shm;

import dev.shmfit.units.ByteCount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What do the batches of an epoch take, one after another? Most are alike. The last may be smaller; a batch sampler may
 * make each of another size.
 */
final class BatchSeries {
    private final ByteCount largest;
    private final ByteCount last;
    /** Of each batch in order; empty where only the last may differ. */
    private final List<ByteCount> each;

    private final OptionalLong count;
    private final boolean complete;

    private BatchSeries(ByteCount largest, ByteCount last, List<ByteCount> each, LoaderLoop loop) {
        this.largest = largest;
        this.last = last;
        this.each = each;
        this.count = loop.batchesPerEpoch();
        this.complete = loop.complete();
    }

    /** The series of {@code spec}, of whose storages only those count that {@code counted} takes. */
    static BatchSeries of(LoaderSpec spec, ByteCount granule, Predicate<BatchStorages.Group> counted) {
        Map<Integer, ByteCount> charges = new HashMap<>();
        List<ByteCount> each = spec.shape().sizes().stream()
                .map(n -> charges.computeIfAbsent(n, samples -> charge(spec, samples, granule, counted)))
                .toList();
        ByteCount full = charge(spec, spec.batch(), granule, counted);
        ByteCount last = spec.loop().lastBatch().isPresent()
                ? charge(spec, spec.loop().lastBatch().getAsInt(), granule, counted)
                : full;
        return new BatchSeries(full, last, each, spec.loop());
    }

    private static ByteCount charge(
            LoaderSpec spec, int samples, ByteCount granule, Predicate<BatchStorages.Group> counted) {
        return BatchStorages.of(spec, samples).charge(spec.sharing(), granule, counted);
    }

    /** The most that is alive in such a state. */
    ByteCount of(LiveBatches.Alive alive) {
        return ofEpoch(alive.ofEpoch()).plus(ofBefore(alive.ofBefore()));
    }

    /** The most that {@code batches} of one epoch take, one after another. */
    ByteCount ofEpoch(long batches) {
        if (!each.isEmpty()) {
            return window((int) Math.min(batches, each.size()));
        }
        boolean all = count.isPresent() && batches >= count.getAsLong() && batches > 0;
        return all ? largest.times(batches - 1).plus(last) : largest.times(batches);
    }

    private ByteCount window(int width) {
        long sum = 0;
        long most = 0;
        for (int i = 0; i < each.size(); i++) {
            sum += each.get(i).bytes() - (i >= width ? each.get(i - width).bytes() : 0);
            most = Math.max(most, sum);
        }
        return ByteCount.of(most);
    }

    /**
     * The most that {@code batches} which are left of an ended epoch take. Where it may have been left early they can be
     * any.
     */
    ByteCount ofBefore(long batches) {
        if (batches == 0 || !complete) {
            return largest.times(batches);
        }
        if (each.isEmpty()) {
            return largest.times(batches - 1).plus(last);
        }
        ByteCount sum = largest.times(Math.max(0, batches - each.size()));
        for (int i = Math.max(0, each.size() - (int) Math.min(batches, each.size())); i < each.size(); i++) {
            sum = sum.plus(each.get(i));
        }
        return sum;
    }
}
