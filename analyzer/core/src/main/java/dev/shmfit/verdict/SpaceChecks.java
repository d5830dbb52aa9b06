package dev.shmfit.verdict;

import dev.shmfit.shm.FitSearch;
import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.LoaderSpec;
import dev.shmfit.shm.RecommendedSize;
import dev.shmfit.shm.ShmDemand;
import dev.shmfit.shm.ShmItem;
import dev.shmfit.shm.ShmSupply;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does the job start, and does it fit into the tmpfs? */
final class SpaceChecks {
    private SpaceChecks() {}

    static List<Finding> initFailure(Evidence e) {
        List<Finding> findings = new ArrayList<>();
        for (var use : e.communicators()) {
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
                    findings.add(finding);
                }
            });
        }
        return findings;
    }

    static List<Finding> size(Evidence e) {
        ShmDemand demand = e.demand();
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
        ShmDemand demand = e.demand();
        RoundedSize.Pair pair = pair(e);
        String most = demand.largest()
                .map(i -> "; most of it, " + RoundedSize.down(i.at(demand.worstMoment())) + ", is for " + i.consumer())
                .orElse("");
        String above = aboveNode(e);
        Finding finding = Finding.of(
                        "shm-too-small",
                        Severity.PROBLEM,
                        Owner.JOB,
                        "The job needs " + pair.need() + " of /dev/shm at the worst moment ("
                                + demand.worstMoment().words() + ") and has " + pair.have() + most + ".",
                        "A tmpfs that is full ends a DataLoader worker with a bus error or leaves the loader hanging,"
                                + " and makes NCCL fail with \"No space left on device\".",
                        remedy(e) + above)
                .from(Sources.of(e.supply().usable()));
        return e.surroundings().shmFixed() ? finding : finding.fixedBy(fixes(e));
    }

    private static String remedy(Evidence e) {
        String smaller = smallerWorkload(e);
        if (e.surroundings().shmFixed()) {
            return "The size cannot be changed here, so change the workload." + smaller;
        }
        return "Give it " + RoundedSize.up(target(e)) + ": "
                + RoundedSize.up(e.demand().required()) + " and headroom" + used(e)
                + renewal(place(e)) + "." + smaller;
    }

    private static String renewal(Platform platform) {
        return switch (platform) {
            case DOCKER, COMPOSE, PODMAN -> "; the container has to be made anew";
            case KUBERNETES, ARGO -> "; the pod has to be made anew";
            case SLURM, HOST -> "; it takes effect at once";
            case UNKNOWN -> "; a container has to be made anew for it";
        };
    }

    /** The size to ask for: what is used already stays used. */
    static ByteCount target(Evidence e) {
        ByteCount required = e.demand().required();
        return RecommendedSize.of(required.plus(occupied(e.supply())));
    }

    private static ByteCount occupied(ShmSupply supply) {
        Optional<ByteCount> size = supply.size().asOptional();
        Optional<ByteCount> free = supply.available().asOptional();
        if (size.isEmpty() || free.isEmpty()) {
            return ByteCount.ZERO;
        }
        return ByteCount.of(Math.max(0, size.get().bytes() - free.get().bytes()));
    }

    private static String used(Evidence e) {
        ByteCount occupied = occupied(e.supply());
        return occupied.bytes() == 0 ? "" : ", beside the " + RoundedSize.up(occupied) + " in use already";
    }

    static List<PlatformFix> fixes(Evidence e) {
        return remedies(e).forPlatform(place(e));
    }

    /** Where the size is set: a container that shares the host's /dev/shm has no size of its own. */
    static Platform place(Evidence e) {
        boolean hostsOwn = e.surroundings().hostIpc().asOptional().orElse(false);
        return hostsOwn ? Platform.HOST : e.surroundings().platform();
    }

    static Remedies remedies(Evidence e) {
        return new Remedies(target(e), e.supply().finiteMemoryLimit().map(limit -> raised(e, limit)));
    }

    /** The memory limit that leaves the processes what they had: raised by what /dev/shm grows, in whole GiB. */
    private static ByteCount raised(Evidence e, ByteCount limit) {
        ByteCount target = target(e);
        boolean hopeless = e.demand().required().compareTo(limit) >= 0;
        long before = hopeless
                ? 0
                : e.supply().size().asOptional().orElse(ByteCount.ZERO).bytes();
        long growth = Math.max(0, target.bytes() - before);
        return limit.plus(ByteCount.of(growth)).inPagesOf(ByteCount.gibibytes(1));
    }

    private static String aboveNode(Evidence e) {
        return e.supply()
                .systemMemory()
                .asOptional()
                .filter(ram -> target(e).compareTo(ram) > 0)
                .map(ram -> " That is more than the machine's memory (" + RoundedSize.down(ram) + ").")
                .orElse("");
    }

    /** What would fit as it is: the answer while nobody can restart the container. */
    private static String smallerWorkload(Evidence e) {
        StringBuilder text = new StringBuilder();
        List<LoaderSpec> specs =
                e.rank().loaders().stream().map(LoaderDemand::spec).toList();
        ByteCount others = e.demand().items().stream()
                .filter(i -> !i.consumer().startsWith("loader"))
                .map(i -> i.at(e.demand().worstMoment()))
                .reduce(ByteCount.ZERO, ByteCount::plus);
        Optional<ByteCount> usable = e.supply().usable().asOptional();
        for (int i = 0; i < specs.size() && usable.isPresent(); i++) {
            if (specs.get(i).workers() > 0) {
                FitSearch.Answer answer = FitSearch.search(
                        specs, i, usable.get(), others, e.ranks(), e.supply().granule());
                text.append(" Without a larger /dev/shm, for loader ")
                        .append(specs.get(i).name())
                        .append(": ")
                        .append(answer.reason())
                        .append('.');
            }
        }
        return text.toString();
    }

    private static Finding tight(Evidence e) {
        RoundedSize.Pair pair = pair(e);
        return Finding.of(
                        "shm-tight",
                        Severity.WARNING,
                        Owner.JOB,
                        "The job needs " + pair.need() + " of /dev/shm and has " + pair.have()
                                + ": enough, but less than the recommended "
                                + RoundedSize.up(e.demand().recommended()) + ".",
                        "The need is a bound that is not exceeded. What a killed run leaves behind, or a library that"
                                + " was not stated, is not in it.",
                        "Give it " + RoundedSize.up(target(e)) + used(e) + "." + aboveNode(e))
                .from(Sources.of(e.supply().usable()))
                .fixedBy(e.surroundings().shmFixed() ? List.of() : fixes(e));
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

    private static Finding unknown(Evidence e) {
        return Finding.of(
                        "shm-size-unknown",
                        Severity.NOT_ASSESSED,
                        Owner.JOB,
                        "The job needs " + RoundedSize.up(e.demand().required())
                                + " of /dev/shm; how much there is, is not known: "
                                + Sources.why(e.supply().usable()) + ".",
                        "Docker, Podman and Kubernetes give a container 64 MiB unless told otherwise; a plain host"
                                + " half of its memory.",
                        "State it with --shm-size, or look with df -h /dev/shm in the very container.")
                .fixedBy(fixes(e));
    }

    private static RoundedSize.Pair pair(Evidence e) {
        ByteCount usable = e.supply().usable().asOptional().orElse(ByteCount.ZERO);
        return RoundedSize.comparison(e.demand().required(), usable);
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
        long needed = e.demand().files();
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
                                "mount -o remount,nr_inodes=" + Math.multiplyExact(2, needed) + " /dev/shm")
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
}
