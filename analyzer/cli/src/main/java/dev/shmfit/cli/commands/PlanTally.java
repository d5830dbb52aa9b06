package dev.shmfit.cli.commands;

import dev.shmfit.analysis.Analyzer;
import dev.shmfit.analysis.PreparedAnalysis;
import dev.shmfit.plan.Frontier;
import dev.shmfit.plan.PlanNode;
import dev.shmfit.plan.PlanPoint;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of all points together. */
public final class PlanTally {
    private final Frontier frontier = new Frontier();
    private long failing;
    private long judged;
    private @Nullable PlanPoint least;

    /** Points that do not fit. */
    public long failing() {
        return failing;
    }

    /** Takes a point. */
    public void add(PlanPoint p) {
        frontier.add(p);
        failing += p.status() == Verdict.Status.FAILS ? 1 : 0;
        judged += p.status() == Verdict.Status.UNKNOWN ? 0 : 1;
        boolean runs = p.where().failure().isEmpty();
        if (runs && (least == null || p.required().compareTo(least.required()) < 0)) {
            least = p;
        }
    }

    /** Where nothing fits: what alone is too large, and the smallest size with which something runs. */
    public String why(List<PlanNode> nodes) {
        if (judged == 0 || failing < judged) {
            return "";
        }
        if (least == null) {
            return "NCCL does not start in any of them: no size of /dev/shm helps.\n";
        }
        StringBuilder text = new StringBuilder();
        for (PlanNode n : nodes) {
            text.append(withoutLoaders(n));
        }
        PlanPoint p = least;
        return text + "The smallest size with which a point runs: " + RoundedSize.up(p.recommended()) + " ("
                + RoundedSize.up(p.required()) + " and headroom), for "
                + p.where().node() + ", NCCL "
                + p.where().nccl() + ", "
                + p.where().size() + counts(p) + ".\n";
    }

    private static String withoutLoaders(PlanNode n) {
        Optional<ByteCount> size = n.request().space().shmSize().map(s -> s.value());
        PreparedAnalysis p = Analyzer.prepare(n.request());
        if (size.isEmpty() || p.fails()) {
            return "";
        }
        ByteCount alone = p.need(p.rank(List.of())).shm().required();
        String who = n.request().job().others().isEmpty() ? "NCCL alone needs " : "NCCL and the others need ";
        boolean more = alone.compareTo(size.get()) > 0;
        return who + RoundedSize.up(alone) + " on " + n.name() + (more ? ", more than the " : " of the ")
                + RoundedSize.down(size.get()) + (more ? " that there are: no loader can fit.\n" : ".\n");
    }

    private static String counts(PlanPoint p) {
        return p.workers().isEmpty()
                ? ""
                : ", workers=" + p.workers().get() + " prefetch=" + p.prefetch().orElse(0) + " batch="
                        + p.batch().orElse(0);
    }

    /** How many fit, and the most that does. */
    public String ending() {
        if (judged == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n" + (judged - failing) + " of " + judged + " points fit.\n");
        List<PlanPoint> best = frontier.points();
        if (!best.isEmpty() && judged > 1) {
            text.append("The most that fits:\n");
            for (PlanPoint p : best) {
                text.append("  " + p.where().node() + ", NCCL " + p.where().nccl() + ", "
                        + p.where().size() + ": workers="
                        + p.workers().orElse(0) + " prefetch="
                        + p.prefetch().orElse(0) + " batch=" + p.batch().orElse(0) + " with "
                        + RoundedSize.up(p.required()) + "\n");
            }
        }
        return text.toString();
    }
}
