package dev.shmfit.verdict;

import dev.shmfit.nccl.plan.Transport;
import dev.shmfit.shm.LoaderDemand;
import dev.shmfit.shm.Sharing;
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
                        "A process may open up to " + bound + " files for shared tensors, and the limit (ulimit -n) is "
                                + limit.get() + ".",
                        "Every tensor that travels between worker and trainer holds a descriptor. Too few show as \"Too"
                                + " many open files\", \"received 0 items of ancdata\", or a loader that hangs; more"
                                + " /dev/shm does not help.",
                        "Raise ulimit -n to at least " + bound + "; fewer tensors in a batch help as well.")
                .from(Sources.of(e.supply().openFiles()))
                .fixedBy(here(
                        e,
                        List.of(
                                new PlatformFix(
                                        Platform.DOCKER,
                                        "docker run --ulimit nofile=" + atLeast(bound) + ":" + atLeast(bound) + " "
                                                + names(e).image() + " …",
                                        "docker exec " + names(e).container() + " sh -c 'ulimit -n'   # must print "
                                                + atLeast(bound)),
                                new PlatformFix(
                                        Platform.HOST,
                                        "ulimit -n " + atLeast(bound),
                                        "ulimit -n   # must print " + atLeast(bound))))));
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
                        "pin_memory locks up to " + RoundedSize.up(pinned)
                                + " in a rank, and the limit (ulimit -l) is " + RoundedSize.down(limit.get())
                                + ".",
                        "Pinned batches wait for the GPU in locked memory. Whether the driver charges them to this"
                                + " limit depends on how it pins; registration for RDMA is always charged, and fails"
                                + " with \"Cannot allocate memory\".",
                        "Lift the limit. Kubernetes has no field for it: set LimitMEMLOCK=infinity at containerd.")
                .from(Sources.of(e.supply().lockedMemory()))
                .fixedBy(here(
                        e,
                        List.of(
                                new PlatformFix(
                                        Platform.DOCKER,
                                        "docker run --ulimit memlock=-1:-1 " + names(e).image() + " …",
                                        "docker exec " + names(e).container()
                                                + " sh -c 'ulimit -l'   # must print unlimited"),
                                new PlatformFix(
                                        Platform.COMPOSE,
                                        "services:\n  " + names(e).service() + """
                                :
                                    ulimits:
                                      memlock:
                                        soft: -1
                                        hard: -1
                                """,
                                        "docker compose exec " + names(e).service()
                                                + " sh -c 'ulimit -l'   # must print unlimited"),
                                new PlatformFix(
                                        Platform.KUBERNETES,
                                        """
                                # On every node, as root: /etc/systemd/system/containerd.service.d/memlock.conf
                                [Service]
                                LimitMEMLOCK=infinity
                                # then: systemctl daemon-reload && systemctl restart containerd; recreate the pod
                                """,
                                        "kubectl exec " + names(e).pod() + " -c " + names(e).container()
                                                + " -- sh -c 'ulimit -l'   # must print unlimited")))));
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
                        "NCCL registers its buffers with the network cards, and a process may lock "
                                + RoundedSize.down(limit.get()) + " (ulimit -l).",
                        "Registration over the limit fails with \"Call to ibv_reg_mr failed ... Cannot allocate memory\", often"
                                + " only after NCCL_SHM_DISABLE or a second node brought the network into play.",
                        "docker run --ulimit memlock=-1:-1; Kubernetes has no field for it: LimitMEMLOCK=infinity at"
                                + " containerd.")
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
                        "Loader " + d.spec().name() + " maps up to " + d.segments()
                                + " segments, and a process may have " + DEFAULT_MAPPINGS
                                + " mappings by default (vm.max_map_count).",
                        "With sharing=file_system every tensor costs a mapping in place of a descriptor. Too few show"
                                + " as \"unable to mmap\" with \"Cannot allocate memory\".",
                        "Raise vm.max_map_count, or make fewer tensors of a batch."));
            }
            if (d.spec().sharing() == Sharing.FILE_SYSTEM && d.spec().workers() > 0) {
                findings.add(Finding.of(
                        "file-system-sharing",
                        Severity.NOTE,
                        Owner.JOB,
                        "Loader " + d.spec().name() + " shares tensors as named files (sharing=file_system).",
                        "Batches that are under way when a loop is left early stay in /dev/shm until the job ends: up"
                                + " to workers x prefetch batches each time. A killed job leaves them for good.",
                        "Use file_descriptor, the default, and raise ulimit -n if descriptors were the reason."));
            }
        }
        return findings;
    }
}
