package dev.shmfit.shm;

import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The size of /dev/shm cannot change: which workload fits? Finds, for one loader of a job, the largest workers x
 * prefetch and the largest batch that stay below the bound, everything else unchanged. Loaders of which nobody said how
 * often they are run through are taken as run through several times: what is proposed holds for any number of epochs.
 */
public final class FitSearch {
    private static final int MOST_BATCH = 1 << 20;
    private static final int MOST_WORKERS = 4096;

    private FitSearch() {}

    /**
     * The answer for one loader.
     *
     * @param room what the loaders of one rank may take in sum
     * @param widest most prefetched batches at the stated batch size; of several equal ones the most workers, up to
     *     those stated; empty where not even one worker fits
     * @param largestBatch the largest batch size at the stated workers and prefetch; empty where not even 1 fits
     * @param reason in a sentence
     */
    public record Answer(ByteCount room, Optional<LoaderSpec> widest, Optional<LoaderSpec> largestBatch, Text reason) {}

    /**
     * Searches for {@code stated.get(which)}.
     *
     * @param usable bytes of /dev/shm
     * @param others what everything but the loaders takes on the node
     * @param ranks on the node, each with all loaders
     */
    public static Answer search(
            List<LoaderSpec> stated, int which, ByteCount usable, ByteCount others, int ranks, ByteCount granule) {
        List<LoaderSpec> loaders =
                stated.stream().map(LoaderSpec::forSeveralEpochs).toList();
        boolean open = !RankDemand.of(stated, granule).moreInLaterEpochs().equals(ByteCount.ZERO);
        ByteCount room = ByteCount.of(Math.max(0, usable.bytes() - others.bytes()) / Math.max(1, ranks));
        LoaderSpec asked = loaders.get(which);
        Optional<LoaderSpec> widest = widest(loaders, which, room, granule);
        Optional<LoaderSpec> batch = largestBatch(loaders, which, room, granule);
        Text reason = reason(asked, widest, batch, room, ranks, granule);
        return new Answer(room, widest, batch, open ? Text.of("verdict/fit.any-epochs", "fits", reason) : reason);
    }

    private static boolean fits(
            List<LoaderSpec> loaders, int which, LoaderSpec tried, ByteCount room, ByteCount granule) {
        List<LoaderSpec> all = new ArrayList<>(loaders);
        all.set(which, tried);
        try {
            return RankDemand.of(all, granule).peak().compareTo(room) <= 0;
        } catch (ArithmeticException e) {
            // More bytes than can be counted do not fit anywhere.
            return false;
        }
    }

    /** Never more than was asked for: the search is for what still works, not for what else could. */
    private static Optional<LoaderSpec> widest(List<LoaderSpec> loaders, int which, ByteCount room, ByteCount granule) {
        LoaderSpec asked = loaders.get(which);
        LoaderSpec best = null;
        for (int workers = Math.min(asked.workers(), MOST_WORKERS); workers >= 1; workers--) {
            int low = 0;
            int high = asked.prefetch();
            while (low < high) {
                int middle = (int) (((long) low + high + 1) / 2);
                boolean fits = fits(loaders, which, asked.sized(workers, middle, asked.batch()), room, granule);
                low = fits ? middle : low;
                high = fits ? high : middle - 1;
            }
            if (low > 0 && (best == null || (long) workers * low > (long) best.workers() * best.prefetch())) {
                best = asked.sized(workers, low, asked.batch());
            }
        }
        return Optional.ofNullable(best);
    }

    private static Optional<LoaderSpec> largestBatch(
            List<LoaderSpec> loaders, int which, ByteCount room, ByteCount granule) {
        LoaderSpec asked = loaders.get(which);
        int low = 0;
        int high = Math.max(asked.batch(), MOST_BATCH);
        if (asked.workers() == 0) {
            return Optional.of(asked);
        }
        while (low < high) {
            int middle = (int) (((long) low + high + 1) / 2);
            boolean fits = fits(loaders, which, asked.sized(asked.workers(), asked.prefetch(), middle), room, granule);
            low = fits ? middle : low;
            high = fits ? high : middle - 1;
        }
        return low == 0 ? Optional.empty() : Optional.of(asked.sized(asked.workers(), asked.prefetch(), low));
    }

    private static Text reason(
            LoaderSpec asked,
            Optional<LoaderSpec> widest,
            Optional<LoaderSpec> batch,
            ByteCount room,
            int ranks,
            ByteCount granule) {
        Text start = Text.of("verdict/fit.room", "ranks", ranks, "room", RoundedSize.down(room));
        LoaderDemand one = LoaderDemand.of(asked.sized(Math.min(1, asked.workers()), 1, asked.batch()), granule);
        Text most = widest.map(w -> Text.of(
                        "verdict/fit.widest",
                        "start",
                        start,
                        "batch",
                        asked.batch(),
                        "bytes",
                        RoundedSize.up(one.batch()),
                        "workers",
                        w.workers(),
                        "prefetch",
                        w.prefetch(),
                        "batches",
                        LoaderDemand.of(w, granule).batchesAtPeak()))
                .orElse(
                        asked.workers() == 0
                                ? Text.of("verdict/fit.nothing", "start", start)
                                : Text.of(
                                        "verdict/fit.none",
                                        "start",
                                        start,
                                        "need",
                                        RoundedSize.up(one.peak()),
                                        "batch",
                                        asked.batch()));
        return batch.filter(b -> asked.workers() > 0)
                .map(b -> Text.of(
                        "verdict/fit.batch",
                        "most",
                        most,
                        "workers",
                        asked.workers(),
                        "prefetch",
                        asked.prefetch(),
                        "batch",
                        b.batch()))
                .orElse(most);
    }
}
