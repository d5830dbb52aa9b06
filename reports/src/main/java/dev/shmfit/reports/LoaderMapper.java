package dev.shmfit.reports;

import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.Producer;
import dev.shmfit.text.Language;
import dev.shmfit.text.Text;
import dev.shmfit.units.PrintedSizes;
import dev.shmfit.units.PrintedSizes.Factor;
import java.util.List;

/** What a DataLoader does, with a sentence that shows its peak as a sum. */
final class LoaderMapper {
    private LoaderMapper() {}

    static LoaderV1 of(LoaderDemand d, int ranks, Language language) {
        return new LoaderV1(
                d.spec().name(),
                d.batch().bytes(),
                d.steady().bytes(),
                d.peak().bytes(),
                d.segments(),
                d.descriptors().largest(),
                formula(d).in(language),
                ranks);
    }

    /** {@code 10 batches of 18.4 MiB (4 workers × 2 prefetched + 1 held + 1 handed over) + 20 semaphores of 4.0 KiB}. */
    static Text formula(LoaderDemand d) {
        if (d.spec().workers() == 0) {
            return Text.of("job/no-workers");
        }
        long rest = d.peak().bytes() - d.batch().bytes() * d.batchesAtPeak();
        String batch = PrintedSizes.factors(
                        List.of(new Factor(d.batchesAtPeak(), d.batch().bytes())),
                        rest,
                        Words.need(d.peak().bytes()))
                .get(0);
        long semaphores = d.semaphores().bytes() / d.granule().bytes();
        Text sum = Text.joined(
                Text.of("job/batches", "batches", d.batchesAtPeak(), "size", batch, "alive", alive(d)),
                Text.of(
                        "job/and-semaphores",
                        "semaphores",
                        String.valueOf(semaphores),
                        "size",
                        Words.human(d.granule().bytes())),
                d.leftovers().bytes() > 0 ? Text.of("job/and-leftovers") : Text.EMPTY,
                d.other().bytes() > 0
                        ? Text.of(
                                "job/and-other", "bytes", Words.human(d.other().bytes()))
                        : Text.EMPTY);
        long smaller = d.levels().smaller().bytes();
        return smaller == 0 ? sum : Text.of("job/less-smaller", "sum", sum, "bytes", Words.human(smaller));
    }

    /** How the batches that are alive at once come together. */
    private static Text alive(LoaderDemand d) {
        LoaderSpec spec = d.spec();
        long all = d.allPinned() ? spec.ahead() : spec.ahead() + spec.held() + 1;
        Text ahead = spec.pool().producer() == Producer.DATALOADER
                ? Text.of("job/prefetched", "workers", spec.workers(), "prefetch", spec.prefetch())
                : Text.of("job/ahead", "batches", spec.ahead());
        Text sum = d.allPinned()
                ? Text.of("job/pinned", "ahead", ahead)
                : Text.of("job/held", "ahead", ahead, "held", spec.held());
        if (d.batchesAtPeak() < all) {
            return Text.of("job/all-batches", "sum", sum, "all", all);
        }
        long inherited = d.batchesAtPeak() - all;
        return inherited == 0 ? sum : Text.of("job/inherited", "sum", sum, "inherited", inherited);
    }
}
