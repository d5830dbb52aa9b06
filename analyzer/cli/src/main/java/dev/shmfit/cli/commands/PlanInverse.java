package dev.shmfit.cli.commands;

import dev.shmfit.plan.PlanNode;
import dev.shmfit.plan.Planner;
import dev.shmfit.plan.Sweep;
import java.util.List;
import java.util.stream.IntStream;

/** The inverse of a plan: with /dev/shm as it is, how much of a loader fits? */
public final class PlanInverse {
    /** What is tried where the user leaves it open. */
    private static final List<Integer> WORKERS =
            IntStream.rangeClosed(0, 64).boxed().toList();

    private static final List<Integer> PREFETCH = List.of(1, 2, 4, 8);

    private PlanInverse() {}

    /** Where the size of /dev/shm is given and no count of the loader varies: the most that would fit. */
    public static String of(List<PlanNode> all, Sweep axes) {
        boolean asked = !axes.loader().varies()
                && all.stream()
                        .allMatch(n -> n.request().space().shmSize().isPresent()
                                && !n.request().job().loaders().isEmpty());
        if (!asked) {
            return "";
        }
        PlanTally tally = new PlanTally();
        new Planner(all, axes.with(new Sweep.Loader(axes.loader().name(), WORKERS, PREFETCH, List.of())))
                .run(tally::add);
        return "\nOf 0 to 64 workers with prefetch factors 1, 2, 4 and 8:" + tally.ending() + tally.why(all);
    }
}
