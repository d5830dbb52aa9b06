package dev.shmfit.verdict;

import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.shm.ShmTexts;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.Exact;
import dev.shmfit.units.RoundedSize;
import dev.shmfit.units.UserInput;
import java.util.ArrayList;
import java.util.List;

/** Does the job start, and does it fit into the tmpfs? */
final class SpaceChecks {
    private static final int SHOWN = 6;

    private SpaceChecks() {}

    static List<Finding> initFailure(Evidence e) {
        List<Finding> findings = new ArrayList<>();
        for (var use : e.nccl().communicators()) {
            use.forecast().failure().ifPresent(f -> {
                boolean link = f.rule().equals("nvlink-p2p-disabled");
                Finding finding = Finding.of(
                        f.rule(),
                        Severity.PROBLEM,
                        link || f.rule().equals("mnnvl-not-working") ? Owner.NODE : Owner.JOB,
                        Text.of(
                                "verdict/init-failure.summary",
                                "group",
                                use.forecast().group(),
                                "phase",
                                f.phase(),
                                "why",
                                f.summary()),
                        link ? Text.of("verdict/init-failure.link") : Text.of("verdict/init-failure.explanation"),
                        link
                                ? Text.of("verdict/init-failure.remedy-link")
                                : Text.of("explanation/" + f.rule() + ".fix"));
                if (findings.stream().noneMatch(g -> g.id().equals(finding.id()))) {
                    findings.add(
                            link
                                    ? finding.from(MachineChecks.refused(e).stream()
                                            .limit(SHOWN)
                                            .toList())
                                    : finding);
                }
            });
        }
        return findings;
    }

    static List<Finding> size(Evidence e) {
        ShmDemand demand = e.need().demand();
        ShmSupply supply = e.supply();
        return List.of(
                switch (Verdict.space(demand, supply)) {
                    case FAILS -> tooSmall(e);
                    case TIGHT -> tight(e);
                    case FITS -> fits(demand, supply);
                    case UNKNOWN -> unknown(e);
                });
    }

    private static Finding tooSmall(Evidence e) {
        ShmDemand demand = e.need().demand();
        RoundedSize.Pair pair = pair(e);
        Text most = demand.largest()
                .map(i -> Text.of(
                        "verdict/shm-too-small.most",
                        "amount",
                        demand.printed(i),
                        "consumer",
                        ShmTexts.consumer(i.consumer())))
                .orElse(Text.EMPTY);

        Finding finding = Finding.of(
                        "shm-too-small",
                        Severity.PROBLEM,
                        Owner.JOB,
                        Text.of(
                                "verdict/shm-too-small.summary",
                                "need",
                                pair.need(),
                                "moment",
                                ShmTexts.moment(demand.worstMoment()),
                                "have",
                                pair.have(),
                                "most",
                                most),
                        Text.of("verdict/shm-too-small.explanation"),
                        Text.sentences(SpaceRemedy.remedy(e), SpaceRemedy.aboveNode(e)))
                .from(Sources.of(e.supply().usable()));
        return e.surroundings().shmFixed() ? finding : finding.fixedBy(SpaceRemedy.fixes(e));
    }

    private static Finding tight(Evidence e) {
        RoundedSize.Pair pair = pair(e);
        return Finding.of(
                        "shm-tight",
                        Severity.WARNING,
                        Owner.JOB,
                        Text.of(
                                "verdict/shm-tight.summary",
                                "need",
                                pair.need(),
                                "have",
                                pair.have(),
                                "recommended",
                                RoundedSize.up(e.need().demand().recommended())),
                        Text.of("verdict/shm-tight.explanation"),
                        Text.sentences(
                                Text.of(
                                        "verdict/shm-tight.remedy",
                                        "target",
                                        RoundedSize.up(SpaceRemedy.target(e)),
                                        "used",
                                        SpaceRemedy.used(e)),
                                SpaceRemedy.aboveNode(e)))
                .from(Sources.of(e.supply().usable()))
                .fixedBy(e.surroundings().shmFixed() ? List.of() : SpaceRemedy.fixes(e));
    }

    private static Finding fits(ShmDemand demand, ShmSupply supply) {
        ByteCount required = demand.required();
        Text has = supply.usable()
                .asOptional()
                .map(u -> Text.of(
                        "verdict/shm-fits.has",
                        "have",
                        RoundedSize.comparison(required, u).have()))
                .orElse(Text.EMPTY);
        String need = supply.usable()
                .asOptional()
                .map(u -> RoundedSize.comparison(required, u).need())
                .orElse(RoundedSize.up(required));
        return Finding.of(
                        "shm-fits",
                        Severity.OK,
                        Owner.JOB,
                        required.bytes() == 0
                                ? Text.of("verdict/shm-fits.nothing")
                                : Text.of("verdict/shm-fits.summary", "need", need, "has", has),
                        Text.of("verdict/shm-fits.explanation"),
                        Text.EMPTY)
                .from(Sources.of(supply.usable()));
    }

    /** Without a known size none is set: what was meant to grow /dev/shm might make it smaller. */
    private static Finding unknown(Evidence e) {
        String need = RoundedSize.up(e.need().demand().required());
        return Finding.of(
                "shm-size-unknown",
                Severity.NOT_ASSESSED,
                Owner.JOB,
                Text.of(
                        "verdict/shm-size-unknown.summary",
                        "need",
                        need,
                        "why",
                        Sources.why(e.supply().usable())),
                Text.of("verdict/shm-size-unknown.explanation"),
                Text.sentences(
                        Text.of("verdict/shm-size-unknown.remedy", "need", need, "option", UserInput.SHM_SIZE),
                        SpaceRemedy.aboveNode(e)));
    }

    private static RoundedSize.Pair pair(Evidence e) {
        ByteCount usable = e.supply().usable().asOptional().orElse(ByteCount.ZERO);
        return RoundedSize.comparison(e.need().demand().required(), usable);
    }

    static List<Finding> unitLost(Evidence e) {
        return e.supply()
                .size()
                .asOptional()
                .filter(size -> size.compareTo(ByteCount.mebibytes(1)) < 0)
                .map(size -> List.of(Finding.of(
                                "shm-size-unit-lost",
                                Severity.WARNING,
                                Owner.JOB,
                                Text.of("verdict/shm-size-unit-lost.summary", "bytes", size.bytes()),
                                Text.of("verdict/shm-size-unit-lost.explanation"),
                                Text.of("verdict/shm-size-unit-lost.remedy"))
                        .from(Sources.of(e.supply().size()))))
                .orElse(List.of());
    }

    static List<Finding> inodes(Evidence e) {
        long needed = e.need().demand().files();
        return e.supply()
                .freeInodes()
                .asOptional()
                .filter(free -> free < needed)
                .map(free -> List.of(Finding.of(
                                "shm-inodes-too-few",
                                Severity.PROBLEM,
                                Owner.NODE,
                                Text.of("verdict/shm-inodes-too-few.summary", "needed", needed, "free", free),
                                Text.of("verdict/shm-inodes-too-few.explanation"),
                                Text.of("verdict/shm-inodes-too-few.remedy", "inodes", Exact.times(2, needed)))
                        .from(Sources.of(e.supply().freeInodes()))))
                .orElse(List.of());
    }

    /** The consumer's part of the need at the worst moment, at least half of it. */
    static boolean dominates(ShmDemand demand, ByteCount part) {
        return part.bytes() > 0 && part.compareTo(ByteCount.of(demand.required().bytes() / 2)) > 0;
    }

    static ByteCount loaders(ShmDemand demand) {
        return demand.items().stream()
                .filter(i -> i.consumer().startsWith("loader"))
                .map((ShmItem i) -> i.at(demand.worstMoment()))
                .reduce(ByteCount.ZERO, ByteCount::plus);
    }

    /** The loaders' part of the demand, in the figure of its one loader where there is one. */
    static String loaderShare(ShmDemand demand) {
        List<ShmItem> loaders = demand.items().stream()
                .filter(i -> i.consumer().startsWith("loader"))
                .toList();
        return loaders.size() == 1
                ? demand.printed(loaders.get(0))
                : demand.printed().size(loaders(demand).bytes());
    }
}
