package dev.shmfit.verdict;

import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.Sharing;
import dev.shmfit.text.Text;
import dev.shmfit.units.ByteCount;
import dev.shmfit.units.RoundedSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Do the limits other than space suffice: descriptors, locked memory, mappings? */
final class LimitChecks {
    /** The kernel's default of vm.max_map_count. */
    private static final long DEFAULT_MAPPINGS = 65530;

    private LimitChecks() {}

    static List<Finding> openFiles(Evidence e) {
        Optional<Long> limit = e.supply().openFiles().asOptional();
        long bound = e.need().rank().descriptors();
        if (limit.isEmpty() || bound <= limit.get()) {
            return List.of();
        }
        long sure = e.need().rank().loaders().stream()
                .mapToLong(d -> d.descriptors().settled())
                .max()
                .orElse(0);
        boolean certain = sure > limit.get();
        return List.of(Finding.of(
                        "nofile-too-small",
                        certain ? Severity.PROBLEM : Severity.WARNING,
                        Owner.JOB,
                        Text.of("verdict/nofile-too-small.summary", "bound", bound, "limit", limit.get()),
                        Text.of("verdict/nofile-too-small.explanation"),
                        Text.of("verdict/nofile-too-small.remedy", "bound", bound))
                .from(Sources.of(e.supply().openFiles()))
                .fixedBy(here(
                        e,
                        List.of(
                                new PlatformFix(
                                        Platform.DOCKER,
                                        Text.joined("docker run --ulimit nofile=" + atLeast(bound) + ":"
                                                + atLeast(bound) + " " + names(e).image() + " …"),
                                        Text.joined(
                                                "docker exec " + names(e).container() + " sh -c 'ulimit -n'   ",
                                                Remedies.mustPrint(atLeast(bound)))),
                                new PlatformFix(
                                        Platform.HOST,
                                        Text.joined("ulimit -n " + atLeast(bound)),
                                        Text.joined("ulimit -n   ", Remedies.mustPrint(atLeast(bound))))))));
    }

    /** Those for the platform at hand, where that is known. */
    private static List<PlatformFix> here(Evidence e, List<PlatformFix> fixes) {
        Platform place = SpaceRemedy.place(e);
        return place == Platform.UNKNOWN
                ? fixes
                : fixes.stream()
                        .filter(f ->
                                f.platform() == place || (place == Platform.DOCKER && f.platform() == Platform.COMPOSE))
                        .toList();
    }

    private static PlaceNames names(Evidence e) {
        return e.surroundings().place().names();
    }

    private static long atLeast(long bound) {
        return Math.max(65536, Long.highestOneBit(bound) * 2);
    }

    static List<Finding> lockedMemory(Evidence e) {
        Optional<ByteCount> limit = e.supply().lockedMemory().asOptional();
        ByteCount pinned = Budget.pinned(e.need().rank());
        if (limit.isEmpty() || pinned.compareTo(limit.get()) <= 0) {
            return List.of();
        }
        return List.of(Finding.of(
                        "memlock-too-small",
                        Severity.WARNING,
                        Owner.JOB,
                        Text.of(
                                "verdict/memlock-too-small.summary",
                                "pinned",
                                RoundedSize.up(pinned),
                                "limit",
                                RoundedSize.down(limit.get())),
                        Text.of("verdict/memlock-too-small.explanation"),
                        Text.of("verdict/memlock-too-small.remedy"))
                .from(Sources.of(e.supply().lockedMemory()))
                .fixedBy(here(
                        e,
                        List.of(
                                new PlatformFix(
                                        Platform.DOCKER,
                                        Text.joined("docker run --ulimit memlock=-1:-1 " + names(e).image() + " …"),
                                        Text.joined(
                                                "docker exec " + names(e).container() + " sh -c 'ulimit -l'   ",
                                                Remedies.mustPrint("unlimited"))),
                                new PlatformFix(
                                        Platform.COMPOSE,
                                        Text.joined("services:\n  " + names(e).service() + """
                                :
                                    ulimits:
                                      memlock:
                                        soft: -1
                                        hard: -1
                                """),
                                        Text.joined(
                                                "docker compose exec " + names(e).service() + " sh -c 'ulimit -l'   ",
                                                Remedies.mustPrint("unlimited"))),
                                new PlatformFix(
                                        Platform.KUBERNETES,
                                        Text.joined(
                                                Text.of("remedy/every-node"),
                                                """

                                [Service]
                                LimitMEMLOCK=infinity
                                """,
                                                Text.of("remedy/then-restart"),
                                                "\n"),
                                        Text.joined(
                                                "kubectl exec " + names(e).pod() + " -c " + names(e).container()
                                                        + " -- sh -c 'ulimit -l'   ",
                                                Remedies.mustPrint("unlimited")))))));
    }

    /** What a network card registers is charged; 8 MiB is a usual default. */
    static List<Finding> registeredMemory(Evidence e) {
        Optional<ByteCount> limit = e.supply().lockedMemory().asOptional();
        boolean cards = e.node().topology().isPresent()
                && e.node().topology().get().devices().stream()
                        .anyMatch(dev.shmfit.topology.Device.Nic.class::isInstance);
        boolean network =
                e.surroundings().nodes() > 1 || e.worldPairs().stream().anyMatch(p -> p.transport() == Transport.NET);
        if (limit.isEmpty() || !cards || !network || limit.get().compareTo(ByteCount.gibibytes(1)) >= 0) {
            return List.of();
        }
        return List.of(Finding.of(
                        "memlock-limits-rdma",
                        Severity.WARNING,
                        Owner.NODE,
                        Text.of("verdict/memlock-limits-rdma.summary", "limit", RoundedSize.down(limit.get())),
                        Text.of("verdict/memlock-limits-rdma.explanation"),
                        Text.of("verdict/memlock-limits-rdma.remedy"))
                .from(Sources.of(e.supply().lockedMemory())));
    }

    static List<Finding> mappings(Evidence e) {
        List<Finding> findings = new ArrayList<>();
        for (LoaderDemand d : e.need().rank().loaders()) {
            if (d.spec().sharing() == Sharing.FILE_SYSTEM && d.segments() > DEFAULT_MAPPINGS) {
                findings.add(Finding.of(
                        "mappings-too-many",
                        Severity.WARNING,
                        Owner.NODE,
                        Text.of(
                                "verdict/mappings-too-many.summary",
                                "name",
                                d.spec().name(),
                                "segments",
                                d.segments(),
                                "mappings",
                                DEFAULT_MAPPINGS),
                        Text.of("verdict/mappings-too-many.explanation"),
                        Text.of("verdict/mappings-too-many.remedy")));
            }
            if (d.spec().sharing() == Sharing.FILE_SYSTEM && d.spec().workers() > 0) {
                findings.add(Finding.of(
                        "file-system-sharing",
                        Severity.NOTE,
                        Owner.JOB,
                        Text.of(
                                "verdict/file-system-sharing.summary",
                                "name",
                                d.spec().name()),
                        Text.of("verdict/file-system-sharing.explanation"),
                        Text.of("verdict/file-system-sharing.remedy")));
            }
        }
        return findings;
    }
}
