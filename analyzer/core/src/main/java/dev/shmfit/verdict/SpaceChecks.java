package dev.shmfit.verdict;

import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmSupply;
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
                        link ? Owner.NODE : Owner.JOB,
                        "NCCL gives up for " + use.forecast().group() + " (" + f.phase() + "): " + f.summary(),
                        link
                                ? "For GPUs that NVLink connects, NCCL does not fall back: a P2P status other than OK"
                                        + " is an error. The link, the fabric manager or the driver is at fault, and"
                                        + " no size of /dev/shm changes it."
                                : "NCCL's own rules lead to an error before any data moves; a larger /dev/shm does"
                                        + " not help.",
                        link
                                ? "Take the node out of service, check nvidia-smi nvlink -s and the fabric manager,"
                                        + " reset the GPUs."
                                : "See the trace of the pairs concerned.");
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
        String most = demand.largest()
                .map(i -> "; most of it, " + demand.printed(i) + ", is for " + ShmItem.title(i.consumer()))
                .orElse("");
        String above = SpaceRemedy.aboveNode(e);
        Finding finding = Finding.of(
                        "shm-too-small",
                        Severity.PROBLEM,
                        Owner.JOB,
                        "The job needs " + pair.need() + " of /dev/shm at the worst moment ("
                                + demand.worstMoment().words() + ") and has " + pair.have() + most + ".",
                        "A tmpfs that is full ends a DataLoader worker with a bus error or leaves the loader hanging,"
                                + " and makes NCCL fail with \"No space left on device\".",
                        SpaceRemedy.remedy(e) + above)
                .from(Sources.of(e.supply().usable()));
        return e.surroundings().shmFixed() ? finding : finding.fixedBy(SpaceRemedy.fixes(e));
    }

    private static Finding tight(Evidence e) {
        RoundedSize.Pair pair = pair(e);
        return Finding.of(
                        "shm-tight",
                        Severity.WARNING,
                        Owner.JOB,
                        "The job needs " + pair.need() + " of /dev/shm and has " + pair.have()
                                + ": enough, but less than the recommended "
                                + RoundedSize.up(e.need().demand().recommended()) + ".",
                        "The need is a bound that is not exceeded. What a killed run leaves behind, or a library that"
                                + " was not stated, is not in it.",
                        "Set /dev/shm to " + RoundedSize.up(SpaceRemedy.target(e)) + SpaceRemedy.used(e) + "."
                                + SpaceRemedy.aboveNode(e))
                .from(Sources.of(e.supply().usable()))
                .fixedBy(e.surroundings().shmFixed() ? List.of() : SpaceRemedy.fixes(e));
    }

    private static Finding fits(ShmDemand demand, ShmSupply supply) {
        ByteCount required = demand.required();
        String have = supply.usable()
                .asOptional()
                .map(u -> " and has " + RoundedSize.comparison(required, u).have())
                .orElse("");
        String need = supply.usable()
                .asOptional()
                .map(u -> RoundedSize.comparison(required, u).need())
                .orElse(RoundedSize.up(required));
        return Finding.of(
                        "shm-fits",
                        Severity.OK,
                        Owner.JOB,
                        required.bytes() == 0
                                ? "The job needs nothing of /dev/shm."
                                : "The job needs " + need + " of /dev/shm" + have + ".",
                        "If a worker still dies of a bus error, the cause is not shared memory: look at memory-mapped"
                                + " files on a failing or remote volume.",
                        "")
                .from(Sources.of(supply.usable()));
    }

    /** Without a known size none is set: what was meant to grow /dev/shm might make it smaller. */
    private static Finding unknown(Evidence e) {
        String need = RoundedSize.up(e.need().demand().required());
        return Finding.of(
                "shm-size-unknown",
                Severity.NOT_ASSESSED,
                Owner.JOB,
                "The job needs " + need + " of /dev/shm; how much there is, is not known: "
                        + Sources.why(e.supply().usable()) + ".",
                "Docker, Podman and Kubernetes give a container 64 MiB unless told otherwise; a plain host half of its"
                        + " memory.",
                "Run df -h /dev/shm where the job runs, in its container: it must show " + need
                        + " or more. State what it shows with " + UserInput.SHM_SIZE + "." + SpaceRemedy.aboveNode(e));
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
                                "/dev/shm has " + size.bytes() + " bytes in all; a unit was probably left out.",
                                "--shm-size=2 means two bytes to Docker, rounded up to a page.",
                                "Write the unit: --shm-size=2g for Docker, sizeLimit: 2Gi for Kubernetes.")
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
                                "The job makes up to " + needed + " files in /dev/shm, which takes " + free + " more.",
                                "A tmpfs limits files as well as bytes; without an inode left it reports \"No space"
                                        + " left on device\" although df shows space.",
                                "mount -o remount,nr_inodes=" + Exact.times(2, needed) + " /dev/shm")
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
