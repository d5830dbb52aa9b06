package dev.shmfit.verdict;

import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.segment.SegmentSizes;
import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who takes most of it, and what follows for the remedy? */
final class ShareChecks {
    private ShareChecks() {}

    static List<Finding> proxyPool(Evidence e) {
        ByteCount pool = NcclDemand.ofKind(
                e.nccl().communicators(), SegmentKind.PROXY_POOL, e.supply().pageSize());
        if (!SpaceChecks.dominates(e.need().demand(), pool)) {
            return List.of();
        }
        return List.of(Finding.of(
                "proxy-pool-dominates",
                Severity.NOTE,
                Owner.JOB,
                RoundedSize.up(pool) + " of the need is NCCL's pool of proxy operations.",
                "Every rank makes one for each communicator that connects eagerly or uses the network, whatever the"
                        + " links: a machine with NVLink everywhere needs it too. It grew eightfold from NCCL "
                        + SegmentSizes.poolGrowsFrom() + " to " + SegmentSizes.poolIsEightfoldFrom() + ".",
                "Fewer top-level communicators make fewer pools: ncclCommSplit with shared resources. Disabling SHM or"
                        + " P2P does not."));
    }

    /** What each communicator adds: independent ones add up exactly. */
    static List<Finding> communicators(Evidence e) {
        List<NcclDemand.Use> uses = e.nccl().communicators();
        if (uses.isEmpty()) {
            return List.of();
        }
        ByteCount first = worst(uses.get(0));
        if (uses.size() == 1) {
            return another(e, first);
        }
        List<String> shares = new ArrayList<>();
        uses.forEach(u -> shares.add(u.forecast().group() + " " + RoundedSize.up(worst(u))));
        ByteCount sum = uses.stream().map(ShareChecks::worst).reduce(ByteCount.ZERO, ByteCount::plus);
        if (sum.equals(first)) {
            return List.of();
        }
        return List.of(communicators("The communicators of this job add up: " + String.join(", ", shares) + "."));
    }

    /** One that was not stated may be the one too many. */
    private static List<Finding> another(Evidence e, ByteCount one) {
        Optional<ByteCount> usable = e.supply().usable().asOptional();
        boolean fits = Verdict.space(e.need().demand(), e.supply()) != Verdict.Status.FAILS;
        boolean next = usable.filter(u -> e.need().demand().required().plus(one).compareTo(u) > 0)
                .isPresent();
        return fits && next && one.bytes() > 0
                ? List.of(communicators("One communicator is counted; a second over the same ranks needs another "
                        + RoundedSize.up(one) + ", and would not fit."))
                : List.of();
    }

    private static Finding communicators(String summary) {
        return Finding.of(
                "communicators-add-up",
                Severity.NOTE,
                Owner.JOB,
                summary,
                "Every process group has a communicator of its own, with its own segments, made at its first use: a job that"
                        + " has run for a while dies when context, pipeline or expert groups, or a draft model, come to use.",
                "State all groups with " + UserInput.GROUP
                        + "; fewer top-level communicators need less: ncclCommSplit with shared" + " resources.");
    }

    private static ByteCount worst(NcclDemand.Use use) {
        return use.phases().stream().map(PhaseForecast::tmpfsBytes).reduce(ByteCount.ZERO, ByteCount::max);
    }

    static List<Finding> loaders(Evidence e) {
        ByteCount loaders = SpaceChecks.loaders(e.need().demand());
        if (!SpaceChecks.dominates(e.need().demand(), loaders)) {
            return List.of();
        }
        return List.of(Finding.of(
                "loader-dominates",
                Severity.NOTE,
                Owner.JOB,
                SpaceChecks.loaderShare(e.need().demand()) + " of the need is for DataLoader batches on their way.",
                "Each loader keeps workers x prefetch batches ready, and one or two more at a hand-over; every rank has"
                        + " its own. GPU memory and NCCL's settings have no part in it.",
                "Fewer workers or a smaller prefetch shrink it in proportion; so does a smaller dtype (uint8 until the"
                        + " GPU, in place of float32)."));
    }

    static List<Finding> pipe(Evidence e) {
        List<Finding> findings = new ArrayList<>();
        for (LoaderDemand d : e.need().rank().loaders()) {
            d.pipe()
                    .ifPresent(p -> findings.add(Finding.of(
                            "loader-pipe-limited",
                            Severity.NOTE,
                            Owner.JOB,
                            "Loader " + d.spec().name() + " announces " + d.storages()
                                    + " tensors a batch; its result pipe is full after about " + p.fewest() + " to "
                                    + p.most()
                                    + " batches.",
                            "While the pipe is full, further batches wait in the workers' own memory, so the settled use stays"
                                    + " below the figure given. The bound holds: a trainer that waits for a late batch drains"
                                    + " the pipe.",
                            "Fewer tensors a batch, by padding or packing, make loading faster too.")));
        }
        return findings;
    }

    /** Advice that is passed around for this very error, and why it is bad. */
    static List<Finding> advice(Evidence e) {
        Verdict.Status space = Verdict.space(e.need().demand(), e.supply());
        if (space != Verdict.Status.FAILS) {
            return List.of();
        }
        return List.of(Finding.of(
                "advice-to-ignore",
                Severity.NOTE,
                Owner.JOB,
                "Do not follow: NCCL_SHM_DISABLE=1, NCCL_P2P_DISABLE=1, ulimit, kernel.shmmax, ipcs, chmod 777,"
                        + " --shm-size=1000g.",
                "The first two change the way of the data and cost speed; ulimit and kernel.shmmax (shown by ipcs -lm)"
                        + " govern System V memory and other things, not /dev/shm; chmod 777 loses the sticky bit; a"
                        + " size above the memory limits nothing.",
                ""));
    }
}
