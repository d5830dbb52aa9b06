package dev.shmfit.verdict;

import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;

/** What would the rules of thumb that are passed around have said of this very job? */
final class ThumbChecks {
    private static final List<ByteCount> USUAL_SIZES =
            List.of(ByteCount.gibibytes(2), ByteCount.gibibytes(4), ByteCount.gibibytes(8));
    /** Beyond this it is only "far more". */
    private static final long FAR = 1000;

    private ThumbChecks() {}

    /** Only where a size has to be asked for: there such figures are at hand, and differ from each other. */
    static List<Finding> rules(Evidence e) {
        ByteCount required = e.need().demand().required();
        ByteCount ahead = ByteCount.ZERO;
        ByteCount twoAndAHalf = ByteCount.ZERO;
        for (LoaderDemand d : e.need().rank().loaders()) {
            ByteCount each =
                    d.payload().times(d.spec().workers()).times(e.need().ranks());
            ahead = ahead.plus(each.times(d.spec().prefetch()));
            twoAndAHalf = twoAndAHalf.plus(ByteCount.of(each.times(5).bytes() / 2));
        }
        Verdict.Status space = Verdict.space(e.need().demand(), e.supply());
        boolean asks = space == Verdict.Status.FAILS || space == Verdict.Status.TIGHT;
        if (!asks || ahead.bytes() == 0 || required.bytes() == 0) {
            return List.of();
        }
        List<String> usual = new ArrayList<>();
        USUAL_SIZES.forEach(size -> usual.add(RoundedSize.down(size) + " is " + against(size, required)));
        e.supply().systemMemory().asOptional().ifPresent(ram -> {
            ByteCount quarter = ByteCount.of(ram.bytes() / 4);
            usual.add("a quarter of the memory (" + RoundedSize.down(quarter) + ") is " + against(quarter, required));
        });
        return List.of(Finding.of(
                        "rules-of-thumb",
                        Severity.NOTE,
                        Owner.JOB,
                        "Rules of thumb: workers x prefetch x batch gives " + rule(ahead, required)
                                + "; workers x batch x 2.5 gives " + rule(twoAndAHalf, required)
                                + ". Sizes that are passed around: " + String.join("; ", usual) + ".",
                        "The rules leave out the batches that are held and handed over, whole pages, semaphores, and"
                                + " NCCL. A size as such costs nothing, since pages count as they are written; but one"
                                + " far above the need stops neither a leak nor the memory limit's killer.",
                        "")
                .from(Sources.of(e.supply().systemMemory())));
    }

    private static String rule(ByteCount says, ByteCount required) {
        return RoundedSize.up(says) + " (" + against(says, required) + ")";
    }

    private static String against(ByteCount size, ByteCount required) {
        if (size.compareTo(required) < 0) {
            return RoundedSize.up(ByteCount.of(required.bytes() - size.bytes())) + " too small";
        }
        long times = size.bytes() / required.bytes();
        if (times >= FAR) {
            return "more than " + FAR + " times the need";
        }
        return times < 2 ? "enough" : times + " times the need";
    }
}
