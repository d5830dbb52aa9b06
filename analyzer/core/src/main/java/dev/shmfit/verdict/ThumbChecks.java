package dev.shmfit.verdict;

import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.text.Text;
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
        List<Text> usual = new ArrayList<>();
        USUAL_SIZES.forEach(size -> usual.add(Text.of(
                "verdict/rules-of-thumb.size", "size", RoundedSize.down(size), "against", against(size, required))));
        e.supply().systemMemory().asOptional().ifPresent(ram -> {
            ByteCount quarter = ByteCount.of(ram.bytes() / 4);
            usual.add(Text.of(
                    "verdict/rules-of-thumb.quarter",
                    "size",
                    RoundedSize.down(quarter),
                    "against",
                    against(quarter, required)));
        });
        return List.of(Finding.of(
                        "rules-of-thumb",
                        Severity.NOTE,
                        Owner.JOB,
                        Text.of(
                                "verdict/rules-of-thumb.summary",
                                "ahead",
                                rule(ahead, required),
                                "two-and-a-half",
                                rule(twoAndAHalf, required),
                                "usual",
                                Text.semicolons(usual)),
                        Text.of("verdict/rules-of-thumb.explanation"),
                        Text.EMPTY)
                .from(Sources.of(e.supply().systemMemory())));
    }

    private static Text rule(ByteCount says, ByteCount required) {
        return Text.of("verdict/rules-of-thumb.rule", "size", RoundedSize.up(says), "against", against(says, required));
    }

    private static Text against(ByteCount size, ByteCount required) {
        if (size.compareTo(required) < 0) {
            return Text.of(
                    "verdict/rules-of-thumb.too-small",
                    "short",
                    RoundedSize.up(ByteCount.of(required.bytes() - size.bytes())));
        }
        long times = size.bytes() / required.bytes();
        if (times >= FAR) {
            return Text.of("verdict/rules-of-thumb.far", "times", FAR);
        }
        return times < 2
                ? Text.of("verdict/rules-of-thumb.enough")
                : Text.of("verdict/rules-of-thumb.times", "times", times);
    }
}
