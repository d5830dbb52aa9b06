package dev.shmfit.reports;

import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.Producer;
import dev.shmfit.units.PrintedSizes;
import dev.shmfit.units.PrintedSizes.Factor;
import java.util.ArrayList;
import java.util.List;

/** What a DataLoader does, with a sentence that shows its peak as a sum. */
final class LoaderMapper {
    private LoaderMapper() {}

    static LoaderV1 of(LoaderDemand d, int ranks) {
        return new LoaderV1(
                d.spec().name(),
                d.batch().bytes(),
                d.steady().bytes(),
                d.peak().bytes(),
                d.segments(),
                d.descriptors().largest(),
                formula(d),
                ranks);
    }

    /** {@code 10 batches of 18.4 MiB (4 workers × 2 prefetched + 1 held + 1 handed over) + 20 semaphores of 4.0 KiB}. */
    static String formula(LoaderDemand d) {
        if (d.spec().workers() == 0) {
            return "no workers: the process itself makes the batches, in its own memory";
        }
        List<String> terms = new ArrayList<>();
        long rest = d.peak().bytes() - d.batch().bytes() * d.batchesAtPeak();
        String batch = PrintedSizes.factors(
                        List.of(new Factor(d.batchesAtPeak(), d.batch().bytes())),
                        rest,
                        Words.need(d.peak().bytes()))
                .get(0);
        terms.add(Words.count(d.batchesAtPeak(), "batch", "batches") + " of " + batch + " (" + alive(d) + ")");
        long semaphores = d.semaphores().bytes() / d.granule().bytes();
        terms.add(semaphores + " semaphores of " + Words.human(d.granule().bytes()));
        if (d.leftovers().bytes() > 0) {
            terms.add("as many of the epoch before");
        }
        if (d.other().bytes() > 0) {
            terms.add(Words.human(d.other().bytes()) + " that the dataset and stated extras keep there");
        }
        String sum = String.join(" + ", terms);
        long smaller = d.levels().smaller().bytes();
        return smaller == 0 ? sum : sum + " - " + Words.human(smaller) + " that some of these batches are smaller";
    }

    /** How the batches that are alive at once come together. */
    private static String alive(LoaderDemand d) {
        LoaderSpec spec = d.spec();
        long all = d.allPinned() ? spec.ahead() : spec.ahead() + spec.held() + 1;
        String ahead = spec.pool().producer() == Producer.DATALOADER
                ? Words.count(spec.workers(), "worker") + " × " + spec.prefetch() + " prefetched"
                : spec.ahead() + " ahead";
        String sum = ahead
                + (d.allPinned()
                        ? "; pinned copies are not in /dev/shm"
                        : " + " + spec.held() + " held + 1 handed over");
        if (d.batchesAtPeak() < all) {
            return "all that there are; " + sum + " would be " + all;
        }
        long inherited = d.batchesAtPeak() - all;
        return inherited == 0 ? sum : sum + " + " + inherited + " inherited from the epoch before";
    }
}
