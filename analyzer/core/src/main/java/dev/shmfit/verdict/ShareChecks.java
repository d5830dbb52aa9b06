package dev.shmfit.verdict;

import dev.shmfit.nccl.plan.PhaseForecast;
import dev.shmfit.nccl.plan.SegmentKind;
import dev.shmfit.nccl.segment.SegmentSizes;
import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.NcclDemand;
import dev.shmfit.text.Text;
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
                Text.of("verdict/proxy-pool-dominates.summary", "pool", RoundedSize.up(pool)),
                Text.of(
                        "verdict/proxy-pool-dominates.explanation",
                        "pool-grows-from",
                        SegmentSizes.poolGrowsFrom(),
                        "pool-is-eightfold-from",
                        SegmentSizes.poolIsEightfoldFrom()),
                Text.of("verdict/proxy-pool-dominates.remedy")));
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
        return List.of(
                communicators(Text.of("verdict/communicators-add-up.summary", "shares", String.join(", ", shares))));
    }

    /** One that was not stated may be the one too many. */
    private static List<Finding> another(Evidence e, ByteCount one) {
        Optional<ByteCount> usable = e.supply().usable().asOptional();
        boolean fits = Verdict.space(e.need().demand(), e.supply()) != Verdict.Status.FAILS;
        boolean next = usable.filter(u -> e.need().demand().required().plus(one).compareTo(u) > 0)
                .isPresent();
        return fits && next && one.bytes() > 0
                ? List.of(communicators(Text.of("verdict/communicators-add-up.another", "need", RoundedSize.up(one))))
                : List.of();
    }

    private static Finding communicators(Text summary) {
        return Finding.of(
                "communicators-add-up",
                Severity.NOTE,
                Owner.JOB,
                summary,
                Text.of("verdict/communicators-add-up.explanation"),
                Text.of("verdict/communicators-add-up.remedy", "option", UserInput.GROUP));
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
                Text.of(
                        "verdict/loader-dominates.summary",
                        "demand",
                        SpaceChecks.loaderShare(e.need().demand())),
                Text.of("verdict/loader-dominates.explanation"),
                Text.of("verdict/loader-dominates.remedy")));
    }

    static List<Finding> pipe(Evidence e) {
        List<Finding> findings = new ArrayList<>();
        for (LoaderDemand d : e.need().rank().loaders()) {
            d.pipe()
                    .ifPresent(p -> findings.add(Finding.of(
                            "loader-pipe-limited",
                            Severity.NOTE,
                            Owner.JOB,
                            Text.of(
                                    "verdict/loader-pipe-limited.summary",
                                    "name",
                                    d.spec().name(),
                                    "storages",
                                    d.storages(),
                                    "fewest",
                                    p.fewest(),
                                    "most",
                                    p.most()),
                            Text.of("verdict/loader-pipe-limited.explanation"),
                            Text.of("verdict/loader-pipe-limited.remedy"))));
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
                Text.of("verdict/advice-to-ignore.summary"),
                Text.of("verdict/advice-to-ignore.explanation"),
                Text.EMPTY));
    }
}
